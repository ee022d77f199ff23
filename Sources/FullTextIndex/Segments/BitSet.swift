/// A set of numbers below a bound, one bit each: documents or texts of a segment.
struct BitSet: Sendable {
    /// The bound.
    let capacity: Int
    private(set) var words: [UInt64]

    /// A set of none, or of all numbers.
    init(capacity: Int, isFull: Bool = false) {
        self.capacity = capacity
        words = Array(repeating: isFull ? .max : 0, count: (capacity + 63) / 64)
        let rest = capacity % 64
        if isFull, rest > 0 { words[words.count - 1] = (1 << UInt64(rest)) - 1 }
    }

    /// The numbers whose bits are set in as many words as the capacity needs.
    init(capacity: Int, words: UnsafePointer<UInt64>) {
        self.capacity = capacity
        self.words = Array(UnsafeBufferPointer(start: words, count: (capacity + 63) / 64))
    }

    var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }
    var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

    func contains(_ number: Int) -> Bool { words[number >> 6] & (1 << UInt64(number & 63)) != 0 }

    mutating func insert(_ number: Int) { words[number >> 6] |= 1 << UInt64(number & 63) }

    mutating func remove(_ number: Int) { words[number >> 6] &= ~(1 << UInt64(number & 63)) }

    mutating func formUnion(_ other: BitSet) {
        for index in words.indices { words[index] |= other.words[index] }
    }

    mutating func formIntersection(_ other: BitSet) {
        for index in words.indices { words[index] &= other.words[index] }
    }

    mutating func subtract(_ other: BitSet) {
        for index in words.indices { words[index] &= ~other.words[index] }
    }

    /// Takes out all numbers from one on.
    mutating func removeAll(from start: Int) {
        for index in words.indices where index * 64 + 63 >= start {
            words[index] &= index * 64 >= start ? 0 : (1 << UInt64(start & 63)) - 1
        }
    }

    /// Calls the closure with each number, ascending.
    @inline(__always)
    func forEach(_ body: (Int) throws -> Void) rethrows {
        for index in words.indices {
            var bits = words[index]
            while bits != 0 {
                try body(index &* 64 &+ bits.trailingZeroBitCount)
                bits &= bits &- 1
            }
        }
    }

    /// Calls the closure with each number, ascending, until it returns `false`.
    func forEachWhile(_ body: (Int) throws -> Bool) rethrows {
        for index in words.indices {
            var bits = words[index]
            while bits != 0 {
                guard try body(index &* 64 &+ bits.trailingZeroBitCount) else { return }
                bits &= bits &- 1
            }
        }
    }

    /// Gives the bits to a closure that sets many of them.
    @inline(__always)
    mutating func withUnsafeMutableWords<Result>(_ body: (UnsafeMutableBufferPointer<UInt64>) -> Result) -> Result {
        words.withUnsafeMutableBufferPointer { body($0) }
    }
}
