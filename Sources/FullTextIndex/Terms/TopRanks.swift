/// The terms that stand in the most documents of a range of ranks, of equal ones the first.
struct TopRanks {
    /// Count and, below it, the complement of the rank, so that of equal counts the first rank is the greater number.
    private var best: BestOf<UInt64>

    init(_ limit: Int, of postings: InvertedTexts, in ranks: Range<Int>) {
        best = BestOf(capacity: limit)
        for rank in ranks {
            best.offer(UInt64(postings.documentCount(ofTerm: rank)) << 32 | UInt64(UInt32.max - UInt32(rank)))
        }
    }

    var ranks: some Sequence<Int> { best.elements.lazy.map { Int(UInt32.max - UInt32(truncatingIfNeeded: $0)) } }
    var leastCount: Int { Int((best.least ?? 0) >> 32) }
}
