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

/// Text in lines that a terminal of 80 columns shows whole.
enum TextWrap {
    static let width = 80

    /// - Parameters:
    ///   - start: what stands before the text; if it reaches into the text's column, on a line of its own.
    ///   - column: where the text's lines begin.
    static func lines(_ text: String, after start: String = "", column: Int = 0) -> [String] {
        let margin = String(repeating: " ", count: column)
        var lines: [String] = []
        var line = start.padded(to: column)
        var isEmpty = true
        if line.count > column, !text.isEmpty {
            lines.append(line)
            line = margin
        }
        for word in text.split(separator: " ") {
            if !isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = margin
                isEmpty = true
            }
            line += (isEmpty ? "" : " ") + word
            isEmpty = false
        }
        return (lines + [line]).map { line in String(line.reversed().drop { $0 == " " }.reversed()) }
    }
}

extension String {
    fileprivate func padded(to width: Int, atStart: Bool = false) -> String {
        let space = String(repeating: " ", count: max(0, width - count))
        return atStart ? space + self : self + space
    }
}
