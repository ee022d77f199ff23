/// Packs blocks of 128 small numbers into as many bits each as the greatest needs.
///
/// The layout is that of SIMD-BP128 (Lemire and Boytsov, "Decoding billions of integers per second through
/// vectorization", Software: Practice and Experience 45, 2015): value `i` is in lane `i % 4`, row `i / 4`, and the 32 rows
/// of a lane lie one after the other in 32-bit words, so that four neighbours are unpacked by the same shifts. A block
/// takes `16 * width` bytes.
enum BlockPacking {
    /// Values in a block.
    static let count = 128
    private static let rows = 32

    /// The bytes of a block whose values have `width` bits.
    static func byteCount(width: Int) -> Int { 16 * width }

    /// The bits that the greatest of the values needs, 0 to 32.
    static func width(of values: some Sequence<UInt32>) -> Int {
        UInt32.bitWidth - values.reduce(0, |).leadingZeroBitCount
    }

    /// Packs 128 values, none of more than `width` bits, into `byteCount(width:)` bytes.
    static func pack(_ values: UnsafePointer<UInt32>, width: Int, into bytes: UnsafeMutableRawPointer) {
        guard width > 0 else { return }
        var word = SIMD4<UInt32>(repeating: 0)
        var shift = 0
        var output = bytes
        for row in 0..<rows {
            let value = load(values + 4 * row)
            word |= value &<< splat(shift)
            shift += width
            guard shift >= 32 else { continue }
            output.storeBytes(of: word, as: SIMD4<UInt32>.self)
            output += 16
            shift -= 32
            word = shift > 0 ? value &>> splat(width - shift) : SIMD4(repeating: 0)
        }
    }

    /// Unpacks 128 values.
    static func unpack(_ bytes: UnsafeRawPointer, width: Int, into values: UnsafeMutablePointer<UInt32>) {
        decode(bytes, width: width, into: values) { $0 }
    }

    /// Unpacks 128 differences, each one less than it stands for, into the ascending numbers that follow `base`.
    static func unpackAscending(
        _ bytes: UnsafeRawPointer, width: Int, after base: UInt32, into values: UnsafeMutablePointer<UInt32>
    ) {
        var last = SIMD4<UInt32>(repeating: base)
        let one = SIMD4<UInt32>(repeating: 1)
        decode(bytes, width: width, into: values) { differences in
            var sum = differences &+ one
            sum &+= SIMD4(0, sum[0], sum[1], sum[2])
            sum &+= SIMD4(0, 0, sum[0], sum[1])
            sum &+= last
            last = SIMD4(repeating: sum[3])
            return sum
        }
    }

    /// The value at an index of a block, without unpacking the others.
    @inline(__always)
    static func value(at index: Int, of bytes: UnsafeRawPointer, width: Int) -> UInt32 {
        guard width > 0 else { return 0 }
        let bit = (index >> 2) &* width
        let shift = UInt64(bit & 31)
        let lane = (index & 3) &* 4
        let word = bytes + ((bit >> 5) &* 16 &+ lane)
        var value = UInt64(word.loadUnaligned(as: UInt32.self))
        if Int(shift) &+ width > 32 {
            let next = (word + 16).loadUnaligned(as: UInt32.self)
            value |= UInt64(next) &<< 32
        }
        let mask: UInt64 = (1 &<< UInt64(width)) &- 1
        return UInt32(truncatingIfNeeded: (value &>> shift) & mask)
    }

    // MARK: Rows

    @inline(__always)
    private static func splat(_ value: Int) -> SIMD4<UInt32> { SIMD4(repeating: UInt32(truncatingIfNeeded: value)) }

    @inline(__always)
    private static func load(_ pointer: UnsafePointer<UInt32>) -> SIMD4<UInt32> {
        UnsafeRawPointer(pointer).loadUnaligned(as: SIMD4<UInt32>.self)
    }

    /// Unpacks row by row; what is stored is what `transform` makes of a row.
    @inline(__always)
    private static func decode(
        _ bytes: UnsafeRawPointer, width: Int, into values: UnsafeMutablePointer<UInt32>,
        transform: (SIMD4<UInt32>) -> SIMD4<UInt32>
    ) {
        let output = UnsafeMutableRawPointer(values)
        guard width > 0 else {
            for row in 0..<rows {
                output.storeBytes(of: transform(SIMD4(repeating: 0)), toByteOffset: 16 &* row, as: SIMD4<UInt32>.self)
            }
            return
        }
        let mask = splat(width == 32 ? -1 : (1 &<< width) &- 1)
        var input = bytes
        var word = input.loadUnaligned(as: SIMD4<UInt32>.self)
        var shift = 0
        for row in 0..<rows {
            var value = word &>> splat(shift)
            shift &+= width
            if shift >= 32 {
                shift &-= 32
                if row < rows &- 1 {
                    input += 16
                    word = input.loadUnaligned(as: SIMD4<UInt32>.self)
                    if shift > 0 { value |= word &<< splat(width &- shift) }
                }
            }
            output.storeBytes(of: transform(value & mask), toByteOffset: 16 &* row, as: SIMD4<UInt32>.self)
        }
    }
}
