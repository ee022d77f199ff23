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
    /// With spaces at its end, or its start, until it is so long.
    func padded(to width: Int, atStart: Bool = false) -> String {
        let space = String(repeating: " ", count: max(0, width - count))
        return atStart ? space + self : self + space
    }
}
