/// Reads characters of UTF-8, which a `String`'s bytes always are; malformed bytes are some character or U+FFFD.
struct UTF8Reader {
    let bytes: UnsafeBufferPointer<UInt8>

    @inline(__always)
    var count: Int { bytes.count }

    /// The byte at `index`, or zero beyond the end.
    @inline(__always)
    func byte(at index: Int) -> UInt8 {
        index >= 0 && index < bytes.count ? bytes[index] : 0
    }

    /// The character that begins at `index` and its length in bytes.
    func scalar(at index: Int) -> (Unicode.Scalar, Int) {
        let first = bytes[index]
        if first < 0x80 { return (Unicode.Scalar(first), 1) }
        let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
        guard index + length <= bytes.count else { return ("\u{FFFD}", bytes.count - index) }
        var value = UInt32(first) & (0x7F >> UInt32(length))
        for offset in 1..<length {
            value = value << 6 | UInt32(bytes[index + offset] & 0x3F)
        }
        // ASCII in more than one byte is malformed; taken for ASCII it would be looked at as what it is not.
        guard value >= 0x80 else { return ("\u{FFFD}", length) }
        return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
    }

    /// The class of the character that begins at `index` and its length in bytes; `other` beyond the end.
    func classify(at index: Int) -> (CharacterClass, Int) {
        guard index < bytes.count else { return (.other, 1) }
        let first = bytes[index]
        if first < 0x80 { return (CharacterClass(ascii: first), 1) }
        let (scalar, length) = scalar(at: index)
        return (CharacterClass(scalar), length)
    }

    /// The first index from `start` on that is no mark and not invisible.
    func skipMarks(from start: Int) -> Int {
        var index = start
        while index < bytes.count {
            let (kind, length) = classify(at: index)
            guard kind == .mark || kind == .ignorable else { break }
            index += length
        }
        return index
    }

    /// Whether the character that ends before `index` is a letter, digit, mark or underscore.
    func isWordBefore(_ index: Int) -> Bool {
        guard index > 0 else { return false }
        var start = index - 1
        while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
        let (kind, _) = classify(at: start)
        return kind != .other
    }
}
