/// The blocks of a dictionary as memory, and how they are coded and searched.
///
/// A term is coded as a head, the number of bytes it shares with the term before (none for the first of a block), and
/// the bytes that follow these. The head is one byte, four bits for each of the two lengths; a length of fifteen and
/// more has fifteen there and the rest after the head, seven bits a byte, the lowest first.
struct TermBlocks {
    /// The number of terms in a block; the last may have less.
    static let size = 16
    /// The lengths from here on do not fit in the head.
    static let longLength = 15

    let bytes: UnsafeBufferPointer<UInt8>
    /// Where each block begins in `bytes`.
    let starts: UnsafeBufferPointer<UInt32>
    /// Each block's first term as a number.
    let keys: UnsafeBufferPointer<UInt64>
    /// The number of terms.
    let count: Int

    /// A coded term.
    struct Entry {
        /// How many bytes it has in common with the term before.
        let shared: Int
        /// Where its other bytes are.
        let suffix: Range<Int>
    }

    func start(of block: Int) -> Int { Int(starts[block]) }

    /// The rank after the last of a block.
    func end(of block: Int) -> Int { min((block + 1) * Self.size, count) }

    @inline(__always)
    func entry(at offset: Int) -> Entry {
        let head = Int(bytes[offset])
        var shared = head >> 4
        var length = head & 15
        var offset = offset + 1
        if shared == Self.longLength { shared += VariableLengthNumber.read(at: &offset) { bytes[$0] } }
        if length == Self.longLength { length += VariableLengthNumber.read(at: &offset) { bytes[$0] } }
        return Entry(shared: shared, suffix: offset..<offset + length)
    }

    /// The first eight bytes of a term, the first highest and zeros after its end: such numbers never contradict the
    /// order of the terms, and are equal where these eight bytes cannot decide.
    @inline(__always)
    static func key(of term: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var key: UInt64 = 0
        let length = min(8, term.count)
        for index in 0..<length { key |= UInt64(term[index]) << UInt64(56 - 8 * index) }
        return key
    }

    // MARK: Searching

    /// The rank of the term, or of the first term after it.
    func place(of term: UnsafeBufferPointer<UInt8>) -> (rank: Int, isFound: Bool) {
        let next = firstBlock(after: term)
        return next == 0 ? (0, false) : place(of: term, inBlock: next - 1)
    }

    /// The first block that begins with a later term.
    private func firstBlock(after term: UnsafeBufferPointer<UInt8>) -> Int {
        let key = Self.key(of: term)
        var low = firstBlock(keyNotBelow: key)
        guard low < keys.count, keys[low] == key else { return low }
        var high = key == .max ? keys.count : firstBlock(keyNotBelow: key + 1)
        while low < high {
            let middle = (low + high) / 2
            if isFirstTerm(of: middle, after: term) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// A binary search without a branch that depends on the data, which would be mispredicted half the time.
    private func firstBlock(keyNotBelow key: UInt64) -> Int {
        var low = 0
        var size = keys.count
        while size > 0 {
            let half = (size + 1) / 2
            low += keys[low + half - 1] < key ? half : 0
            size -= half
        }
        return low
    }

    private func isFirstTerm(of block: Int, after term: UnsafeBufferPointer<UInt8>) -> Bool {
        let first = entry(at: start(of: block)).suffix
        for index in 0..<min(first.count, term.count) where bytes[first.lowerBound + index] != term[index] {
            return bytes[first.lowerBound + index] > term[index]
        }
        return first.count > term.count
    }

    /// Compares without decoding: as long as the terms come before the one looked for, how much the last of them has in
    /// common with it tells all about the next.
    private func place(of term: UnsafeBufferPointer<UInt8>, inBlock block: Int) -> (rank: Int, isFound: Bool) {
        var offset = start(of: block)
        var matched = 0
        let end = end(of: block)
        for rank in block * Self.size..<end {
            let entry = entry(at: offset)
            offset = entry.suffix.upperBound
            // More in common with the term before than the one looked for has: it comes before it, like that one.
            if entry.shared > matched { continue }
            if entry.shared < matched { return (rank, false) }
            var next = entry.suffix.lowerBound
            while next < offset, matched < term.count, bytes[next] == term[matched] {
                next += 1
                matched += 1
            }
            if matched == term.count { return (rank, next == offset) }
            if next < offset, bytes[next] > term[matched] { return (rank, false) }
        }
        return (end, false)
    }

    /// The first block after the given one, in which a term begins with this prefix, whose first term does not.
    ///
    /// Found by steps that double and a binary search in the last of them.
    func firstBlock(after block: Int, withoutPrefix prefix: UnsafeBufferPointer<UInt8>) -> Int {
        let key = Self.key(of: prefix)
        // A shorter term cannot be taken for one with the prefix because of the zeros in its key: it would come before.
        let unused = UInt64(64 - 8 * min(8, prefix.count))
        func hasPrefix(_ block: Int) -> Bool {
            guard keys[block] >> unused == key >> unused else { return false }
            guard prefix.count > 8 else { return true }
            let first = entry(at: start(of: block)).suffix
            return first.count >= prefix.count
                && (8..<prefix.count).allSatisfy { bytes[first.lowerBound + $0] == prefix[$0] }
        }
        var low = block + 1
        var step = 1
        while low + step - 1 < keys.count, hasPrefix(low + step - 1) {
            low += step
            step *= 2
        }
        var high = min(low + step - 1, keys.count)
        while low < high {
            let middle = (low + high) / 2
            if hasPrefix(middle) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
