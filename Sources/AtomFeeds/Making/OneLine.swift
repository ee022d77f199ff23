import LibXML

/// Text as it fits on one line: titles, names, labels.
enum OneLine {
    /// The text without characters that XML forbids, every run of white space one space; `fallback` where nothing is
    /// left, since a blank title or name is worse than a plain one.
    static func text(_ text: String, or fallback: @autoclosure () -> String) -> String {
        let folded = fold(text)
        return folded.isEmpty ? fallback() : folded
    }

    /// The text without characters that XML forbids, every run of white space one space; perhaps empty.
    static func fold(_ text: String) -> String {
        var text = text
        if let folded = text.withUTF8(foldedByBytes) { return folded }
        return foldedByScalars(text)
    }

    /// At most `limit` characters, cut at the end of a word where one is near, and then marked by an ellipsis.
    static func prefix(_ text: String, _ limit: Int) -> String {
        // Characters are dear to count, and there are never more of them than bytes; in ASCII there are as many, but
        // for CR LF.
        if text.utf8.count > limit, text.utf8.allSatisfy({ $0 < 0x80 && $0 != 0xD }) {
            let head = text.utf8.prefix(limit - 1)
            let space = head.lastIndex(of: 0x20).flatMap {
                head.distance(from: head.startIndex, to: $0) > limit / 2 ? $0 : nil
            }
            return text[..<(space ?? head.endIndex)] + "…"
        }
        guard text.utf8.count > limit,
            text.index(text.startIndex, offsetBy: limit, limitedBy: text.endIndex).map({ $0 < text.endIndex }) == true
        else { return text }
        let head = text.prefix(limit - 1)
        if let space = head.lastIndex(of: " "), head.distance(from: head.startIndex, to: space) > limit / 2 {
            return head[..<space] + "…"
        }
        return head + "…"
    }

    /// Any text, one character after another.
    static func foldedByScalars(_ text: String) -> String {
        XMLText.permitted(text).unicodeScalars.split(whereSeparator: \.properties.isWhitespace)
            .map { String(Substring($0)) }.joined(separator: " ")
    }

    /// The same by bytes, some ten times as fast: nil where a byte could begin white space outside ASCII
    /// (U+0085, U+00A0, U+1680, U+2000…, U+3000) or a character that XML forbids (U+FFFE).
    static func foldedByBytes(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
        var folded: [UInt8] = []
        folded.reserveCapacity(bytes.count)
        var hasSpace = false
        for byte in bytes {
            switch byte {
            case 0x20, 0x9, 0xA, 0xD:
                hasSpace = !folded.isEmpty
            case 0..<0x20:
                continue
            case 0xC2, 0xE1, 0xE2, 0xE3, 0xEF:
                return nil
            default:
                if hasSpace { folded.append(0x20) }
                hasSpace = false
                folded.append(byte)
            }
        }
        return String(decoding: folded, as: UTF8.self)
    }
}
