/// Selects the hits of the page asked for, in the order asked for.
struct RankedPage {
    let request: SearchRequest

    /// A document that may be on the page.
    struct Candidate {
        var segment: Int
        var document: UInt32
        var score: Double
        var sortKey: Int64
    }

    func select(from documents: [[UInt32]], scorers: [DocumentScorer]) -> [Candidate] {
        guard request.limit > 0 else { return [] }
        var candidates: [Candidate] = []
        candidates.reserveCapacity(documents.reduce(0) { $0 + $1.count })
        for (segment, found) in documents.enumerated() {
            let sortKeys = scorers[segment].matches.view.segment.documents.sortKeys
            for document in found {
                candidates.append(
                    Candidate(
                        segment: segment, document: document, score: scorers[segment].score(document),
                        sortKey: sortKeys[Int(document)]))
            }
        }
        candidates.sort { first, second in
            switch request.sort {
            case .relevance:
                if first.score != second.score { return first.score > second.score }
                if first.sortKey != second.sortKey { return first.sortKey > second.sortKey }
            case .newest:
                if first.sortKey != second.sortKey { return first.sortKey > second.sortKey }
                if first.score != second.score { return first.score > second.score }
            }
            return id(first, scorers) < id(second, scorers)
        }
        return Array(candidates.dropFirst(request.offset).prefix(request.limit))
    }

    private func id(_ candidate: Candidate, _ scorers: [DocumentScorer]) -> String {
        scorers[candidate.segment].matches.view.segment.documents.ids[Int(candidate.document)]
    }
}
