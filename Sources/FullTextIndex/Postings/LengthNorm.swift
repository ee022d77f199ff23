/// The length of a field in one byte: exact up to 40 words, then with four significant bits, at most a ninth too
/// small.
///
/// The scheme of Lucene's `SmallFloat.intToByte4`, in which a norm is a small floating-point number that begins after the
/// values that need none. Ranking looks norms up in a table of 256 weights, so that a document costs one byte.
enum LengthNorm {
    /// Lengths below are their own code; chosen so that the greatest length (`UInt32` of 31 bits) has code 255.
    private static let exactCount = 24

    /// The code of a length; greater lengths have greater or equal codes.
    static func encode(_ length: Int) -> UInt8 {
        let length = min(max(0, length), Int(Int32.max))
        guard length >= exactCount else { return UInt8(length) }
        return UInt8(exactCount + code(length - exactCount))
    }

    /// The least length of a code.
    static func decode(_ code: UInt8) -> Int {
        guard code >= exactCount else { return Int(code) }
        let value = Int(code) - exactCount
        let exponent = (value >> 3) - 1
        let mantissa = value & 7
        return exactCount + (exponent < 0 ? mantissa : (mantissa | 8) << exponent)
    }

    /// Three bits behind the leading one, and above them its place; numbers below eight are themselves.
    private static func code(_ value: Int) -> Int {
        let bits = Int.bitWidth - value.leadingZeroBitCount
        guard bits >= 4 else { return value }
        let shift = bits - 4
        return ((value >> shift) & 7) | (shift + 1) << 3
    }
}
