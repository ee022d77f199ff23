internal import TalkArchive

/// Headers and footers: lines at the edge of the page that come again on most slides of a deck, such as the talk's
/// title, the date, or a number.
///
/// They stand on every slide and so say nothing about one. They are indexed with the first slide that has them, where
/// they are still found, and left out of the others, so that a search for a word of the title does not match them all.
struct RunningLines {
    /// Fewest slides on which a line must come again.
    static let minimumCount = 4
    /// Largest distance from the page's upper or lower edge, as a share of its height.
    static let edgeShare = 0.13

    /// The text of each slide as it is indexed.
    /// - Parameter slides: all pages of a deck, in order.
    static func indexedTexts(of slides: [Slide]) -> [String] {
        let lines = slides.map(edgeLines)
        var counts: [String: Int] = [:]
        for keys in lines.map({ Set($0.map(\.key)) }) {
            for key in keys { counts[key, default: 0] += 1 }
        }
        let needed = max(minimumCount, slides.count / 2 + 1)
        let running = Set(counts.filter { $0.value >= needed }.keys)
        guard !running.isEmpty else { return slides.map(\.text) }
        var seen: Set<String> = []
        return zip(slides, lines).map { slide, lines in
            let repeated = lines.filter { running.contains($0.key) && !seen.insert($0.key).inserted }
            return text(of: slide, without: repeated.map(\.range))
        }
    }

    private struct EdgeLine {
        /// The line without digits, case and outer space: page 3 and page 4 have the same footer.
        let key: String
        /// UTF-8 offsets in the slide's text.
        let range: Range<Int>
    }

    /// The lines near the upper and lower edge that hold a letter.
    private static func edgeLines(of slide: Slide) -> [EdgeLine] {
        guard slide.height > 0 else { return [] }
        let bytes = Array(slide.text.utf8)
        var lines: [EdgeLine] = []
        var start = 0
        var words = slide.words[...]
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            defer { start = end + 1 }
            words = words.drop { $0.range.lowerBound < start }
            guard let word = words.first, word.range.lowerBound < end else { continue }
            let middle = (word.box.y + word.box.height / 2) / slide.height
            guard middle < edgeShare || middle > 1 - edgeShare else { continue }
            let text = String(decoding: bytes[start..<end], as: UTF8.self)
            let key = text.lowercased().filter { !$0.isNumber && !$0.isWhitespace }
            guard key.contains(where: \.isLetter) else { continue }
            lines.append(EdgeLine(key: key, range: start..<end))
        }
        return lines
    }

    private static func text(of slide: Slide, without ranges: [Range<Int>]) -> String {
        guard !ranges.isEmpty else { return slide.text }
        let bytes = Array(slide.text.utf8)
        var kept: [UInt8] = []
        var position = 0
        for range in ranges {
            kept += bytes[position..<range.lowerBound]
            position = min(range.upperBound + 1, bytes.count)
        }
        kept += bytes[position...]
        return String(decoding: kept, as: UTF8.self)
    }
}
