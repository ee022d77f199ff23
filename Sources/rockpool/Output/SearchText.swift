import ArchiveSearch
import TalkArchive

/// Results for a person at a terminal.
enum SearchText {
    static func lines(_ results: TalkSearchResults, explanation: OrderExplanation?) -> [String] {
        var lines = results.notices
        if results.totalCount == 0 {
            lines.append("Nothing found.")
        } else if results.matching == .any {
            lines.append("No talk has all of your words; these have some of them.")
        }
        for near in results.nearWords {
            let words = near.used.map(\.word).joined(separator: ", ")
            lines += TextWrap.lines("Spelled almost like \"\(near.typed)\" and searched too: \(words)")
        }
        if let suggestion = results.newSuggestion { lines.append("Did you mean: \(suggestion)") }
        if let explanation { lines += ExplanationText.lines(explanation) }
        for hit in results.hits {
            lines += [""] + self.lines(hit)
            if let score = explanation?.scores[hit.talk.key] { lines += ExplanationText.lines(score) }
        }
        if results.totalCount > results.hits.count {
            lines += [
                "", Terminal.dim("\(results.hits.count) of \(Count(results.totalCount, "talk")); --limit shows more"),
            ]
        }
        return lines.first == "" ? Array(lines.dropFirst()) : lines
    }

    private static func lines(_ hit: TalkHit) -> [String] {
        let speakers = hit.speakers.map(marked).joined(separator: ", ")
        var lines = [
            Terminal.bold(hit.talk.title),
            "  \(speakers.isEmpty ? "" : "\(speakers), ")\(Terminal.dim(hit.talk.key.description))",
        ]
        if hit.text.hasMarks { lines.append("  " + marked(hit.text)) }
        for slide in hit.slides { lines.append("  \(Terminal.dim("slide \(slide.number):")) \(marked(slide.snippet))") }
        let more = hit.matchedSlideCount - hit.slides.count
        if more > 0 { lines.append("  " + Terminal.dim("\(Count(more, "more slide")) matched")) }
        return lines
    }

    private static func marked(_ text: MarkedText) -> String {
        let runs = text.runs.map { $0.isMarked ? Terminal.marked($0.text) : $0.text }.joined()
        return (text.isCutAtStart ? "… " : "") + runs + (text.isCutAtEnd ? " …" : "")
    }
}
