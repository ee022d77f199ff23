/// The terms that stand in the most documents of a range of ranks, equal ones in order: a heap of the best so far, the
/// worst on top.
struct TopRanks {
    /// Count and, below it, the complement of the rank, so that of equal counts the first rank is the greater number.
    private var heap: [UInt64] = []

    init(_ limit: Int, of postings: InvertedTexts, in ranks: Range<Int>) {
        let first = ranks.prefix(limit)
        heap = first.map { Self.item($0, postings.documentCount(ofTerm: $0)) }
        for index in (0..<heap.count / 2).reversed() { sink(index) }
        guard let worst = heap.first else { return }
        var least = worst >> 32
        for rank in first.endIndex..<ranks.upperBound {
            let count = postings.documentCount(ofTerm: rank)
            guard UInt64(count) > least else { continue }
            heap[0] = Self.item(rank, count)
            sink(0)
            least = heap[0] >> 32
        }
    }

    var ranks: some Sequence<Int> { heap.lazy.map { Int(UInt32.max - UInt32(truncatingIfNeeded: $0)) } }
    var leastCount: Int { Int((heap.first ?? 0) >> 32) }

    private static func item(_ rank: Int, _ count: Int) -> UInt64 {
        UInt64(count) << 32 | UInt64(UInt32.max - UInt32(rank))
    }

    private mutating func sink(_ index: Int) {
        var index = index
        while true {
            var least = index
            let child = 2 * index + 1
            if child < heap.count, heap[child] < heap[least] { least = child }
            if child + 1 < heap.count, heap[child + 1] < heap[least] { least = child + 1 }
            if least == index { return }
            heap.swapAt(index, least)
            index = least
        }
    }
}
