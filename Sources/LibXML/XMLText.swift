/// The characters that an XML document can hold.
public enum XMLText {
    /// The text with only the characters of XML 1.0's `Char` (XML 1.0, section 2.2), and its line ends as newlines.
    ///
    /// Control characters other than tab and newline, U+FFFE and U+FFFF are left out; CR LF and a lone CR become one
    /// newline, as a parser would make of them (section 2.11). Text with nothing to do, the usual case, comes back
    /// unchanged after one look at its bytes.
    public static func permitted(_ text: String) -> String {
        var text = text
        guard text.withUTF8(needsWork) else { return text }
        var result = String.UnicodeScalarView()
        var previousWasReturn = false
        for scalar in text.unicodeScalars {
            if scalar == "\r" {
                result.append("\n")
            } else if scalar == "\n" && previousWasReturn {
                // The CR before it has already become this newline.
            } else if isPermitted(scalar) {
                result.append(scalar)
            }
            previousWasReturn = scalar == "\r"
        }
        return String(result)
    }

    /// Whether XML 1.0 allows the character in a document, as itself or as a reference.
    public static func isPermitted(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }

    /// Whether the text is a name without a colon (Namespaces in XML 1.0, `NCName`), fit for an element or attribute.
    public static func isName(_ text: some StringProtocol) -> Bool {
        guard let first = text.unicodeScalars.first, isNameStart(first) else { return false }
        return text.unicodeScalars.dropFirst().allSatisfy(isNameCharacter)
    }

    private static func needsWork(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte < 0x20 && byte != 0x9 && byte != 0xA { return true }
            // U+FFFE and U+FFFF are EF BF BE and EF BF BF; a string's UTF-8 is whole, so two more bytes are there.
            if byte == 0xEF && bytes[index + 1] == 0xBF && bytes[index + 2] >= 0xBE { return true }
            index += 1
        }
        return false
    }

    /// XML 1.0 (fifth edition), production 4, without the colon.
    private static func isNameStart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x41...0x5A, 0x5F, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D, 0x37F...0x1FFF,
            0x200C...0x200D, 0x2070...0x218F, 0x2C00...0x2FEF, 0x3001...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFFD,
            0x10000...0xEFFFF:
            true
        default: false
        }
    }

    /// XML 1.0 (fifth edition), production 4a, without the colon.
    private static func isNameCharacter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x2D, 0x2E, 0x30...0x39, 0xB7, 0x300...0x36F, 0x203F...0x2040: true
        default: isNameStart(scalar)
        }
    }
}
