/// Writes numbers and text as bytes: whole numbers in groups of seven bits, low group first (LEB128).
struct ByteWriter {
    private(set) var bytes: [UInt8] = []

    mutating func write(_ number: Int) {
        // Zigzag: small numbers stay short whatever their sign.
        var rest = UInt64(bitPattern: Int64(number << 1 ^ number >> (Int.bitWidth - 1)))
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    mutating func write(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            write(utf8.count)
            bytes.append(contentsOf: utf8)
        }
    }

    mutating func write(optional text: String?) {
        write(text == nil ? 0 : 1)
        if let text { write(text) }
    }

    /// A length in points, kept to a tenth.
    mutating func write(points: Double) {
        write(points.tenths)
    }
}

extension Double {
    /// Tenths as a whole number; what no page can be becomes zero.
    var tenths: Int {
        let tenths = (self * 10).rounded()
        return tenths.magnitude < 1e12 ? Int(tenths) : 0
    }
}

/// Reads what ``ByteWriter`` wrote. Bytes that cannot be are an error, never a trap: the file may be damaged.
struct ByteReader {
    struct Damaged: Error {}

    private let bytes: UnsafeRawBufferPointer
    private var index = 0

    /// The bytes must outlive the reader.
    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { index == bytes.count }

    mutating func number() throws(Damaged) -> Int {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            guard index < bytes.count, shift < 64 else { throw Damaged() }
            let byte = bytes[index]
            index += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { break }
            shift += 7
        }
        return Int(Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1))
    }

    /// A number of things of which each takes at least a byte, so that no damage asks for more memory than the file.
    mutating func count() throws(Damaged) -> Int {
        let count = try number()
        guard count >= 0, count <= bytes.count - index else { throw Damaged() }
        return count
    }

    mutating func text() throws(Damaged) -> String {
        let count = try count()
        let utf8 = bytes[index..<index + count]
        index += count
        guard let text = String(validating: utf8, as: UTF8.self) else { throw Damaged() }
        return text
    }

    mutating func optionalText() throws(Damaged) -> String? {
        try number() == 0 ? nil : try text()
    }

    /// A number that counts things which take no bytes of their own.
    mutating func natural() throws(Damaged) -> Int {
        let number = try number()
        guard (0...1 << 32).contains(number) else { throw Damaged() }
        return number
    }

    mutating func points() throws(Damaged) -> Double { Double(try number()) / 10 }
}

/// FNV-1a (G. Fowler, L. C. Noll, K.-P. Vo) over groups of eight bytes: finds damage, not malice.
func damageChecksum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    var index = 0
    while index + 8 <= bytes.count {
        let group = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
        hash = (hash ^ group) &* 0x100_0000_01b3
        // The multiplication moves nothing downwards; without this the high bits of a group would hardly count.
        hash ^= hash >> 29
        index += 8
    }
    while index < bytes.count {
        hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01b3
        index += 1
    }
    return hash
}
