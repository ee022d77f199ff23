import TalkArchive

/// Finds what stands on each slide as its heading, from size and place.
///
/// A heading is in the largest letters of the page's upper part, comes before what it heads, and stands at about the same
/// place on many slides. The last is used where size alone does not tell.
struct SlideTitles {
    /// Longest title, in Unicode scalars.
    static let maximumLength = 120
    /// Most lines of a title.
    static let maximumLineCount = 4
    /// How much of the page from the top is its upper part.
    private static let upperShare = 0.45
    /// How much of the page from the top may hold a heading in letters no larger than the text's.
    private static let topShare = 0.25
    /// How much larger than the usual letters of the page a heading's are, to be one by size alone.
    private static let sizeRatio = 1.12
    /// And to be the title of a slide in the middle of the page.
    private static let centredSizeRatio = 1.25
    /// Most words on a slide whose title stands in the middle.
    private static let centredWordCount = 60

    private let slide: Slide
    private let lines: [SlideLine]
    private let usual: Double

    static func find(_ slides: inout [Slide], lines: [[SlideLine]], running: RunningLines) {
        let all = slides.indices.map { SlideTitles(slides[$0], lines[$0], running.lines[$0]) }
        let found = all.map { $0.byPosition() }
        var styles: [Style: Int] = [:]
        for (titles, found) in zip(all, found) {
            if let found, let style = titles.style(of: found.line) { styles[style, default: 0] += 1 }
        }
        let usual = styles.filter { $0.value >= max(3, slides.count / 5) }
        let known = styles.filter { $0.value > 1 }
        for index in slides.indices {
            // A figure may have larger letters than the heading; a heading no larger than the rest is in the way of the
            // others.
            slides[index].title =
                all[index].byStyle(usual, before: found[index]?.line) ?? found[index]?.title
                ?? all[index].byStyle(known, before: nil) ?? all[index].centred() ?? all[index].first()
        }
    }

    private init(_ slide: Slide, _ lines: [SlideLine], _ running: [RunningLines.RunningLine]) {
        self.slide = slide
        var isRunning = [Bool](repeating: false, count: lines.count)
        for line in running { isRunning[line.line] = true }
        let left = running.isEmpty ? lines : lines.indices.filter { !isRunning[$0] }.map { lines[$0] }
        self.lines = left
        // The size of most words.
        let sizes = left.map { ($0.size, $0.words.count) }.sorted { $0.0 < $1.0 }
        var words = sizes.reduce(0) { $0 + $1.1 } / 2
        usual =
            sizes.first {
                words -= $0.1; return words < 0
            }?.0 ?? 0
    }

    /// Size and place of a heading, roughly.
    private struct Style: Hashable {
        var size: Int
        var top: Int

        /// Whether one of these is it, but for rounding.
        func isOne(of styles: [Style: Int]) -> Bool {
            (-1...1).contains { dy in (-1...1).contains { styles[Style(size: size + $0, top: top + dy)] != nil } }
        }
    }

    private func style(of line: Int) -> Style? {
        guard slide.height > 0 else { return nil }
        return Style(
            size: Int((lines[line].size / slide.height * 400).rounded()),
            top: Int((lines[line].box.midY / slide.height * 40).rounded()))
    }

    // MARK: Ways to find one

    /// The largest line of the upper part, if it is larger than the rest.
    private func byPosition() -> (title: String, line: Int)? {
        let upper = lines.indices.filter { lines[$0].box.midY < slide.height * Self.upperShare }
        guard let largest = upper.max(by: { (lines[$0].size, -lines[$0].box.y) < (lines[$1].size, -lines[$1].box.y) })
        else { return nil }
        let size = lines[largest].size
        let isLargest = lines.allSatisfy { $0.size <= size * 1.03 || $0.box.midY < lines[largest].box.midY }
        let first = upper.first { abs(lines[$0].size - size) <= size * 0.1 } ?? largest
        guard size >= usual * Self.sizeRatio, isLargest || lines[first].box.midY < slide.height * Self.topShare else {
            return nil
        }
        return title(from: first).map { ($0, first) }
    }

    /// The first line in the style of other slides' headings, above or before the line given.
    private func byStyle(_ styles: [Style: Int], before limit: Int?) -> String? {
        guard !styles.isEmpty else { return nil }
        for index in lines.indices where lines[index].box.midY < slide.height * Self.upperShare {
            if let limit, lines[index].box.y >= lines[limit].box.y { continue }
            if let style = style(of: index), style.isOne(of: styles), let title = title(from: index) { return title }
        }
        return nil
    }

    /// The largest line of a slide with little else, wherever it stands.
    private func centred() -> String? {
        guard lines.reduce(0, { $0 + $1.words.count }) <= Self.centredWordCount,
            let largest = lines.indices.max(by: { lines[$0].size < lines[$1].size })
        else { return nil }
        let size = lines[largest].size
        let smallest = lines.map(\.size).min() ?? size
        guard lines.count <= Self.maximumLineCount || size >= smallest * Self.centredSizeRatio,
            let first = lines.indices.first(where: { lines[$0].size >= size * 0.96 })
        else { return nil }
        return title(from: first)
    }

    /// A line that stands for itself at the top of the page.
    private func first() -> String? {
        guard let top = lines.indices.min(by: { lines[$0].box.y < lines[$1].box.y }),
            lines[top].box.midY < slide.height * Self.topShare, lines[top].size >= usual * 0.97,
            top + 1 == lines.count || lines[top + 1].beginsParagraph
        else { return nil }
        return title(from: top)
    }

    // MARK: Text

    /// A title with the lines in which it goes on.
    private func title(from first: Int) -> String? {
        var title = ""
        var index = first
        while index < lines.count, index < first + Self.maximumLineCount {
            let line = lines[index]
            if index > first {
                let before = lines[index - 1]
                let isNext =
                    abs(line.size - before.size) <= before.size * 0.05 && line.box.y > before.box.y
                    && line.box.y - before.box.maxY < before.size * 0.25
                guard isNext else { break }
            }
            let text = slide.text(line.range)
            if index > first, Self.beginsItem(text) { break }
            title += (title.isEmpty ? "" : " ") + text
            index += 1
        }
        guard title.utf8.count <= Self.maximumLength * 4, title.unicodeScalars.count <= Self.maximumLength,
            title.unicodeScalars.count(where: \.properties.isAlphabetic) > 1, !Self.beginsItem(title),
            !SourceCode.isLikely(title), title.prefix(4).lowercased() != "http"
        else { return nil }
        return title
    }

    private static let bullets = Set("•●▪■▶►‣◦–—-*·○◆✓√".unicodeScalars)

    private static func beginsItem(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first else { return true }
        return !(first.isASCII && first != "-" && first != "*") && Self.bullets.contains(first)
    }
}
