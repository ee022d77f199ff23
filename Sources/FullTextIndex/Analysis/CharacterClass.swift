/// What a character is to the cutting of words: the classes of Unicode's word boundaries (UAX #29) that matter here.
enum CharacterClass {
    case letter, digit, underscore
    /// A mark that belongs to the letter before it.
    case mark
    /// Nothing to see: soft hyphens, joiners.
    case ignorable
    /// A character of a script written without spaces, cut into pairs.
    case ideograph
    case other

    /// Whether a word may begin with or go on to this character.
    var isWordStart: Bool { self == .letter || self == .digit || self == .underscore }

    init(ascii byte: UInt8) {
        switch byte {
        case 0x61...0x7A, 0x41...0x5A: self = .letter
        case 0x30...0x39: self = .digit
        case 0x5F: self = .underscore
        default: self = .other
        }
    }

    init(_ scalar: Unicode.Scalar) {
        if scalar.value < 0x80 {
            self.init(ascii: UInt8(scalar.value))
            return
        }
        switch scalar.value {
        case 0xAD, 0x200C, 0x200D, 0x2060, 0xFEFF: self = .ignorable
        case 0x1160...0x11FF, 0x3099, 0x309A, 0xD7B0...0xD7FF, 0xFF9E, 0xFF9F:
            // Vowels and ends of decomposed Korean syllables, and the voicing of kana, belong to what stands before
            // them, though Unicode has some of them for letters.
            self = .mark
        case 0x1100...0x115F, 0x2E80...0x2FDF, 0x3005...0x3007, 0x3040...0x30FF, 0x3100...0x318F, 0x31A0...0x31FF,
            0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA960...0xA97F, 0xAC00...0xD7FF, 0xF900...0xFAFF, 0xFF66...0xFFDC,
            0x20000...0x3FFFF:
            // The blocks hold some punctuation (U+30FB, U+3004), which the general category sorts out.
            self = Self.isLetter(scalar.properties.generalCategory) ? .ideograph : .other
        default:
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .spacingMark, .enclosingMark: self = .mark
            case .decimalNumber, .otherNumber, .letterNumber: self = .digit
            case let category: self = Self.isLetter(category) ? .letter : .other
            }
        }
    }

    private static func isLetter(_ category: Unicode.GeneralCategory) -> Bool {
        switch category {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .letterNumber: true
        default: false
        }
    }
}
