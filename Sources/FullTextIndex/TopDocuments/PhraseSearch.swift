/// The best documents in which some terms stand one directly after the other.
struct PhraseSearch {
    private let terms: UnsafeMutableBufferPointer<ScoredTerm>
    private let norms: UnsafePointer<UInt8>
    /// The terms, the rarest first.
    private let order: [Int]
    /// Where the phrase may begin in a document.
    private var starts: [UInt32] = []
    private var places: [UInt32] = []

    init(terms: UnsafeMutableBufferPointer<ScoredTerm>, norms: UnsafePointer<UInt8>) {
        self.terms = terms
        self.norms = norms
        order = terms.indices.sorted {
            terms[$0].cursor.list.documentCount < terms[$1].cursor.list.documentCount
        }
    }

    mutating func run(_ collector: inout TopDocumentCollector) {
        let lead = order[0]
        let isLong = terms[lead].cursor.list.blockCount > 0
        while terms[lead].cursor.document != PostingsCursor.end {
            let block = terms[lead].cursor.block
            // A phrase stands no more often than its rarest term, so that this term's bounds hold for it.
            if isLong, terms[lead].bound(ofBlock: block) < collector.threshold {
                terms[lead].cursor.openBlock(block + 1)
                continue
            }
            let document = terms[lead].cursor.document
            if terms[lead].score(norms: norms) >= collector.threshold, meet(at: document) {
                let count = matches()
                if count > 0 {
                    collector.offer(document, score: terms[lead].weight.score(count, norm: norms[Int(document)]))
                }
            }
            if document == terms[lead].cursor.document { terms[lead].cursor.next() }
        }
    }

    /// Whether all terms are in the document; where one has gone past it, the leading term follows.
    private func meet(at document: UInt32) -> Bool {
        for index in order.dropFirst() {
            terms[index].cursor.advance(to: document)
            guard terms[index].cursor.document == document else {
                terms[order[0]].cursor.advance(to: terms[index].cursor.document)
                return false
            }
        }
        return true
    }

    /// How often the phrase stands in the document where all terms are.
    private mutating func matches() -> UInt32 {
        for (step, index) in order.enumerated() {
            read(index)
            let shift = UInt32(index)
            if step == 0 {
                starts.removeAll(keepingCapacity: true)
                for place in places where place >= shift { starts.append(place &- shift) }
            } else {
                keepStarts(shift)
            }
            if starts.isEmpty { return 0 }
        }
        return UInt32(starts.count)
    }

    private mutating func read(_ index: Int) {
        let range = terms[index].cursor.occurrences()
        let list = terms[index].cursor.list
        places.removeAll(keepingCapacity: true)
        places.append(contentsOf: repeatElement(0, count: range.count))
        places.withUnsafeMutableBufferPointer { places in
            guard let first = places.baseAddress else { return }
            list.readPositions(range, at: list.positions, into: first)
        }
    }

    /// Keeps the starts after which a term stands at its place.
    private mutating func keepStarts(_ shift: UInt32) {
        var kept = 0
        var place = 0
        for start in starts {
            while place < places.count, places[place] < start &+ shift { place += 1 }
            guard place < places.count else { break }
            if places[place] == start &+ shift {
                starts[kept] = start
                kept += 1
            }
        }
        starts.removeLast(starts.count - kept)
    }
}
