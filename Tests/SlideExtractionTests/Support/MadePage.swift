import TalkArchive

@testable import SlideExtraction

/// A page of words with boxes, as the tool would write it. Letters are half as wide as high, and as high as their line.
struct MadePage {
    var lines: [Line] = []
    var label: String?
    var width = 400
    var height = 300

    struct Line {
        var text: String
        var x: Double
        var y: Double
        var size: Double
        var beginsBlock: Bool
        /// Between words, as a share of the size.
        var gap: Double
        /// Wider gaps after the words of these indices.
        var wideGapsAfter: Set<Int> = []
    }

    /// Adds a line; it begins a block unless it goes on with the one before.
    func line(
        _ text: String, x: Double = 20, y: Double, size: Double = 10, goesOn: Bool = false, gap: Double = 0.25,
        wideGapsAfter: Set<Int> = []
    ) -> MadePage {
        var page = self
        page.lines.append(
            Line(text: text, x: x, y: y, size: size, beginsBlock: !goesOn, gap: gap, wideGapsAfter: wideGapsAfter))
        return page
    }

    /// The page as extraction makes it of these lines, before the deck is looked at as a whole.
    var slide: Slide {
        var builder = PageBuilder()
        builder.begin(width: Double(width), height: Double(height))
        for line in lines {
            if line.beginsBlock { builder.beginBlock() }
            Array(script(line).utf8).withUnsafeBufferPointer { builder.addLine($0, limit: 10_000) }
        }
        var slide = builder.finish()
        slide.label = label
        return slide
    }

    private func script(_ line: Line) -> String {
        var x = line.x
        let words = line.text.split(separator: " ").enumerated().map { index, word in
            let width = Double(word.unicodeScalars.count) * line.size / 2
            defer { x += width + line.size * (line.wideGapsAfter.contains(index) ? line.gap * 3 : line.gap) }
            let box = [x, line.y, x + width, line.y + line.size].map { String(Int(($0 * 10).rounded())) }
            return "\(word) \(box.joined(separator: " "))"
        }
        return "L\t" + words.joined(separator: "\t")
    }
}

/// A deck of these pages, complete.
func deck(_ pages: [MadePage]) -> DeckContent {
    var content = DeckContent(slides: pages.map(\.slide))
    DeckText.complete(&content)
    return content
}
