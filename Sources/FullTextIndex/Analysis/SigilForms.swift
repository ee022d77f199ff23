/// The forms of a word with the signs that belong to it in code: `#[no_mangle]`, `Pin<P>`, `&mut`, `!Unpin`, `println!`.
struct SigilForms {
    /// How far a bracket may be from its partner, in bytes.
    static let maximumBytes = 64

    /// A form and where it stands.
    struct Form {
        /// Where the signs and the word stand.
        var range: Range<Int>
        /// The word's own bytes begin after so many bytes of signs.
        var isBracketed = false
    }

    let reader: UTF8Reader

    /// The form with the signs before the word at `range`.
    func before(_ range: Range<Int>) -> Form? {
        let previous = reader.byte(at: range.lowerBound - 1)
        switch previous {
        case UInt8(ascii: "["):
            let isInner = reader.byte(at: range.lowerBound - 2) == UInt8(ascii: "!")
            let hash = range.lowerBound - (isInner ? 3 : 2)
            guard reader.byte(at: hash) == UInt8(ascii: "#"),
                let end = closing(UInt8(ascii: "["), UInt8(ascii: "]"), from: range.lowerBound - 1)
            else { return nil }
            return Form(range: hash..<end, isBracketed: true)
        case UInt8(ascii: "'"), UInt8(ascii: "*"):
            // A sign on both sides is a quotation or an emphasis.
            guard reader.byte(at: range.upperBound) != previous else { return nil }
            return opened(range, signs: 1)
        case UInt8(ascii: "&"), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: "$"), UInt8(ascii: "@"),
            UInt8(ascii: "#"), UInt8(ascii: "~"), UInt8(ascii: "%"), UInt8(ascii: "."):
            return opened(range, signs: 1)
        case UInt8(ascii: "-"):
            guard reader.byte(at: range.lowerBound - 2) == previous else { return nil }
            return opened(range, signs: 2)
        default: return nil
        }
    }

    /// The form with the signs after the word at `range`.
    func after(_ range: Range<Int>) -> Form? {
        let next = range.upperBound
        switch reader.byte(at: next) {
        case UInt8(ascii: "!") where reader.byte(at: next + 1) != UInt8(ascii: "="):
            return Form(range: range.lowerBound..<next + 1)
        case UInt8(ascii: "(") where reader.byte(at: next + 1) == UInt8(ascii: ")"):
            return Form(range: range.lowerBound..<next + 2)
        case UInt8(ascii: "<"):
            guard CharacterClass(ascii: reader.byte(at: range.lowerBound)) == .letter,
                let end = closing(UInt8(ascii: "<"), UInt8(ascii: ">"), from: next), end > next + 2
            else { return nil }
            return Form(range: range.lowerBound..<end, isBracketed: true)
        default: return nil
        }
    }

    private func opened(_ range: Range<Int>, signs: Int) -> Form? {
        let start = range.lowerBound - signs
        guard start >= 0, !reader.isWordBefore(start), reader.byte(at: start - 1) != reader.byte(at: start) else {
            return nil
        }
        return Form(range: start..<range.upperBound)
    }

    /// The index after the bracket that closes the one at `start`, on the same line and not too far.
    private func closing(_ open: UInt8, _ close: UInt8, from start: Int) -> Int? {
        var depth = 0
        for index in start..<min(reader.count, start + Self.maximumBytes) {
            switch reader.bytes[index] {
            case open: depth += 1
            case close:
                // The arrow of `Fn() -> T` closes nothing.
                if close == UInt8(ascii: ">"), reader.byte(at: index - 1) == UInt8(ascii: "-") { continue }
                depth -= 1
                if depth == 0 { return index + 1 }
            case 0x0A: return nil
            default: break
            }
        }
        return nil
    }
}
