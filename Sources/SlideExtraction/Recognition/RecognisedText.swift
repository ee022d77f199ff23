import TalkArchive

/// Puts the lines that were recognised on a page in order, as embedded text is: lines joined by `\n`, blocks set apart by
/// an empty line.
///
/// The program gives each run of words by itself, from the top down whatever stands beside it. Runs side by side on one
/// base line become a line, lines close below each other a block, and of blocks side by side the left one comes first. All
/// of it happens on the page turned so that its text runs to the right.
struct RecognisedText {
    /// Gap between two runs of one line, in heights of the line.
    private static let wordGap = 1.5
    /// Gap between two lines of one block, likewise.
    private static let lineGap = 1.0
    /// Letters of one block differ in size by less than this factor; boxes are those of the ink, so "me" is lower than "My".
    private static let sizeRatio = 1.8

    private let size: (width: Int, height: Int)
    private let direction: Direction

    /// Which way the text runs.
    private enum Direction { case right, down, left, up }

    /// A line or a part of one, its box on the page turned upright.
    private struct Run {
        var words: [RecognisedWord]
        var box: RecognisedWord.Box
    }

    /// The text and its words, boxes in points on a page of the slide's size.
    static func write(
        _ lines: [TesseractTable.Line], picture: (width: Int, height: Int), slide: Slide, limit: Int
    ) -> (text: String, words: [Slide.Word]) {
        let order = RecognisedText(size: picture, direction: direction(lines))
        var text = ""
        var words: [Slide.Word] = []
        let (scaleX, scaleY) = (slide.width / Double(picture.width), slide.height / Double(picture.height))
        func tenths(_ pixels: Int, _ scale: Double) -> Int { (Double(pixels) * scale).tenths }
        var count = 0
        for block in order.blocks(order.lines(lines)) {
            var separator = text.isEmpty ? "" : "\n\n"
            for line in block {
                for word in line.words {
                    count += word.text.unicodeScalars.count + 1
                    guard count <= limit else { return (text, words) }
                    text += separator
                    let start = text.utf8.count
                    text += word.text
                    let box = word.box
                    words.append(
                        Slide.Word(
                            range: start..<text.utf8.count,
                            box: Slide.Box(
                                tenths: tenths(box.x, scaleX), tenths(box.y, scaleY), tenths(box.maxX, scaleX),
                                tenths(box.maxY, scaleY))))
                    separator = " "
                }
                separator = "\n"
            }
        }
        return (text, words)
    }

    /// Where the words of a line follow each other.
    private static func direction(_ lines: [TesseractTable.Line]) -> Direction {
        var (x, y) = (0, 0)
        for line in lines {
            for (word, next) in zip(line, line.dropFirst()) {
                x += next.box.centre.x - word.box.centre.x
                y += next.box.centre.y - word.box.centre.y
            }
        }
        if abs(x) >= abs(y) { return x < 0 ? .left : .right }
        return y < 0 ? .up : .down
    }

    private func upright(_ box: RecognisedWord.Box) -> RecognisedWord.Box {
        switch direction {
        case .right: box
        case .left: .init(x: size.width - box.maxX, y: size.height - box.maxY, width: box.width, height: box.height)
        case .down: .init(x: box.y, y: size.width - box.maxX, width: box.height, height: box.width)
        case .up: .init(x: size.height - box.maxY, y: box.x, width: box.height, height: box.width)
        }
    }

    /// Runs of one base line put together.
    private func lines(_ lines: [TesseractTable.Line]) -> [Run] {
        let runs = lines.compactMap { line in
            line.first.map { first in
                Run(words: line, box: line.dropFirst().reduce(upright(first.box)) { $0.union(upright($1.box)) })
            }
        }
        var joined: [Run] = []
        for run in runs.sorted(by: { $0.box.x < $1.box.x }) {
            let before = joined.indices.last { Self.isOneLine(joined[$0].box, run.box) }
            guard let before else {
                joined.append(run)
                continue
            }
            joined[before].words += run.words
            joined[before].box = joined[before].box.union(run.box)
        }
        return joined.sorted { ($0.box.centre.y, $0.box.x) < ($1.box.centre.y, $1.box.x) }
    }

    private static func isOneLine(_ left: RecognisedWord.Box, _ right: RecognisedWord.Box) -> Bool {
        let (lower, higher) = (min(left.height, right.height), max(left.height, right.height))
        let overlap = min(left.maxY, right.maxY) - max(left.y, right.y)
        return overlap * 2 > lower && Double(higher) < Double(lower) * sizeRatio
            && Double(right.x - left.maxX) < Double(higher) * wordGap
    }

    /// Lines close below each other, and the blocks in reading order.
    private func blocks(_ lines: [Run]) -> [[Run]] {
        var blocks: [(lines: [Run], box: RecognisedWord.Box)] = []
        for line in lines {
            if let index = blocks.firstIndex(where: { Self.follows(line.box, $0.lines.last?.box ?? line.box) }) {
                blocks[index].lines.append(line)
                blocks[index].box = blocks[index].box.union(line.box)
            } else {
                blocks.append(([line], line.box))
            }
        }
        var ordered: [[Run]] = []
        while let top = blocks.min(by: { $0.box.y < $1.box.y }) {
            // What begins beside the first line of the topmost block and further left is read before it.
            let first = top.lines.first?.box ?? top.box
            let beside = blocks.indices.filter { blocks[$0].box.y < first.maxY }
            guard let next = beside.min(by: { blocks[$0].box.x < blocks[$1].box.x }) else { break }
            ordered.append(blocks.remove(at: next).lines)
        }
        return ordered
    }

    private static func follows(_ line: RecognisedWord.Box, _ last: RecognisedWord.Box) -> Bool {
        let (lower, higher) = (min(line.height, last.height), max(line.height, last.height))
        let gap = line.y - last.maxY
        return line.x < last.maxX && last.x < line.maxX && gap * 2 > -lower
            && Double(gap) < Double(higher) * lineGap && Double(higher) < Double(lower) * sizeRatio
    }
}
