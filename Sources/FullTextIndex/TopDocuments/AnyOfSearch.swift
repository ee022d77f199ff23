/// The best documents with any of some terms, window by window of documents.
///
/// MaxScore (Turtle and Flood, "Query evaluation: strategies and optimizations", 1995) with the bounds of blocks: in each
/// window the terms that together cannot lift a document into the results are only asked about documents that the others
/// have found; a window that no document of can be a result is not unpacked at all.
struct AnyOfSearch {
    /// Documents in a window: small enough that bounds are those of few blocks and the sums stay in the nearest cache.
    private static let windowCount = 2048

    private let terms: UnsafeMutableBufferPointer<ScoredTerm>
    private let norms: UnsafePointer<UInt8>
    private let documentCount: Int
    private let sums: UnsafeMutablePointer<UInt32>
    /// A bit for each document of the window that has a sum.
    private let found: UnsafeMutablePointer<UInt64>
    /// The terms, the least bound of the window first, and the sums of the bounds up to each.
    private var order: [Int]
    private var bounds: [UInt32]
    private var boundSums: [UInt32]

    init(terms: UnsafeMutableBufferPointer<ScoredTerm>, norms: UnsafePointer<UInt8>, documentCount: Int) {
        self.terms = terms
        self.norms = norms
        self.documentCount = documentCount
        sums = .allocate(capacity: Self.windowCount)
        sums.initialize(repeating: 0, count: Self.windowCount)
        found = .allocate(capacity: Self.windowCount / 64)
        found.initialize(repeating: 0, count: Self.windowCount / 64)
        order = Array(0..<terms.count)
        bounds = Array(repeating: 0, count: terms.count)
        boundSums = bounds
    }

    func destroy() {
        sums.deallocate()
        found.deallocate()
    }

    mutating func run(_ collector: inout TopDocumentCollector) {
        var start = 0
        while start < documentCount {
            let end = min(documentCount, start + Self.windowCount)
            search(UInt32(start)..<UInt32(end), &collector)
            start = end
        }
    }

    private mutating func search(_ window: Range<UInt32>, _ collector: inout TopDocumentCollector) {
        for index in 0..<terms.count { bounds[index] = terms[index].bound(in: window) }
        sortByBound()
        var total: UInt32 = 0
        var optionalCount = 0
        for (rank, index) in order.enumerated() {
            total &+= bounds[index]
            boundSums[rank] = total
            if total < collector.threshold { optionalCount = rank + 1 }
        }
        guard optionalCount < terms.count, total > 0 else { return }
        if optionalCount == terms.count - 1 {
            searchOne(order[optionalCount], window, optionalCount, &collector)
        } else {
            for rank in optionalCount..<terms.count { addUp(order[rank], window) }
            collect(window, optionalCount, &collector)
        }
    }

    /// Few terms, nearly in order since the last window.
    private mutating func sortByBound() {
        for index in 1..<order.count {
            let moved = order[index]
            var place = index
            while place > 0, bounds[order[place - 1]] > bounds[moved] {
                order[place] = order[place - 1]
                place -= 1
            }
            order[place] = moved
        }
    }

    /// A single term decides; no sums are needed.
    private mutating func searchOne(
        _ index: Int, _ window: Range<UInt32>, _ optionalCount: Int, _ collector: inout TopDocumentCollector
    ) {
        let rest = optionalCount > 0 ? boundSums[optionalCount - 1] : 0
        forEachBlock(of: index, in: window) { cursor, scores, range in
            for place in range where scores[place] &+ rest >= collector.threshold {
                complete(cursor.documents[place], score: scores[place], optionalCount, &collector)
            }
        }
    }

    private func addUp(_ index: Int, _ window: Range<UInt32>) {
        forEachBlock(of: index, in: window) { cursor, scores, range in
            for place in range {
                let offset = Int(cursor.documents[place] &- window.lowerBound)
                sums[offset] &+= scores[place]
                found[offset >> 6] |= 1 &<< UInt64(offset & 63)
            }
        }
    }

    /// Hands over the scored documents of a term that are in the window, block by block, and goes past them.
    @inline(__always)
    private func forEachBlock(
        of index: Int, in window: Range<UInt32>,
        _ body: (_ cursor: PostingsCursor, _ scores: UnsafeMutablePointer<UInt32>, _ places: Range<Int>) -> Void
    ) {
        terms[index].cursor.advance(to: window.lowerBound)
        while terms[index].cursor.document < window.upperBound {
            terms[index].scoreBlock(norms: norms)
            let cursor = terms[index].cursor
            var end = cursor.count
            // Most blocks end within the window.
            if cursor.documents[end &- 1] >= window.upperBound {
                end = cursor.index &+ 1
                while cursor.documents[end] < window.upperBound { end &+= 1 }
            }
            body(cursor, terms[index].scores, cursor.index..<end)
            if end < cursor.count {
                terms[index].cursor.advance(to: cursor.documents[end])
            } else {
                terms[index].cursor.openBlock(cursor.block &+ 1)
            }
        }
    }

    private mutating func collect(
        _ window: Range<UInt32>, _ optionalCount: Int, _ collector: inout TopDocumentCollector
    ) {
        let rest = optionalCount > 0 ? boundSums[optionalCount - 1] : 0
        for word in 0..<Self.windowCount / 64 {
            var bits = found[word]
            found[word] = 0
            while bits != 0 {
                let offset = word &* 64 &+ bits.trailingZeroBitCount
                bits &= bits &- 1
                let sum = sums[offset]
                sums[offset] = 0
                guard sum &+ rest >= collector.threshold else { continue }
                complete(window.lowerBound &+ UInt32(offset), score: sum, optionalCount, &collector)
            }
        }
    }

    /// Adds what the optional terms are worth in a document, the strongest first, as long as it may become a result.
    private func complete(
        _ document: UInt32, score: UInt32, _ optionalCount: Int, _ collector: inout TopDocumentCollector
    ) {
        var score = score
        var rank = optionalCount
        while rank > 0 {
            guard score &+ boundSums[rank &- 1] >= collector.threshold else { return }
            rank &-= 1
            let index = order[rank]
            terms[index].cursor.advance(to: document)
            if terms[index].cursor.document == document { score &+= terms[index].score(norms: norms) }
        }
        collector.offer(document, score: score)
    }
}
