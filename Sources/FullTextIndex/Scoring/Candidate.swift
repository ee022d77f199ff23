/// A document that may be on the page asked for.
struct Candidate {
    let segment: Int
    let document: Int
    let sortKey: Int64
    var score: Double
}

/// The order of hits.
struct HitOrder {
    let sort: SearchRequest.Sort

    /// Whether a candidate comes before another of the same segment.
    func isBefore(_ first: Candidate, _ second: Candidate) -> Bool {
        order(first, second) ?? (first.document < second.document)
    }

    /// Whether a candidate comes before another one of any segment.
    func isBefore(_ first: Candidate, _ second: Candidate, segments: [SegmentView]) -> Bool {
        if let isBefore = order(first, second) { return isBefore }
        if first.segment == second.segment { return first.document < second.document }
        let ids = [first, second].map { segments[$0.segment].segment.documents.id(of: $0.document).utf8 }
        return ids[0].lexicographicallyPrecedes(ids[1])
    }

    /// `nil` where only the ids tell.
    private func order(_ first: Candidate, _ second: Candidate) -> Bool? {
        switch sort {
        case .relevance:
            if first.score != second.score { return first.score > second.score }
            if first.sortKey != second.sortKey { return first.sortKey > second.sortKey }
        case .newest:
            if first.sortKey != second.sortKey { return first.sortKey > second.sortKey }
            if first.score != second.score { return first.score > second.score }
        }
        return nil
    }
}

/// A candidate among those of its segment, where the one that comes before is the greater.
struct OrderedCandidate: Comparable {
    let candidate: Candidate
    let order: HitOrder

    @inline(__always)
    static func < (first: OrderedCandidate, second: OrderedCandidate) -> Bool {
        first.order.isBefore(second.candidate, first.candidate)
    }

    /// A candidate is one document with one score.
    @inline(__always)
    static func == (first: OrderedCandidate, second: OrderedCandidate) -> Bool {
        first.candidate.document == second.candidate.document
    }
}
