import ArchiveSearch

/// Why talks come in their order, for a person at a terminal.
enum ExplanationText {
    /// Longer names stand on a line of their own.
    private static let widestName = 22
    private static let indent = "  "

    /// What holds for all talks.
    static func lines(_ explanation: OrderExplanation) -> [String] {
        var lines = TextWrap.lines("Read as: \(explanation.query.isEmpty ? "no words" : explanation.query)")
        if !explanation.ignored.isEmpty {
            lines += TextWrap.lines("Passed over: \(explanation.ignored.joined(separator: " "))")
        }
        return lines
            + ([explanation.ruleText] + explanation.legend).compactMap { $0 }.flatMap { text in
                TextWrap.lines(text).map(Terminal.dim)
            }
    }

    /// The shares of a talk's score in three columns: how much, for what, and how it comes about.
    static func lines(_ score: ScoreExplanation) -> [String] {
        guard !score.words.isEmpty else { return [] }
        var rows: [(share: Int?, name: String, text: String)] = []
        var shares = score.shownShares[...]
        for word in score.words {
            rows.append((shares.popFirst(), word.name, word.text))
            if let text = word.alternativesText { rows.append((nil, "", text)) }
            rows += word.places.map { (nil, "  in \($0.part.name)", "\($0.text) (\($0.lengthText))") }
        }
        if let near = score.nearnessText { rows.append((shares.popFirst(), near.name, near.text)) }
        if let best = score.best { rows.append((shares.popFirst(), best.name, best.text)) }
        rows.append((Int((score.score * 100).rounded()), "score", ""))

        let figures = rows.map { $0.share.map(Decimals.hundredths) ?? "" }
        let figureWidth = figures.map(\.count).max() ?? 0
        let nameWidth = rows.map(\.name.count).filter { $0 <= widestName }.max() ?? 0
        return zip(figures, rows).flatMap { figure, row in
            let first = "\(indent)\(figure.padded(to: figureWidth, atStart: true))  \(row.name.padded(to: nameWidth))"
            return TextWrap.lines(row.text, after: first, column: indent.count + figureWidth + nameWidth + 4)
        }
    }
}
