/// How the bytes of an HTML page become characters, where libxml2 would not do as browsers do.
///
/// libxml2 takes `iso-8859-1` at its word, and a page with curly quotes then holds control characters: the Encoding
/// standard (section 4.2) reads that name, and every page that names nothing, as Windows-1252. It also gives up UTF-8
/// at the first wrong byte, where browsers replace that byte.
enum HTMLEncoding {
    /// The page's text; nil for an encoding that libxml2 knows better.
    static func text(of bytes: [UInt8]) -> String? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return String(decoding: bytes.dropFirst(3), as: UTF8.self) }
        if bytes.starts(with: [0xFF, 0xFE]) { return utf16(bytes.dropFirst(2), high: 1) }
        if bytes.starts(with: [0xFE, 0xFF]) { return utf16(bytes.dropFirst(2), high: 0) }
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        switch label(in: bytes) {
        case "utf-8", "utf8", "unicode-1-1-utf-8": return String(decoding: bytes, as: UTF8.self)
        case nil: return windows1252(bytes)
        case let name? where latin.contains(name): return windows1252(bytes)
        default: return nil
        }
    }

    /// The most frequent labels of Windows-1252 in the Encoding standard.
    private static let latin: Set = [
        "ansi_x3.4-1968", "ascii", "cp1252", "cp819", "iso-8859-1", "iso8859-1", "iso88591", "iso_8859-1", "l1",
        "latin1",
        "us-ascii", "windows-1252", "x-cp1252",
    ]

    /// What follows `charset=` in the first 1024 bytes, where the HTML standard has it (section 4.2.5.4).
    private static func label(in bytes: [UInt8]) -> String? {
        let start = bytes.prefix(1024).map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
        let mark = Array("charset=".utf8)
        guard start.count > mark.count else { return nil }
        for index in 0..<(start.count - mark.count) where start[index..<index + mark.count].elementsEqual(mark) {
            let rest = start[(index + mark.count)...].drop {
                $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") || $0 == 0x20
            }
            let name = rest.prefix { byte in
                (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || "-_.:".utf8.contains(byte)
            }
            return name.isEmpty ? nil : String(decoding: name, as: UTF8.self)
        }
        return nil
    }

    private static func windows1252(_ bytes: [UInt8]) -> String {
        var text = String.UnicodeScalarView()
        for byte in bytes {
            let isSpecial = (0x80...0x9F).contains(byte)
            text.append(isSpecial ? special[Int(byte) - 0x80] : Unicode.Scalar(byte))
        }
        return String(text)
    }

    /// The bytes 80 to 9F (index-windows-1252.txt of the Encoding standard).
    private static let special: [Unicode.Scalar] = [
        "€", "\u{81}", "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", "\u{8D}", "Ž", "\u{8F}",
        "\u{90}", "‘", "’", "“", "”", "•", "–", "—", "˜", "™", "š", "›", "œ", "\u{9D}", "ž", "Ÿ",
    ]

    private static func utf16(_ bytes: ArraySlice<UInt8>, high: Int) -> String {
        let bytes = Array(bytes)
        let units = stride(from: 0, to: bytes.count - 1, by: 2).map { index in
            UInt16(bytes[index + high]) << 8 | UInt16(bytes[index + 1 - high])
        }
        return String(decoding: units, as: UTF16.self)
    }
}
