/// A segment as one index value sees it: with some of its documents removed since.
struct SegmentView: Sendable {
    let segment: Segment
    /// A bit for each document, set for removed ones; empty while there are none.
    private var removed: [UInt64] = []
    private(set) var liveCount: Int
    /// The words of each field in the documents that are left.
    private(set) var fieldTotals: [Int]
    /// The documents that are left and have words in a field, by field.
    private(set) var fieldDocumentCounts: [Int]
    /// Their sections that have words, by field.
    private(set) var fieldSectionCounts: [Int]

    init(_ segment: Segment) {
        self.segment = segment
        liveCount = segment.documents.count
        fieldTotals = Array(repeating: 0, count: segment.documents.fieldCount)
        fieldDocumentCounts = fieldTotals
        fieldSectionCounts = fieldTotals
        for document in 0..<segment.documents.count { count(document, sign: 1) }
    }

    func isLive(_ document: Int) -> Bool {
        removed.isEmpty || removed[document >> 6] & (1 << UInt64(document & 63)) == 0
    }

    var hasRemoved: Bool { liveCount < segment.documents.count }

    var liveDocuments: some Sequence<Int> {
        (0..<segment.documents.count).lazy.filter { isLive($0) }
    }

    /// The number of the document of this id, if it is here and not removed.
    func liveDocument(of id: String) -> Int? {
        guard let document = segment.documents.number(of: id), isLive(document) else { return nil }
        return document
    }

    /// Removes the document of this id, if it is here.
    mutating func remove(id: String) {
        guard let document = liveDocument(of: id) else { return }
        if removed.isEmpty { removed = Array(repeating: 0, count: (segment.documents.count + 63) / 64) }
        removed[document >> 6] |= 1 << UInt64(document & 63)
        liveCount -= 1
        count(document, sign: -1)
    }

    private mutating func count(_ document: Int, sign: Int) {
        for field in fieldTotals.indices {
            let length = Int(segment.documents.length(of: document, field: field))
            fieldTotals[field] += sign * length
            if length > 0 { fieldDocumentCounts[field] += sign }
        }
        for section in segment.documents.sections(of: document) where segment.sections.lengths[section] > 0 {
            fieldSectionCounts[Int(segment.sections.fields[section])] += sign
        }
    }
}
