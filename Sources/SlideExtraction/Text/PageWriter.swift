import TalkArchive

/// Writes a page's lines as text: lines joined by `\n`, blocks set apart by an empty line.
///
/// What a line end cut apart is joined again where that is sure: ideographs of a text that is written without spaces, a
/// word with a soft hyphen, an address. A word with a plain hyphen keeps its line end, and no empty line; whether the
/// hyphen is the word's own, the whole deck tells later (``WordRepair``).
struct PageWriter {
    private let page: PageText
    private var text: [UInt8] = []
    private var words: [Slide.Word] = []

    static func write(_ page: PageText) -> (text: String, words: [Slide.Word]) {
        var writer = PageWriter(page: page)
        writer.text.reserveCapacity(page.bytes.count + page.words.count)
        writer.words.reserveCapacity(page.words.count)
        for index in page.lines.indices { writer.write(index) }
        return (String(decoding: writer.text, as: UTF8.self), writer.words)
    }

    private init(page: PageText) {
        self.page = page
    }

    private mutating func write(_ index: Int) {
        let line = page.lines[index]
        let join = index > 0 ? page.join(index - 1, index) : .none
        var separator: [UInt8] =
            switch join {
            case .apart: line.block == page.lines[index - 1].block ? [0x0A] : [0x0A, 0x0A]
            case .hyphen: [0x0A]
            case .none, .word, .run: []
            }
        let endsJoined = index + 1 < page.lines.count && page.join(index, index + 1) == .word
        for number in line.words {
            let word = page.words[number]
            if number > line.words.lowerBound, isDoubled(number) { continue }
            text += separator
            let start = text.count
            text += page.bytes(of: word)
            if word.endsInSoftHyphen, !(endsJoined && number == line.words.upperBound - 1) {
                // At the end of a line it is to be seen, elsewhere not.
                if number == line.words.upperBound - 1 { text.append(UInt8(ascii: "-")) }
            }
            words.append(Slide.Word(range: start..<text.count, box: Slide.Box(word.box)))
            separator = join == .word && number == line.words.lowerBound ? [0x0A] : [0x20]
        }
    }

    /// Whether a word is drawn over the one before.
    private func isDoubled(_ number: Int) -> Bool {
        let (before, word) = (page.words[number - 1], page.words[number])
        return abs(before.box.x0 - word.box.x0) * 4 <= min(word.box.height, word.box.width)
            && page.bytes(of: before) == page.bytes(of: word)
    }
}
