extension MatchPlan {
    /// The texts in which the plan matches, or of a sequence those that have all of its elements somewhere.
    func texts(in segment: Segment, work: inout SearchWork) -> BitSet {
        switch self {
        case .terms(let terms):
            var texts = BitSet(capacity: segment.postings.textCount)
            for term in terms {
                guard work.take(segment.postings.list(term.rank).documentCount) else { return texts }
                var occurrences = TermOccurrences(term, in: segment)
                texts.withUnsafeMutableWords { words in
                    occurrences.forEachText { text, _, _ in words[Int(text >> 6)] |= 1 &<< UInt64(text & 63) }
                }
                occurrences.destroy()
            }
            return texts
        case .sequence(let plans, _, _):
            guard let first = plans.first else { return BitSet(capacity: segment.postings.textCount) }
            return plans.dropFirst().reduce(into: first.texts(in: segment, work: &work)) { texts, plan in
                if !texts.isEmpty { texts.formIntersection(plan.texts(in: segment, work: &work)) }
            }
        case .union(let plans):
            return plans.reduce(into: BitSet(capacity: segment.postings.textCount)) { texts, plan in
                texts.formUnion(plan.texts(in: segment, work: &work))
            }
        }
    }

    /// Calls the closure with the matches of each text that has any, and the text, ascending.
    func forEachText(
        in segment: Segment, work: inout SearchWork, _ body: (_ text: Int, _ matches: [TieredPosition]) -> Void
    ) {
        let reader = MatchReader(self, in: segment)
        var matches: [TieredPosition] = []
        // Opening a text costs about as much as reading so many positions.
        let costOfText = 8 * listCount
        texts(in: segment, work: &work).forEachWhile { text in
            matches.removeAll(keepingCapacity: true)
            reader.append(in: UInt32(text), to: &matches)
            if !matches.isEmpty { body(text, matches) }
            return work.take(costOfText + matches.count)
        }
    }
}
