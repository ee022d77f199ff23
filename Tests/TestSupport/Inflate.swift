/// Unpacks what gzip packed, bit by bit as RFC 1951 and RFC 1952 tell it, and by nothing that the server uses.
public struct Inflate {
    private let input: [UInt8]
    private var bit: Int
    private var output: [UInt8] = []

    /// Nil when the bytes are no gzip of one member.
    public static func gunzip(_ bytes: [UInt8]) -> [UInt8]? {
        guard bytes.count >= 18, Array(bytes[..<4]) == [0x1f, 0x8b, 8, 0] else { return nil }
        var inflate = Inflate(input: bytes, bit: 10 * 8)
        guard inflate.run() else { return nil }
        let end = (inflate.bit + 7) / 8
        let length = bytes.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        return end + 8 == bytes.count && inflate.output.count == length ? inflate.output : nil
    }

    private mutating func run() -> Bool {
        while true {
            guard let last = bits(1), let type = bits(2) else { return false }
            switch type {
            case 0: guard stored() else { return false }
            case 1: guard packed(Self.fixedLetters, Self.fixedDistances) else { return false }
            case 2: guard let (letters, distances) = tables(), packed(letters, distances) else { return false }
            default: return false
            }
            if last == 1 { return true }
        }
    }

    private mutating func bits(_ count: Int) -> Int? {
        guard bit + count <= input.count * 8 else { return nil }
        var value = 0
        for place in 0..<count {
            value |= Int(input[bit >> 3] >> UInt8(bit & 7) & 1) << place
            bit += 1
        }
        return value
    }

    private mutating func stored() -> Bool {
        bit = (bit + 7) / 8 * 8
        guard let length = bits(16), bits(16) == ~length & 0xffff, bit / 8 + length <= input.count else { return false }
        output += input[bit / 8..<bit / 8 + length]
        bit += length * 8
        return true
    }

    /// A Huffman code by the lengths of its words (RFC 1951, section 3.2.2).
    private struct Code {
        var counts = [Int](repeating: 0, count: 16)
        var symbols: [Int] = []

        init(_ lengths: [Int]) {
            for length in lengths { counts[length] += 1 }
            counts[0] = 0
            symbols = (1...15).flatMap { length in lengths.indices.filter { lengths[$0] == length } }
        }
    }

    private static let fixedLetters = Code((0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 })
    private static let fixedDistances = Code([Int](repeating: 5, count: 30))

    private mutating func symbol(_ code: Code) -> Int? {
        var (word, first, index) = (0, 0, 0)
        for length in 1...15 {
            guard let next = bits(1) else { return nil }
            word |= next
            let count = code.counts[length]
            if word - count < first { return code.symbols[index + word - first] }
            index += count
            first = (first + count) << 1
            word <<= 1
        }
        return nil
    }

    private mutating func tables() -> (Code, Code)? {
        guard let letters = bits(5), let distances = bits(5), let words = bits(4) else { return nil }
        var lengths = [Int](repeating: 0, count: 19)
        for place in [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15].prefix(words + 4) {
            guard let length = bits(3) else { return nil }
            lengths[place] = length
        }
        let code = Code(lengths)
        lengths = []
        while lengths.count < letters + 257 + distances + 1 {
            guard let symbol = symbol(code) else { return nil }
            let (value, width, least) =
                switch symbol {
                case 16: (lengths.last ?? 0, 2, 3)
                case 17: (0, 3, 3)
                case 18: (0, 7, 11)
                default: (symbol, 0, 1)
                }
            guard let more = bits(width) else { return nil }
            lengths += [Int](repeating: value, count: least + more)
        }
        return (Code(Array(lengths[..<(letters + 257)])), Code(Array(lengths[(letters + 257)...])))
    }

    private mutating func packed(_ letters: Code, _ distances: Code) -> Bool {
        while let letter = symbol(letters) {
            if letter == 256 { return true }
            if letter < 256 {
                output.append(UInt8(letter))
                continue
            }
            // Lengths and distances, with the bits that follow them (RFC 1951, section 3.2.5).
            let step = letter - 257
            let width = step < 8 || step == 28 ? 0 : step / 4 - 1
            let base = step < 8 ? step + 3 : step == 28 ? 258 : (4 + step % 4) << width + 3
            guard let more = bits(width), let sign = symbol(distances) else { return false }
            let wide = sign < 4 ? 0 : sign / 2 - 1
            guard let rest = bits(wide) else { return false }
            let distance = (sign < 4 ? sign + 1 : (2 + sign % 2) << wide + 1) + rest
            guard distance <= output.count else { return false }
            for _ in 0..<(base + more) { output.append(output[output.count - distance]) }
        }
        return false
    }
}
