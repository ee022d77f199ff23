/// A line of a slide's text with its place on the page.
public struct SlideLine: Sendable, Equatable {
    /// UTF-8 offsets in the slide's text, without the line end.
    public var range: Range<Int>
    /// Indices of its words; never empty.
    public var words: Range<Int>
    /// Around all of its words.
    public var box: Slide.Box
    /// The height of its first word's box, which goes with the size of its letters. Lines that run down the page count
    /// by the width.
    public var size: Double
    /// Another paragraph begins here.
    public var beginsParagraph: Bool
}

extension Slide.Box {
    public var maxX: Double { x + width }
    public var maxY: Double { y + height }
    public var midY: Double { y + height / 2 }

    /// The smallest box around both.
    public func union(_ other: Self) -> Self {
        let left = min(x, other.x)
        let top = min(y, other.y)
        return Self(x: left, y: top, width: max(maxX, other.maxX) - left, height: max(maxY, other.maxY) - top)
    }
}

extension Slide {
    /// The lines of the text that have words, in its order.
    public var lines: [SlideLine] {
        var text = text
        return text.withUTF8 { lines(utf8: $0) }
    }

    private func lines(utf8 bytes: UnsafeBufferPointer<UInt8>) -> [SlideLine] {
        var lines: [SlideLine] = []
        var first = 0
        var position = 0
        var lineEnds = 2
        for index in words.indices {
            let word = words[index].range
            guard word.lowerBound >= position, word.upperBound <= bytes.count else { break }
            let ends = bytes[position..<word.lowerBound].count { $0 == UInt8(ascii: "\n") }
            lineEnds += ends
            position = word.upperBound
            if ends > 0 || lines.isEmpty {
                first = index
                let box = words[index].box
                // Letters that run down the page have boxes that are higher than wide, in words of several letters.
                let isUpright = word.count > 2 && box.height > 2 * box.width
                lines.append(
                    SlideLine(
                        range: word, words: index..<index + 1, box: box,
                        size: isUpright ? box.width : box.height, beginsParagraph: lineEnds > 1))
                lineEnds = 0
                continue
            }
            let last = lines.count - 1
            lines[last].words = first..<index + 1
            lines[last].range = lines[last].range.lowerBound..<word.upperBound
            lines[last].box = lines[last].box.union(words[index].box)
        }
        return lines
    }

    /// The text of a range of UTF-8 offsets.
    public func text(_ range: Range<Int>) -> String {
        let utf8 = text.utf8
        let start = utf8.index(utf8.startIndex, offsetBy: range.lowerBound)
        return String(text[start..<utf8.index(start, offsetBy: range.count)])
    }
}
