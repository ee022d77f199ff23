/// A set of ASCII characters that is asked in two instructions.
struct ASCIISet {
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    init(_ characters: StaticString) {
        characters.withUTF8Buffer {
            for byte in $0 where byte < 0x40 { low |= 1 << UInt64(byte) }
            for byte in $0 where byte >= 0x40 && byte < 0x80 { high |= 1 << UInt64(byte - 0x40) }
        }
    }

    /// Whether the byte is one of the characters; no byte of another character is.
    @inline(__always)
    func contains(_ byte: UInt8) -> Bool {
        byte < 0x80 && ((byte < 0x40 ? low : high) >> UInt64(byte & 0x3F)) & 1 == 1
    }
}
