/// A segment as one index value sees it: with some of its documents removed since.
struct SegmentView: Sendable {
    let segment: Segment
    /// The documents that are left; `nil` while none is removed.
    private(set) var live: BitSet?
    private(set) var liveCount: Int
    /// The words of each field in the documents that are left, as the sum of `LengthNorm`s.
    private(set) var fieldTotals: [Int]
    /// The documents that are left and have words in a field, by field.
    private(set) var fieldDocumentCounts: [Int]
    /// Their sections that have words, by field.
    private(set) var fieldSectionCounts: [Int]

    init(_ segment: Segment) {
        self.segment = segment
        liveCount = segment.documents.count
        fieldTotals = Array(repeating: 0, count: segment.fieldCount)
        fieldDocumentCounts = fieldTotals
        fieldSectionCounts = fieldTotals
        for document in 0..<segment.documents.count { count(document, sign: 1) }
    }

    func isLive(_ document: Int) -> Bool { live?.contains(document) ?? true }

    /// The words of the documents that are left.
    var wordCount: Int { fieldTotals.reduce(0, +) }

    var hasRemoved: Bool { live != nil }

    /// The documents that are left.
    var liveDocuments: BitSet { live ?? BitSet(capacity: segment.documents.count, isFull: true) }

    func forEachLiveDocument(_ body: (Int) -> Void) { liveDocuments.forEach(body) }

    /// The number of the document of this id, if it is here and not removed.
    func liveDocument(of id: String) -> Int? {
        guard let document = segment.documents.number(of: id), isLive(document) else { return nil }
        return document
    }

    /// Removes the document of this id, if it is here.
    mutating func remove(id: String) {
        guard let document = liveDocument(of: id) else { return }
        var left = liveDocuments
        left.remove(document)
        live = left
        liveCount -= 1
        count(document, sign: -1)
    }

    /// The number of documents that have a term and are not removed.
    func documentCount(ofTerm rank: Int) -> Int {
        guard let live else { return segment.postings.documentCount(ofTerm: rank) }
        let fieldCount = UInt32(segment.fieldCount)
        var cursor = PostingsCursor(segment.postings.list(rank))
        defer { cursor.destroy() }
        var count = 0
        var last = UInt32.max
        while cursor.document != PostingsCursor.end {
            let document = cursor.document / fieldCount
            if document != last, live.contains(Int(document)) { count += 1 }
            last = document
            cursor.next()
        }
        return count
    }

    private mutating func count(_ document: Int, sign: Int) {
        for field in fieldTotals.indices {
            let text = segment.text(field, of: document)
            let lengths = segment.sectionLengths(ofText: text)
            guard segment.length(ofText: text) > 0 else { continue }
            fieldTotals[field] += sign * segment.length(ofText: text)
            fieldDocumentCounts[field] += sign
            fieldSectionCounts[field] += sign * lengths.count { $0 > 0 }
        }
    }
}
