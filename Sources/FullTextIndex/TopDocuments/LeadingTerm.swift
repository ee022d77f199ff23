/// A search that asks the documents of one term whether they have the others too.
enum LeadingTerm {
    /// Calls the closure with each document of a term whose score there and a rest can reach the results. Blocks that
    /// cannot are not unpacked.
    ///
    /// The closure may move the term's cursor forward; where it does not, the next document follows.
    /// - Parameters:
    ///   - lead: the index of the term.
    ///   - rest: a score that the other terms do not exceed together.
    @inline(__always)
    static func forEachCandidate(
        of lead: Int, in terms: UnsafeMutableBufferPointer<ScoredTerm>, rest: UInt32, norms: UnsafePointer<UInt8>,
        _ collector: inout TopDocumentCollector,
        _ body: (_ document: UInt32, _ score: UInt32, _ collector: inout TopDocumentCollector) -> Void
    ) {
        let isLong = terms[lead].cursor.list.blockCount > 0
        while terms[lead].cursor.document != PostingsCursor.end {
            let block = terms[lead].cursor.block
            if isLong, terms[lead].bound(ofBlock: block) &+ rest < collector.threshold {
                terms[lead].cursor.openBlock(block + 1)
                continue
            }
            terms[lead].scoreBlock(norms: norms)
            let scores = terms[lead].scores
            while terms[lead].cursor.block == block, terms[lead].cursor.document != PostingsCursor.end {
                let score = scores[terms[lead].cursor.index]
                let document = terms[lead].cursor.document
                if score &+ rest >= collector.threshold { body(document, score, &collector) }
                if document == terms[lead].cursor.document { terms[lead].cursor.next() }
            }
        }
    }
}
