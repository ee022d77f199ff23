/// Writes values so that they come back from YAML as they were.
enum YAMLText {
    /// A text on one line: as it is when nothing in it can be misread, else in double quotes (YAML 1.1, 5.7).
    static func scalar(_ text: String) -> String {
        if isPlain(text) { return text }
        // Characters from U+007F on have more than one byte, or are it.
        if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") })
        {
            return "\"\(text)\""
        }
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

    /// A key with a text of several lines: as they are where nothing in them can be misread, else in quotes.
    static func block(_ key: String, _ text: String) -> [String] {
        guard let rows = blockRows(text) else { return ["\(key): \(scalar(text))"] }
        return ["\(key): |"] + rows.map { $0.isEmpty ? "" : "  \($0)" }
    }

    /// The rows of a text of several lines for a block behind `|`, where nothing in it can be misread (YAML 1.1,
    /// 9.3.2); nil when it has to be put into quotes.
    static func blockRows(_ text: String) -> [Substring]? {
        let rows = text.split(separator: "\n", omittingEmptySubsequences: false)
        let isSafe = text.unicodeScalars.allSatisfy { scalar in
            scalar == "\n" || (" "..."~").contains(scalar) || (scalar.value >= 0xA1 && scalar.properties.isAlphabetic)
                || "–—‘’“”…•".unicodeScalars.contains(scalar)
        }
        guard isSafe, rows.allSatisfy({ $0.first != " " && $0.last != " " }), rows.first?.isEmpty == false else {
            return nil
        }
        return rows
    }

    /// White space of any kind as single spaces, so that a text fits on one line.
    static func line(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// Begins with a letter, holds nothing but letters, digits, inner single spaces and a few marks, and is no word
    /// that YAML takes for something else.
    private static func isPlain(_ text: String) -> Bool {
        var previous: UInt8 = 0
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): break
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"),
                UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: " "):
                if previous == 0 { return false }
            default: return false
            }
            previous = byte
        }
        guard previous != 0, previous != UInt8(ascii: " ") else { return false }
        return text.utf8.count > longestWord || !words.contains(text.lowercased())
    }

    /// What YAML takes for something else than text.
    private static let words: Set = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"]
    /// In bytes.
    private static let longestWord = 5
}
