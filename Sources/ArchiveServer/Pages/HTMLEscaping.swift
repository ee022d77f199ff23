/// Text in HTML, as content or in a quoted attribute.
enum HTMLEscaping {
    /// Appends a text with the five characters that mean something to HTML replaced.
    static func append(_ text: String, to page: inout [UInt8]) {
        var text = text
        let special = special
        text.withUTF8 { bytes in
            var start = 0
            for index in bytes.indices {
                // Asked for each byte of a page, so by one bit each of a word instead of five comparisons.
                guard bytes[index] < 64, special >> UInt64(bytes[index]) & 1 == 1,
                    let entity = entity(of: bytes[index])
                else { continue }
                page.append(contentsOf: bytes[start..<index])
                page.append(contentsOf: entity.utf8)
                start = index + 1
            }
            page.append(contentsOf: bytes[start...])
        }
    }

    /// A bit for each of the five characters.
    private static let special: UInt64 = [UInt8]("<>&\"'".utf8).reduce(0) { $0 | 1 << UInt64($1) }

    private static func entity(of byte: UInt8) -> String? {
        switch byte {
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        default: nil
        }
    }

    /// The text for a renderer that escapes whole characters only: to Swift a quote with a combining accent is one
    /// character and not a quote, to a browser it ends the attribute. A zero-width space keeps the two apart.
    static func separable(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
        var result = ""
        for character in text {
            let scalars = character.unicodeScalars
            guard scalars.count > 1, scalars.contains(where: { $0.isASCII && entity(of: UInt8($0.value)) != nil })
            else {
                result.append(character)
                continue
            }
            for scalar in scalars {
                result.unicodeScalars.append(scalar)
                result.unicodeScalars.append("\u{200B}")
            }
        }
        return result
    }
}
