/// The terms of a segment in byte order; a term's rank is its number.
///
/// Terms lie in blocks of sixteen, each term coded as what it adds to the one before (front coding; Witten, Moffat and
/// Bell, *Managing Gigabytes*, 1999, section 4.1). Each block has its place and the first eight bytes of its first term
/// as a number, so that looking up a term is a binary search over numbers and a scan of one block. English vocabularies
/// take about 6 bytes a term. Nothing but `subscript(_:)` allocates.
struct TermDictionary: Sendable {
    /// The number of terms.
    let count: Int
    /// The length of the longest term, in bytes.
    let maximumLength: Int
    private let bytes: [UInt8]
    private let starts: [UInt32]
    private let keys: [UInt64]

    /// The dictionary that a builder has coded.
    init(count: Int, maximumLength: Int, bytes: [UInt8], starts: [UInt32], keys: [UInt64]) {
        self.count = count
        self.maximumLength = maximumLength
        self.bytes = bytes
        self.starts = starts
        self.keys = keys
    }

    /// The memory that the terms and their index take, in bytes.
    var byteCount: Int {
        bytes.count + starts.count * MemoryLayout<UInt32>.stride + keys.count * MemoryLayout<UInt64>.stride
    }

    /// Reads the coded blocks, which are valid during the call alone.
    func withBlocks<Result>(_ body: (TermBlocks) throws -> Result) rethrows -> Result {
        try bytes.withUnsafeBufferPointer { bytes in
            try starts.withUnsafeBufferPointer { starts in
                try keys.withUnsafeBufferPointer { keys in
                    try body(TermBlocks(bytes: bytes, starts: starts, keys: keys, count: count))
                }
            }
        }
    }

    // MARK: From rank to term

    /// The term of a rank, newly allocated.
    subscript(rank: Int) -> ArraySlice<UInt8> {
        var term: [UInt8] = []
        copyTerm(at: rank, into: &term)
        return term[...]
    }

    /// Puts the term of a rank in place of what the scratch space has.
    func copyTerm(at rank: Int, into scratch: inout [UInt8]) {
        precondition(rank >= 0 && rank < count, "rank out of range")
        scratch.removeAll(keepingCapacity: true)
        withBlocks { blocks in
            var offset = blocks.start(of: rank / TermBlocks.size)
            for _ in 0...rank % TermBlocks.size {
                let entry = blocks.entry(at: offset)
                scratch.removeLast(scratch.count - entry.shared)
                scratch.append(contentsOf: blocks.bytes[entry.suffix])
                offset = entry.suffix.upperBound
            }
        }
    }

    /// Calls the closure with each rank of the range and its term, in order. The term's bytes are valid during the call
    /// alone.
    func forEachTerm(in ranks: Range<Int>, _ body: (Int, UnsafeBufferPointer<UInt8>) throws -> Void) rethrows {
        let ranks = ranks.clamped(to: 0..<count)
        guard !ranks.isEmpty else { return }
        try withBlocks { blocks in
            try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: maximumLength) { scratch in
                var reader = TermReader(blocks, rank: ranks.lowerBound, scratch: scratch)
                while true {
                    try body(reader.rank, reader.term)
                    guard reader.rank + 1 < ranks.upperBound else { return }
                    reader.advance()
                }
            }
        }
    }

    // MARK: From term to rank

    /// The rank of the term.
    func rank(of term: some RandomAccessCollection<UInt8>) -> Int? {
        Self.withContiguousBytes(of: term) { term in
            withBlocks { blocks in
                let place = blocks.place(of: term)
                return place.isFound ? place.rank : nil
            }
        }
    }

    /// The rank of the first term that is the given one or comes after it.
    func firstRank(notBefore term: some RandomAccessCollection<UInt8>) -> Int {
        Self.withContiguousBytes(of: term) { term in
            withBlocks { $0.place(of: term).rank }
        }
    }

    /// The ranks of the terms that begin with the prefix.
    func ranks(withPrefix prefix: some RandomAccessCollection<UInt8>) -> Range<Int> {
        // All terms with the prefix come before the prefix with its last byte raised by one.
        guard let last = prefix.lastIndex(where: { $0 < .max }) else { return firstRank(notBefore: prefix)..<count }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: prefix.count) { successor in
            _ = successor.initialize(from: prefix)
            let length = prefix.distance(from: prefix.startIndex, to: last) + 1
            let start = firstRank(notBefore: UnsafeBufferPointer(successor))
            successor[length - 1] += 1
            return start..<firstRank(notBefore: UnsafeBufferPointer(rebasing: successor[..<length]))
        }
    }

    /// The ranks of all terms that are words and no inner forms.
    var ranksOfWords: Range<Int> {
        firstRank(notBefore: CollectionOfOne(TermSpace.firstOfWords))..<count
    }

    private static func withContiguousBytes<Result>(
        of term: some RandomAccessCollection<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Result
    ) -> Result {
        if let result = term.withContiguousStorageIfAvailable(body) { return result }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: term.count) { copy in
            _ = copy.initialize(from: term)
            return body(UnsafeBufferPointer(copy))
        }
    }
}
