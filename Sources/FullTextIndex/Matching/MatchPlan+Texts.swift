extension MatchPlan {
    /// The texts before a bound in which the plan matches, or of a sequence those that have all of its elements
    /// somewhere.
    func texts(in segment: Segment, before bound: Int) -> BitSet {
        switch self {
        case .terms(let terms):
            var texts = BitSet(capacity: segment.postings.textCount)
            for term in terms {
                var occurrences = TermOccurrences(term, in: segment)
                texts.withUnsafeMutableWords { words in
                    occurrences.forEachText(before: UInt32(bound)) { text, _, _ in
                        words[Int(text >> 6)] |= 1 &<< UInt64(text & 63)
                    }
                }
                occurrences.destroy()
            }
            return texts
        case .sequence(let plans, _, _):
            let ordered = Self.rarestFirst(plans, in: segment)
            guard let rarest = ordered.first else { return BitSet(capacity: segment.postings.textCount) }
            return ordered.dropFirst().reduce(into: rarest.plan.texts(in: segment, before: bound)) { texts, other in
                guard !texts.isEmpty else { return }
                if texts.count * Self.skippingCost < other.count {
                    texts = other.plan.texts(in: segment, among: texts)
                } else {
                    texts.formIntersection(other.plan.texts(in: segment, before: bound))
                }
            }
        case .union(let plans):
            return plans.reduce(into: BitSet(capacity: segment.postings.textCount)) { texts, plan in
                texts.formUnion(plan.texts(in: segment, before: bound))
            }
        }
    }

    /// Skipping to a text costs about as much as reading so many postings.
    private static let skippingCost = 8

    /// The elements of a sequence with the number of their postings.
    private static func rarestFirst(_ plans: [MatchPlan], in segment: Segment) -> [(plan: MatchPlan, count: Int)] {
        plans.map { ($0, $0.postingCount(in: segment)) }.sorted { $0.1 < $1.1 }
    }

    /// Those of some texts in which the plan matches, by asking about each.
    private func texts(in segment: Segment, among candidates: BitSet) -> BitSet {
        let reader = MatchReader(self, in: segment)
        var texts = BitSet(capacity: candidates.capacity)
        var matches: [TieredPosition] = []
        candidates.forEach { text in
            matches.removeAll(keepingCapacity: true)
            reader.append(in: UInt32(text), to: &matches)
            if !matches.isEmpty { texts.insert(text) }
        }
        return texts
    }

    /// Calls the closure with the matches of each text that has any, and the text, ascending, up to a bound and as long
    /// as there is work left.
    func forEachText(
        in segment: Segment, before bound: Int = .max, work: inout SearchWork,
        _ body: (_ text: Int, _ matches: [TieredPosition]) -> Void
    ) {
        let reader = MatchReader(self, in: segment)
        var matches: [TieredPosition] = []
        // Opening a text costs about as much as reading so many positions.
        let costOfText = 4 * listCount
        var positionCount = 0
        texts(in: segment, before: min(bound, segment.postings.textCount)).forEachWhile { text in
            matches.removeAll(keepingCapacity: true)
            reader.append(in: UInt32(text), to: &matches)
            if !matches.isEmpty { body(text, matches) }
            let cost = costOfText + reader.positionCount - positionCount
            positionCount = reader.positionCount
            return work.take(cost)
        }
    }

    /// How many postings are read, about, to find the texts.
    func postingCount(in segment: Segment) -> Int {
        switch self {
        case .terms(let terms):
            return terms.reduce(0) { count, term in
                term.levels.reduce(count + segment.postings.list(term.rank).documentCount) {
                    $0 + segment.postings.list($1.rank).documentCount
                }
            }
        case .sequence(let plans, _, _):
            let ordered = Self.rarestFirst(plans, in: segment)
            guard let rarest = ordered.first else { return 0 }
            return ordered.dropFirst().reduce(rarest.count) { $0 + min($1.count, rarest.count * Self.skippingCost) }
        case .union(let plans): return plans.reduce(0) { $0 + $1.postingCount(in: segment) }
        }
    }
}
