/// A document and its score in units of `TermWeight.scale`.
struct ScoredDocument: Sendable, Hashable, Comparable {
    var document: UInt32
    var score: UInt32

    /// The greater score is better, of equal ones the lesser number.
    @inline(__always)
    static func < (first: ScoredDocument, second: ScoredDocument) -> Bool {
        first.score == second.score ? first.document > second.document : first.score < second.score
    }
}

/// The best documents so far.
struct TopDocumentCollector {
    private var best: BestOf<ScoredDocument>
    /// What a document must at least have to be taken: a lower bound that was known before, then the worst one's score.
    private(set) var threshold: UInt32
    private let live: BitSet?

    /// - Parameters:
    ///   - threshold: a score that at least `capacity` documents reach, of this segment or of others.
    ///   - live: the documents that may be taken; `nil` for all.
    init(capacity: Int, threshold: UInt32 = 0, live: BitSet? = nil) {
        best = BestOf(capacity: capacity)
        self.threshold = threshold
        self.live = live
    }

    @inline(__always)
    mutating func offer(_ document: UInt32, score: UInt32) {
        if score >= threshold { insert(ScoredDocument(document: document, score: score)) }
    }

    private mutating func insert(_ found: ScoredDocument) {
        if let live, !live.contains(Int(found.document)) { return }
        best.offer(found)
        if best.isFull, let least = best.least { threshold = max(threshold, least.score) }
    }

    /// The documents, best first.
    consuming func finish() -> [ScoredDocument] { best.elements.sorted(by: >) }
}
