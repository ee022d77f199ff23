/// The best documents with all of some terms.
///
/// The rarest term leads; the others gallop to its documents, the next rarer one first. Documents whose leading score and
/// the others' greatest cannot reach the results are passed over, and so are whole blocks of the leading term.
enum AllOfSearch {
    /// - Parameter terms: the rarest first.
    static func run(
        _ terms: UnsafeMutableBufferPointer<ScoredTerm>, norms: UnsafePointer<UInt8>,
        collector: inout TopDocumentCollector
    ) {
        var rest: UInt32 = 0
        for index in 1..<terms.count { rest &+= terms[index].maximum }
        LeadingTerm.forEachCandidate(of: 0, in: terms, rest: rest, norms: norms, &collector) {
            match($0, score: $1, rest: rest, terms, norms, &$2)
        }
    }

    /// Asks the other terms about a document; where one has gone past it, the leading term follows.
    private static func match(
        _ document: UInt32, score: UInt32, rest: UInt32, _ terms: UnsafeMutableBufferPointer<ScoredTerm>,
        _ norms: UnsafePointer<UInt8>, _ collector: inout TopDocumentCollector
    ) {
        var score = score
        var rest = rest
        for index in 1..<terms.count {
            // The bound of the block that may hold the document is known before the block is unpacked.
            let bound = terms[index].bound(at: document)
            guard score &+ rest &- terms[index].maximum &+ bound >= collector.threshold else { return }
            terms[index].cursor.advance(to: document)
            guard terms[index].cursor.document == document else {
                terms[0].cursor.advance(to: terms[index].cursor.document)
                return
            }
            rest &-= terms[index].maximum
            score &+= terms[index].score(norms: norms)
            guard score &+ rest >= collector.threshold else { return }
        }
        collector.offer(document, score: score)
    }
}
