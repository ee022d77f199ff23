/// A document that may be on the page asked for.
struct Candidate {
    let segment: Int
    let document: Int
    let sortKey: Int64
    var score: Double
}

/// The order of hits, and the best so many of a segment's documents in it.
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

/// The first so many candidates of a segment: a heap whose root is the last of them.
struct CandidateHeap {
    private let order: HitOrder
    private let capacity: Int
    private(set) var candidates: [Candidate] = []

    init(order: HitOrder, capacity: Int) {
        self.order = order
        self.capacity = capacity
    }

    mutating func offer(_ candidate: Candidate) {
        if candidates.count < capacity {
            candidates.append(candidate)
            siftUp(candidates.count - 1)
        } else if let last = candidates.first, order.isBefore(candidate, last) {
            candidates[0] = candidate
            siftDown()
        }
    }

    private mutating func siftUp(_ start: Int) {
        var index = start
        while index > 0 {
            let parent = (index - 1) / 2
            guard order.isBefore(candidates[parent], candidates[index]) else { return }
            candidates.swapAt(index, parent)
            index = parent
        }
    }

    private mutating func siftDown() {
        var index = 0
        while true {
            var last = index
            for child in [2 * index + 1, 2 * index + 2]
            where child < candidates.count && order.isBefore(candidates[last], candidates[child]) {
                last = child
            }
            guard last != index else { return }
            candidates.swapAt(index, last)
            index = last
        }
    }
}
