/// The best documents with one term.
enum TermSearch {
    static func run(_ term: inout ScoredTerm, norms: UnsafePointer<UInt8>, collector: inout TopDocumentCollector) {
        let blockCount = max(1, term.cursor.list.blockCount)
        let isLong = term.cursor.list.blockCount > 0
        for block in 0..<blockCount {
            if isLong {
                guard term.bound(ofBlock: block) >= collector.threshold else { continue }
                if block > 0 { term.cursor.openBlock(block) }
            }
            term.scoreBlock(norms: norms)
            for index in 0..<term.cursor.count where term.scores[index] >= collector.threshold {
                collector.offer(term.cursor.documents[index], score: term.scores[index])
            }
        }
    }
}
