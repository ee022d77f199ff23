/// A run of numbers of equal width, one after the other from the lowest bit on, any of which can be read alone.
///
/// Reading loads eight bytes at once, so that whoever owns the bytes keeps `readAhead` more behind the last run.
enum BitRun {
    /// Bytes that may be read behind a run's end.
    static let readAhead = 8

    /// The bytes of a run.
    static func byteCount(count: Int, width: Int) -> Int { (count * width + 7) >> 3 }

    /// Appends a run of values of at most `width` bits.
    static func append(_ values: UnsafeBufferPointer<UInt32>, width: Int, to bytes: inout [UInt8]) {
        guard width > 0 else { return }
        var pending: UInt64 = 0
        var bits = 0
        for value in values {
            pending |= UInt64(value) &<< UInt64(bits)
            bits += width
            while bits >= 8 {
                bytes.append(UInt8(truncatingIfNeeded: pending))
                pending &>>= 8
                bits -= 8
            }
        }
        if bits > 0 { bytes.append(UInt8(truncatingIfNeeded: pending)) }
    }

    /// The value at an index.
    @inline(__always)
    static func value(at index: Int, of bytes: UnsafeRawPointer, width: Int) -> UInt32 {
        let bit = index &* width
        let word = (bytes + (bit >> 3)).loadUnaligned(as: UInt64.self)
        return UInt32(truncatingIfNeeded: (word &>> UInt64(bit & 7)) & ((1 &<< UInt64(width)) &- 1))
    }
}
