import Foundation

/// Spells a word's characters as a reader would type them.
///
/// PDF producers write what their fonts draw: ligatures, Arabic letters in the form of their place in the word,
/// characters of a private use that only the font understands, and characters that are not to be seen.
enum WordSpelling {
    /// What was written of a word.
    struct Written {
        var scalarCount: Int
        /// The word ends in a soft hyphen, which is not written.
        var endsInSoftHyphen = false
        /// It begins with a sign of a symbol font: a bullet.
        var beginsItem = false
    }

    /// Appends a word as valid UTF-8 without control characters and noncharacters, which no XML document can carry.
    ///
    /// Nothing is appended for a word without any character that says something.
    static func append(
        _ word: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]
    ) -> Written {
        if word.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) {
            bytes.append(contentsOf: word)
            return Written(scalarCount: word.count)
        }
        let source = Array(String(decoding: word, as: UTF8.self).unicodeScalars)
        if source.count == 1, (0xF020...0xF0FF).contains(source[0].value), ligature(source[0]) == nil {
            // A sign of a symbol font that stands alone: a bullet.
            bytes.append(contentsOf: "\u{2022}".utf8)
            return Written(scalarCount: 1, beginsItem: true)
        }
        // A font without a Unicode map gives replacement characters alone.
        if source.allSatisfy({ $0 == "\u{FFFD}" || isPrivate($0) && ligature($0) == nil }) {
            return Written(scalarCount: 0)
        }
        var result = String.UnicodeScalarView()
        var hasMarks = false
        for (index, scalar) in source.enumerated() where !isInvisible(scalar) {
            switch scalar.value {
            case 0xE000...0xF8FF, 0xF0000...0x10FFFF:
                if let letters = ligature(scalar) { result.append(contentsOf: letters.unicodeScalars) }
            case 0xFFFD:
                // In place of an invisible character before a sign, as in `std::�future`; else a letter is lost.
                let next = source.indices.contains(index + 1) ? source[index + 1] : nil
                if let next, next.isASCII, !next.properties.isAlphabetic { continue }
                result.append(scalar)
            case 0xFB00...0xFDFF, 0xFE70...0xFEFC: result.append(contentsOf: letters(scalar))
            default:
                hasMarks = hasMarks || (0x300...0x36F).contains(scalar.value)
                result.append(scalar)
            }
        }
        var text = String(result)
        if hasMarks { text = text.precomposedStringWithCanonicalMapping }
        bytes.append(contentsOf: text.utf8)
        return Written(
            scalarCount: text.unicodeScalars.count, endsInSoftHyphen: source.last == "\u{AD}" && !text.isEmpty,
            beginsItem: source.first.map { isPrivate($0) && ligature($0) == nil } ?? false)
    }

    /// Control characters, noncharacters, and those that only direct or allow line breaks.
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        let value = scalar.value
        return value <= 0x20 || (0x7F...0x9F).contains(value) || value == 0xAD || value == 0xFEFF
            || value & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(value)
            || value == 0x200B || value == 0x200E || value == 0x200F || (0x202A...0x202E).contains(value)
            || value == 0x2060 || (0x2066...0x2069).contains(value)
    }

    private static func isPrivate(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .privateUse
    }

    /// The two ligatures that older fonts have at private places (the Macintosh's `fi` and `fl`).
    private static func ligature(_ scalar: Unicode.Scalar) -> String? {
        switch scalar.value {
        case 0xF001: "fi"
        case 0xF002: "fl"
        default: nil
        }
    }

    /// The letters of a ligature or of an Arabic or Hebrew presentation form, by Unicode's compatibility mapping.
    private static func letters(_ scalar: Unicode.Scalar) -> String.UnicodeScalarView {
        var letters = String(scalar).precomposedStringWithCompatibilityMapping.unicodeScalars
        // Lone vowel signs are mapped to a space and the sign.
        letters.removeAll { $0 == " " }
        return letters
    }
}
