/// Finds where a word ends and of what components it is made.
///
/// A word is a run of letters, digits, marks and underscores. Runs joined by one of `::` `.` `-` `/` without a space are
/// one word of several components (`Box::try_new`, `pin-init`, `drivers/android/binder.rs`), and so is a word hyphenated
/// at the end of a line. `C++` and `C#` keep their ending.
struct WordScanner {
    /// What stands between two components.
    enum Separator: UInt8 {
        case none, colons, dot, hyphen, slash, lineEndHyphen
    }

    /// A run of word characters.
    struct Component {
        var range: Range<Int>
        /// What stands before it.
        var separator: Separator
        var isASCII: Bool
        /// Whether it holds only letters (and marks and apostrophes).
        var isLetters: Bool
        /// Whether it holds a letter or a digit.
        var isAlphanumeric: Bool
        /// Whether it ends in `++` or `#`.
        var endingCount: Int
    }

    /// Beyond these a word is broken, so that one endless path does not become one endless term.
    static let maximumComponents = 32
    static let maximumWordBytes = 1024

    let reader: UTF8Reader

    /// Scans the word that begins at `start` and returns its end. A word may be of underscores alone, which is none.
    func scan(at start: Int, into components: inout [Component]) -> Int {
        components.removeAll(keepingCapacity: true)
        var position = start
        var separator = Separator.none
        while true {
            let component = scanComponent(from: position, separator: separator)
            components.append(component)
            position = component.range.upperBound
            guard components.count < Self.maximumComponents, position - start < Self.maximumWordBytes,
                let (found, next) = findSeparator(at: position, after: component)
            else { return position }
            separator = found
            position = next
        }
    }

    private func scanComponent(from start: Int, separator: Separator) -> Component {
        var component = Component(
            range: start..<start, separator: separator, isASCII: true, isLetters: true, isAlphanumeric: false,
            endingCount: 0)
        var index = start
        scan: while index < reader.count, index - start < Self.maximumWordBytes {
            let byte = reader.bytes[index]
            if byte < 0x80 {
                switch CharacterClass(ascii: byte) {
                case .letter: component.isAlphanumeric = true
                case .digit:
                    component.isAlphanumeric = true
                    component.isLetters = false
                case .underscore: component.isLetters = false
                default:
                    guard byte == UInt8(ascii: "'"), index > start, isLetter(at: index - 1), isLetter(at: index + 1)
                    else { break scan }
                }
                index += 1
                continue
            }
            let (scalar, length) = reader.scalar(at: index)
            switch CharacterClass(scalar) {
            case .letter: component.isAlphanumeric = true
            case .digit:
                component.isAlphanumeric = true
                component.isLetters = false
            case .mark, .ignorable: break
            default:
                guard scalar == "\u{2019}", index > start, isLetter(at: index + length) else { break scan }
            }
            component.isASCII = false
            index += length
        }
        component.endingCount = endingCount(at: index, of: component, start: start)
        component.range = start..<index + component.endingCount
        return component
    }

    private func isLetter(at index: Int) -> Bool {
        index >= 0 && reader.classify(at: index).0 == .letter
    }

    /// The length of a `++` or `#` that belongs to a name such as `C++`, `g++` or `C#`.
    private func endingCount(at index: Int, of component: Component, start: Int) -> Int {
        guard component.isLetters, component.isAlphanumeric, component.isASCII else { return 0 }
        let first = reader.byte(at: index)
        let second = reader.byte(at: index + 1)
        if first == UInt8(ascii: "+"), second == first {
            let third = reader.byte(at: index + 2)
            return third == first || reader.classify(at: index + 2).0.isWordStart ? 0 : 2
        }
        if first == UInt8(ascii: "#"), index - start == 1 {
            return second == UInt8(ascii: "[") || reader.classify(at: index + 1).0.isWordStart ? 0 : 1
        }
        return 0
    }

    private func findSeparator(at index: Int, after component: Component) -> (Separator, next: Int)? {
        guard index < reader.count else { return nil }
        switch reader.bytes[index] {
        case UInt8(ascii: ":"):
            guard reader.byte(at: index + 1) == UInt8(ascii: ":") else { return nil }
            return joined(.colons, next: index + 2)
        case UInt8(ascii: "."): return joined(.dot, next: index + 1)
        case UInt8(ascii: "/"): return joined(.slash, next: index + 1)
        case UInt8(ascii: "-"):
            return joined(.hyphen, next: index + 1) ?? hyphenation(at: index + 1, after: component)
        case 0xE2 where reader.byte(at: index + 1) == 0x80 && reader.byte(at: index + 2) & 0xFE == 0x90:
            // U+2010 HYPHEN and U+2011 NON-BREAKING HYPHEN.
            return joined(.hyphen, next: index + 3) ?? hyphenation(at: index + 3, after: component)
        case 0x0A, 0x0D, 0x20, 0x09:
            // U+00AD SOFT HYPHEN, which at the end of a line is to be seen. It is part of the component.
            guard reader.byte(at: index - 2) == 0xC2, reader.byte(at: index - 1) == 0xAD else { return nil }
            return hyphenation(at: index, after: component)
        default: return nil
        }
    }

    private func joined(_ separator: Separator, next: Int) -> (Separator, next: Int)? {
        reader.classify(at: next).0.isWordStart ? (separator, next) : nil
    }

    /// A hyphen at the end of a line whose word goes on in lower case on the next line.
    private func hyphenation(at index: Int, after component: Component) -> (Separator, next: Int)? {
        guard component.isLetters, component.endingCount == 0 else { return nil }
        var next = index
        var lineBreaks = 0
        while next < reader.count, next < index + 64 {
            switch reader.bytes[next] {
            case 0x0A: lineBreaks += 1
            case 0x20, 0x09, 0x0D: break
            default:
                guard lineBreaks == 1, isLetter(at: next) else { return nil }
                let (scalar, _) = reader.scalar(at: next)
                return scalar.properties.isUppercase ? nil : (.lineEndHyphen, next)
            }
            next += 1
        }
        return nil
    }
}
