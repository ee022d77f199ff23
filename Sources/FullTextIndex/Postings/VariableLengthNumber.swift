/// Numbers that are small as a rule, in groups of seven bits, lowest first, the highest bit of a byte telling that more
/// follow.
enum VariableLengthNumber {
    /// Appends a number that is not negative.
    static func append(_ value: Int, to bytes: inout [UInt8]) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    /// Reads a number and goes behind it.
    @inline(__always)
    static func read(at offset: inout Int, _ byte: (Int) -> UInt8) -> Int {
        var value = 0
        var shift = 0
        while true {
            let group = Int(byte(offset))
            offset += 1
            value |= (group & 0x7F) << shift
            if group < 0x80 { return value }
            shift += 7
        }
    }
}
