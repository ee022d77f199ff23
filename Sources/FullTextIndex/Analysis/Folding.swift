import Foundation

/// Folds away what words are not told apart by: case, accents, and characters that are forms of others.
enum Folding {
    /// The longest term, in bytes. Longer words are cut there, in documents and queries alike, so that they still meet.
    static let maximumTermBytes = 250

    /// Appends the folded form of ASCII or other text.
    ///
    /// - Parameter keepsSigns: without it the text is a word, and the signs of characters that stand for several, such as
    ///   those of `⑴` and the space before a lone Arabic vowel, are none of its characters.
    static func append(_ text: Slice<UnsafeBufferPointer<UInt8>>, to bytes: inout [UInt8], keepsSigns: Bool = false) {
        let limit = bytes.count + maximumTermBytes
        var index = text.startIndex
        while index < text.endIndex {
            let byte = text[index]
            if byte < 0x80 {
                if bytes.count >= limit { return }
                bytes.append(lowercased(byte))
                index += 1
            } else if isIdeographLead(byte), index + 3 <= text.endIndex {
                if bytes.count + 3 > limit { return }
                bytes.append(contentsOf: text[index..<index + 3])
                index += 3
            } else {
                // Folding is by character, but composition is not: the rest is folded as one string.
                appendUnicode(text[index...], to: &bytes, limit: limit, keepsSigns: keepsSigns)
                return
            }
        }
    }

    /// Whether a byte begins one of the characters U+4000 to U+9FFF, ideographs for the most part, which all are their own
    /// folded form.
    private static func isIdeographLead(_ byte: UInt8) -> Bool { byte >= 0xE4 && byte <= 0xE9 }

    /// The folded form of a whole string.
    static func fold(_ text: String) -> String {
        var text = text
        var bytes: [UInt8] = []
        text.withUTF8 { append($0[...], to: &bytes, keepsSigns: true) }
        return String(decoding: bytes, as: UTF8.self)
    }

    static func lowercased(_ byte: UInt8) -> UInt8 {
        byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
    }

    private static func appendUnicode(
        _ text: Slice<UnsafeBufferPointer<UInt8>>, to bytes: inout [UInt8], limit: Int, keepsSigns: Bool
    ) {
        // Compatibility decomposition can grow a character 18-fold but never shrinks one to nothing, so what matters
        // for the limit lies within this many bytes.
        let string = String(decoding: text.prefix(maximumTermBytes * 4), as: UTF8.self)
        for scalar in string.decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars {
            guard keepsSigns || !isSignOfCompound(scalar), let folded = fold(scalar) else { continue }
            let encoded = folded.utf8
            if bytes.count + encoded.count > limit { return }
            bytes.append(contentsOf: encoded)
        }
    }

    /// Whether a letter or number can be decomposed to the sign, which no run of letters and digits has of its own.
    private static func isSignOfCompound(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case " ", "(", ")", ".", ",", "·": true
        default: false
        }
    }

    /// The folded form of a decomposed lower-case character; `nil` for accents and invisible characters.
    private static func fold(_ scalar: Unicode.Scalar) -> String? {
        switch scalar {
        case "\u{AD}", "\u{200B}"..."\u{200D}", "\u{2060}", "\u{FEFF}": return nil
        case "\u{2019}", "\u{2BC}": return "'"
        // The fraction slash of `½`, which is typed as the other one.
        case "\u{2044}": return "/"
        case "ß": return "ss"
        case "æ": return "ae"
        case "œ": return "oe"
        case "ø": return "o"
        case "ł": return "l"
        case "đ", "ð": return "d"
        case "þ": return "th"
        case "ħ": return "h"
        case "ı": return "i"
        case "ς": return "σ"
        case "\u{3099}", "\u{309A}":
            // Kana are told apart by their voicing: `ガス` is gas and `カス` is dregs.
            return String(scalar)
        default:
            // Accents have a combining class; the vowel signs of Indic scripts mostly have none and stay.
            if scalar.properties.canonicalCombiningClass != .notReordered { return nil }
            return String(scalar)
        }
    }
}
