internal import TalkArchive

/// The text of each slide as it is indexed: without what other slides say for it.
///
/// Headers and footers are indexed with the first slide that has them, where they are still found, and left out of the
/// others, so that a search for a word of the title does not match them all. Of the steps of one slide the last is
/// indexed in full, and an earlier one with those of its lines that no later step has.
enum SlideTexts {
    /// - Parameter slides: all pages of a deck, in order.
    static func indexed(_ slides: [Slide]) -> [String] {
        let lines = slides.map(\.lines)
        let running = RunningLines(in: slides, lines: lines)
        var texts = slides.map(\.text)
        // Of the step behind the slide and those behind it.
        var later: Set<String> = []
        for index in slides.indices.reversed() {
            let slide = slides[index]
            var left = running.lines[index].filter { !$0.isFirst }.map(\.line)
            let isStep = slide.lastStep.map { $0 > index + 1 && $0 <= slides.count } ?? false
            let isLastStep = index > 0 && slides[index - 1].lastStep != nil
            if isStep || isLastStep {
                let own = lines[index].map { line in slide.text(line.range) }
                if isStep {
                    left += lines[index].indices.filter { later.contains(own[$0]) }
                } else {
                    later = []
                }
                later.formUnion(own)
            }
            guard !left.isEmpty else { continue }
            texts[index] = text(of: slide, without: Set(left).sorted().map { lines[index][$0].range })
        }
        return texts
    }

    /// Texts of slides, each with those of its steps only where it differs from the next step's.
    static func withoutSteps(_ texts: [String], of slides: [Slide]) -> [String] {
        texts.indices.map { index in
            let isRepeated =
                slides[index].lastStep != nil && index + 1 < texts.count && texts[index] == texts[index + 1]
            return isRepeated ? "" : texts[index]
        }
    }

    private static func text(of slide: Slide, without ranges: [Range<Int>]) -> String {
        let bytes = Array(slide.text.utf8)
        var kept: [UInt8] = []
        var position = 0
        for range in ranges where range.lowerBound >= position {
            kept += bytes[position..<range.lowerBound]
            position = min(range.upperBound + 1, bytes.count)
        }
        kept += bytes[position...]
        return String(decoding: kept, as: UTF8.self)
    }
}
