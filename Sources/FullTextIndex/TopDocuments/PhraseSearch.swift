/// The best documents in which some terms stand one directly after the other.
struct PhraseSearch {
    private let terms: UnsafeMutableBufferPointer<ScoredTerm>
    private let norms: UnsafePointer<UInt8>
    /// The terms, the rarest first.
    private let order: [Int]
    /// Where each term's positions begin, and a reader of those in the current document.
    private let positions: [UnsafeRawPointer]
    private let readers: UnsafeMutablePointer<PositionReader>

    init(terms: UnsafeMutableBufferPointer<ScoredTerm>, norms: UnsafePointer<UInt8>) {
        self.terms = terms
        self.norms = norms
        order = terms.indices.sorted {
            terms[$0].cursor.list.documentCount < terms[$1].cursor.list.documentCount
        }
        positions = terms.map(\.cursor.list.positions)
        // Trivial values; those of a document are written before they are read.
        readers = .allocate(capacity: terms.count)
    }

    func destroy() { readers.deallocate() }

    func run(_ collector: inout TopDocumentCollector) {
        // A phrase stands no more often than its rarest term, so that this term's bounds hold for it.
        LeadingTerm.forEachCandidate(of: order[0], in: terms, rest: 0, norms: norms, &collector) {
            document, _, collector in
            if meet(at: document, threshold: collector.threshold) { offer(document, &collector) }
        }
    }

    private func offer(_ document: UInt32, _ collector: inout TopDocumentCollector) {
        let count = matches()
        guard count > 0 else { return }
        collector.offer(document, score: terms[0].weight.score(count, norm: norms[Int(document)]))
    }

    /// Whether all terms are in the document, and often enough for a result; where one has gone past it, the leading term
    /// follows.
    private func meet(at document: UInt32, threshold: UInt32) -> Bool {
        for index in order.dropFirst() {
            guard terms[index].bound(at: document) >= threshold else { return false }
            terms[index].cursor.advance(to: document)
            guard terms[index].cursor.document == document else {
                terms[order[0]].cursor.advance(to: terms[index].cursor.document)
                return false
            }
            guard terms[index].score(norms: norms) >= threshold else { return false }
        }
        return true
    }

    /// How often the phrase stands in the document where all terms are.
    private func matches() -> UInt32 {
        for index in 0..<terms.count {
            let occurrences = terms[index].cursor.occurrences()
            readers[index] = PositionReader(occurrences, in: terms[index].cursor.list, at: positions[index])
        }
        var count: UInt32 = 0
        var start: UInt32 = 0
        while let found = phrase(from: start) {
            count += 1
            start = found + 1
        }
        return count
    }

    /// The first place, from the given one on, where the phrase begins.
    private func phrase(from start: UInt32) -> UInt32? {
        var start = start
        var rank = 0
        while rank < order.count {
            let index = order[rank]
            readers[index].advance(to: start &+ UInt32(index))
            let position = readers[index].position
            guard position != PositionReader.end else { return nil }
            if position == start &+ UInt32(index) {
                rank &+= 1
            } else {
                // The phrase cannot begin before; the others are asked again.
                start = position &- UInt32(index)
                rank = rank == 0 ? 1 : 0
            }
        }
        return start
    }
}
