/// A document and its score in units of `TermWeight.scale`.
struct ScoredDocument: Sendable, Hashable {
    var document: UInt32
    var score: UInt32
}

/// The best documents so far: greatest score first, equal ones by the lesser number.
///
/// A heap whose root is the worst, so that most candidates are refused by one comparison.
struct TopDocumentCollector {
    let capacity: Int
    private var heap: [ScoredDocument] = []
    /// What a document must at least have to be taken: a lower bound that was known before, then the worst one's score.
    private(set) var threshold: UInt32
    private let live: BitSet?

    /// - Parameters:
    ///   - threshold: a score that at least `capacity` documents reach, of this segment or of others.
    ///   - live: the documents that may be taken; `nil` for all.
    init(capacity: Int, threshold: UInt32 = 0, live: BitSet? = nil) {
        self.capacity = max(1, capacity)
        self.threshold = threshold
        self.live = live
    }

    private static func isWorse(_ first: ScoredDocument, _ second: ScoredDocument) -> Bool {
        first.score == second.score ? first.document > second.document : first.score < second.score
    }

    @inline(__always)
    mutating func offer(_ document: UInt32, score: UInt32) {
        if score >= threshold { insert(ScoredDocument(document: document, score: score)) }
    }

    private mutating func insert(_ found: ScoredDocument) {
        if let live, !live.contains(Int(found.document)) { return }
        if heap.count < capacity {
            heap.append(found)
            siftUp(heap.count - 1)
        } else if Self.isWorse(heap[0], found) {
            heap[0] = found
            siftDown()
        }
        if heap.count == capacity { threshold = max(threshold, heap[0].score) }
    }

    private mutating func siftUp(_ start: Int) {
        var index = start
        while index > 0 {
            let parent = (index - 1) / 2
            guard Self.isWorse(heap[index], heap[parent]) else { return }
            heap.swapAt(index, parent)
            index = parent
        }
    }

    private mutating func siftDown() {
        var index = 0
        while true {
            var worst = index
            for child in [2 * index + 1, 2 * index + 2] where child < heap.count {
                if Self.isWorse(heap[child], heap[worst]) { worst = child }
            }
            guard worst != index else { return }
            heap.swapAt(index, worst)
            index = worst
        }
    }

    /// The documents, best first.
    consuming func finish() -> [ScoredDocument] {
        heap.sorted { Self.isWorse($1, $0) }
    }
}
