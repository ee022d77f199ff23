import TalkArchive

/// Collects one page's lines into text and words.
struct PageBuilder {
    var links: [SlideLink] = []
    private(set) var isOpen = false
    /// Text was left out at the limit.
    private(set) var isCut = false
    private var width = 0.0
    private var height = 0.0
    private var text: [UInt8] = []
    private var scalars = 0
    private var words: [Slide.Word] = []
    private var blockBegins = false

    mutating func begin(width: Double, height: Double) {
        self = PageBuilder()
        isOpen = true
        self.width = width
        self.height = height
    }

    mutating func beginBlock() {
        blockBegins = true
    }

    /// Adds a line of the form `L⇥word x0 y0 x1 y1⇥word ...`.
    mutating func addLine(_ line: UnsafeBufferPointer<UInt8>, limit: Int) {
        var separator: [UInt8] = text.isEmpty ? [] : Array(repeating: UInt8(ascii: "\n"), count: blockBegins ? 2 : 1)
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
            let before = text.count
            text.append(contentsOf: separator)
            let wordStart = text.count
            appendClean(UnsafeBufferPointer(rebasing: line[start..<space]))
            guard text.count > wordStart else {
                text.removeLast(text.count - before)
                continue
            }
            scalars += separator.count
            words.append(Slide.Word(range: wordStart..<text.count, box: box))
            separator = [UInt8(ascii: " ")]
            blockBegins = false
        }
    }

    mutating func finish() -> Slide {
        let slide = Slide(
            width: width, height: height, text: String(decoding: text, as: UTF8.self), words: words, links: links)
        self = PageBuilder()
        return slide
    }

    /// Appends a word as valid UTF-8 without control characters and noncharacters, which no XML document can carry.
    private mutating func appendClean(_ word: UnsafeBufferPointer<UInt8>) {
        if word.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) {
            text.append(contentsOf: word)
            scalars += word.count
            return
        }
        for scalar in String(decoding: word, as: UTF8.self).unicodeScalars {
            let value = scalar.value
            if value <= 0x20 || (0x7F...0x9F).contains(value) || value == 0xFEFF || value & 0xFFFE == 0xFFFE
                || (0xFDD0...0xFDEF).contains(value)
            {
                continue
            }
            text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            scalars += 1
        }
    }

    /// Four whole numbers, each after a space; nil when there are not exactly four.
    private static func box(_ bytes: UnsafeBufferPointer<UInt8>) -> Slide.Box? {
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
        return Slide.Box(tenths: numbers.0, numbers.1, numbers.2, numbers.3)
    }
}
