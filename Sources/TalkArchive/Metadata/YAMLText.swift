/// Writes values so that they come back from YAML as they were.
enum YAMLText {
    /// A text on one line: as it is when nothing in it can be misread, else in double quotes (YAML 1.1, 5.7).
    static func scalar(_ text: String) -> String {
        if isPlain(text) { return text }
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{A0}", "\u{2028}", "\u{2029}", "\u{FEFF}", "\u{FFFE}", "\u{FFFF}":
                let digits = String(scalar.value, radix: 16, uppercase: true)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    /// A key with a text of several lines: as they are where nothing in them can be misread (YAML 1.1, 9.3.2), else in
    /// quotes.
    static func block(_ key: String, _ text: String) -> [String] {
        let rows = text.split(separator: "\n", omittingEmptySubsequences: false)
        let isSafe = text.unicodeScalars.allSatisfy { scalar in
            scalar == "\n" || (" "..."~").contains(scalar) || (scalar.value >= 0xA1 && scalar.properties.isAlphabetic)
                || "–—‘’“”…•".unicodeScalars.contains(scalar)
        }
        guard isSafe, rows.allSatisfy({ $0.first != " " && $0.last != " " }), rows.first?.isEmpty == false else {
            return ["\(key): \(scalar(text))"]
        }
        return ["\(key): |"] + rows.map { $0.isEmpty ? "" : "  \($0)" }
    }

    /// White space of any kind as single spaces, so that a text fits on one line.
    static func line(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// Begins with a letter, holds nothing but letters, digits, inner single spaces and a few marks, and is no word
    /// that YAML takes for something else.
    private static func isPlain(_ text: String) -> Bool {
        let words = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"]
        guard let first = text.unicodeScalars.first, first.isASCII, first.properties.isAlphabetic, text.last != " ",
            !words.contains(text.lowercased())
        else { return false }
        let marks = "._-+/() ".unicodeScalars
        return text.unicodeScalars.allSatisfy { scalar in
            scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)) || marks.contains(scalar)
        }
    }
}
