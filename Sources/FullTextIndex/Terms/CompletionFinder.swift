/// Finds the terms with a prefix that stand in the most documents of several segments.
///
/// Takes the best of each segment by their counts there and adds up the counts of these few. A term that is in none of
/// the lists cannot have more than the least counts of all lists together, so the result is exact once the last of it
/// has more than that (Fagin, Lotem and Naor, *Optimal Aggregation Algorithms for Middleware*, 2003). Where counts are
/// so alike that this does not come about, all terms are merged.
struct CompletionFinder {
    private typealias Found = (term: [UInt8], count: Int)

    private let segments: [SegmentView]
    /// The ranks of the terms with the prefix, by segment.
    private let ranks: [Range<Int>]

    init(segments: [SegmentView], prefix: [UInt8]) {
        self.segments = segments
        ranks = segments.map { $0.segment.terms.ranks(withPrefix: prefix) }
    }

    /// At most `limit` terms, those in most documents first, of these the first in byte order.
    func best(_ limit: Int) -> [(term: [UInt8], count: Int)] {
        let most = ranks.map(\.count).max() ?? 0
        // More than asked for, because a term may be among the best of one segment only.
        var taken = min(limit, most) * 2
        while taken < most {
            if let found = best(limit, taking: taken) { return found }
            // A long list costs as much as all terms.
            guard taken < 1024 else { break }
            taken *= 8
        }
        return Self.sorted(merged(), limit)
    }

    // MARK: By the best of each segment

    /// The best, if the lists are long enough to tell.
    private func best(_ limit: Int, taking taken: Int) -> [Found]? {
        var counts: [[UInt8]: Int] = [:]
        var bound = 0
        for (view, ranks) in zip(segments, ranks) {
            let top = TopRanks(taken, of: view.segment.postings, in: ranks)
            if ranks.count > taken { bound += top.leastCount }
            for rank in top.ranks {
                let term = Array(view.segment.terms[rank])
                if counts[term] == nil { counts[term] = count(of: term) }
            }
        }
        let found = Self.sorted(counts.lazy.map { ($0.key, $0.value) }, limit)
        guard found.count == limit, let last = found.last else { return nil }
        // With the same count as the last, a term of no list might come before it by its spelling; in the list of the
        // one segment that counts all its documents it does not, as the list is in that order.
        let isInOrder = segments.count == 1 && !segments[0].hasRemoved
        return last.count > bound || isInOrder && last.count == bound ? found : nil
    }

    private func count(of term: [UInt8]) -> Int {
        segments.reduce(0) { sum, view in
            sum + (view.segment.terms.rank(of: term).map { view.documentCount(ofTerm: $0) } ?? 0)
        }
    }

    /// Without terms that are in no document any more, and without those that were cut at the greatest length.
    private static func sorted(_ all: some Sequence<Found>, _ limit: Int) -> [Found] {
        let found = all.filter { $0.count > 0 && $0.term.count < Folding.maximumTermBytes }
        return Array(
            found.sorted {
                $0.count == $1.count ? $0.term.lexicographicallyPrecedes($1.term) : $0.count > $1.count
            }.prefix(limit))
    }

    // MARK: By all terms

    /// All terms with their counts: those of the segment that has most, and what the others add.
    private func merged() -> [Found] {
        guard let largest = ranks.indices.max(by: { ranks[$0].count < ranks[$1].count }) else { return [] }
        var all: [Found] = []
        all.reserveCapacity(ranks[largest].count)
        segments[largest].segment.terms.forEachTerm(in: ranks[largest]) { rank, term in
            all.append((Array(term), segments[largest].documentCount(ofTerm: rank)))
        }
        var others: [[UInt8]: Int] = [:]
        for (index, view) in segments.enumerated() where index != largest {
            var next = 0
            view.segment.terms.forEachTerm(in: ranks[index]) { rank, term in
                while next < all.count, all[next].term.lexicographicallyPrecedes(term) { next += 1 }
                let count = view.documentCount(ofTerm: rank)
                if next < all.count, all[next].term.elementsEqual(term) {
                    all[next].count += count
                } else {
                    others[Array(term), default: 0] += count
                }
            }
        }
        return all + others.map { ($0.key, $0.value) }
    }
}
