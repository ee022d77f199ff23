import TalkArchive

/// Collects one page's lines into text and words.
struct PageBuilder {
    var links: [SlideLink] = []
    private(set) var isOpen = false
    /// Text was left out at the limit.
    private(set) var isCut = false
    private var width = 0.0
    private var height = 0.0
    private var page = PageText()
    private var scalars = 0
    private var block = 0

    mutating func begin(width: Double, height: Double) {
        self = PageBuilder()
        isOpen = true
        self.width = width
        self.height = height
    }

    mutating func beginBlock() {
        block += 1
    }

    /// Adds a line of the form `L⇥word x0 y0 x1 y1⇥word ...`.
    mutating func addLine(_ line: UnsafeBufferPointer<UInt8>, limit: Int) {
        let first = page.words.count
        defer {
            if page.words.count > first { endLine(first) }
        }
        var start = 2
        while start < line.count {
            var end = start
            while end < line.count, line[end] != UInt8(ascii: "\t") { end += 1 }
            defer { start = end + 1 }
            var space = start
            while space < end, line[space] != UInt8(ascii: " ") { space += 1 }
            guard let box = Self.box(UnsafeBufferPointer(rebasing: line[space..<end])) else { continue }
            guard scalars < limit else {
                isCut = true
                return
            }
            let before = page.bytes.count
            let written = WordSpelling.append(UnsafeBufferPointer(rebasing: line[start..<space]), to: &page.bytes)
            guard page.bytes.count > before else { continue }
            scalars += written.scalarCount + 1
            page.words.append(
                PageText.Word(
                    range: before..<page.bytes.count, box: box, endsInSoftHyphen: written.endsInSoftHyphen,
                    beginsItem: written.beginsItem))
        }
    }

    private mutating func endLine(_ first: Int) {
        var box = page.words[first].box
        for word in page.words[(first + 1)...] { box.formUnion(word.box) }
        page.lines.append(PageText.Line(words: first..<page.words.count, box: box, block: block))
    }

    mutating func finish() -> Slide {
        page.removeDoubledLines()
        page.turnMirroredWords()
        page.orderBlocks(pageWidth: Int(width * 10))
        let (text, words) = PageWriter.write(page)
        let slide = Slide(width: width, height: height, text: text, words: words, links: links)
        self = PageBuilder()
        return slide
    }

    /// Four whole numbers, each after a space; nil when there are not exactly four.
    private static func box(_ bytes: UnsafeBufferPointer<UInt8>) -> PageText.Box? {
        var numbers = (0, 0, 0, 0)
        var index = 0
        for count in 0..<4 {
            guard index < bytes.count, bytes[index] == UInt8(ascii: " ") else { return nil }
            index += 1
            var negative = false
            if index < bytes.count, bytes[index] == UInt8(ascii: "-") {
                negative = true
                index += 1
            }
            var value = 0
            var digits = 0
            while index < bytes.count, bytes[index] &- 48 < 10, digits < 11 {
                value = value * 10 + Int(bytes[index] - 48)
                index += 1
                digits += 1
            }
            guard digits > 0 else { return nil }
            if negative { value = -value }
            switch count {
            case 0: numbers.0 = value
            case 1: numbers.1 = value
            case 2: numbers.2 = value
            default: numbers.3 = value
            }
        }
        guard index == bytes.count else { return nil }
        return PageText.Box(x0: numbers.0, y0: numbers.1, x1: numbers.2, y1: numbers.3)
    }
}
