/// The terms of a segment in byte order, one after the other: a term's rank is its number.
struct TermDictionary: Sendable {
    private let bytes: [UInt8]
    private let starts: [UInt32]

    /// A dictionary of the table's terms, and for each of its numbers the rank.
    static func sorted(_ table: TermTable) -> (TermDictionary, ranks: [UInt32]) {
        let order = (0..<table.count).sorted { table.term($0).lexicographicallyPrecedes(table.term($1)) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(table.bytes.count)
        var starts: [UInt32] = [0]
        starts.reserveCapacity(order.count + 1)
        var ranks = [UInt32](repeating: 0, count: order.count)
        for (rank, number) in order.enumerated() {
            bytes.append(contentsOf: table.term(number))
            starts.append(UInt32(bytes.count))
            ranks[number] = UInt32(rank)
        }
        return (TermDictionary(bytes: bytes, starts: starts), ranks)
    }

    private init(bytes: [UInt8], starts: [UInt32]) {
        self.bytes = bytes
        self.starts = starts
    }

    var count: Int { starts.count - 1 }
    var byteCount: Int { bytes.count + starts.count * MemoryLayout<UInt32>.stride }

    subscript(rank: Int) -> ArraySlice<UInt8> {
        bytes[Int(starts[rank])..<Int(starts[rank + 1])]
    }

    /// The rank of the term.
    func rank(of term: some RandomAccessCollection<UInt8>) -> Int? {
        let rank = firstRank(notBefore: term)
        return rank < count && self[rank].elementsEqual(term) ? rank : nil
    }

    /// The rank of the first term that is the given one or comes after it.
    func firstRank(notBefore term: some RandomAccessCollection<UInt8>) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle].lexicographicallyPrecedes(term) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The ranks of the terms that begin with the prefix.
    func ranks(withPrefix prefix: some RandomAccessCollection<UInt8>) -> Range<Int> {
        let start = firstRank(notBefore: prefix)
        var low = start
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle].starts(with: prefix) { low = middle + 1 } else { high = middle }
        }
        return start..<low
    }

    /// The ranks of all terms that are words and no inner forms.
    var ranksOfWords: Range<Int> {
        firstRank(notBefore: CollectionOfOne(TermSpace.firstOfWords))..<count
    }
}
