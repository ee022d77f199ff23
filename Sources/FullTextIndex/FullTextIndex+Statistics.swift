/// The size of an index.
public struct IndexStatistics: Sendable, Hashable {
    /// The documents that can be found.
    public var documentCount: Int
    /// Their sections that have words, over all fields.
    public var sectionCount: Int
    /// The words of their texts, repetitions included; of long texts rounded down by at most a ninth.
    public var wordCount: Int
    /// The distinct terms, counted for each segment.
    public var termCount: Int
    /// The segments.
    public var segmentCount: Int
    /// An estimate of the memory held, in bytes.
    public var approximateByteCount: Int
}

extension FullTextIndex {
    /// The size of the index.
    public var statistics: IndexStatistics {
        var statistics = IndexStatistics(
            documentCount: 0, sectionCount: 0, wordCount: 0, termCount: 0, segmentCount: segments.count,
            approximateByteCount: 0)
        for view in segments {
            statistics.documentCount += view.liveCount
            statistics.sectionCount += view.fieldSectionCounts.reduce(0, +)
            statistics.wordCount += view.fieldTotals.reduce(0, +)
            statistics.termCount += view.segment.terms.count
            statistics.approximateByteCount += view.segment.byteCount
        }
        return statistics
    }

    /// The number of documents that can be found.
    public var documentCount: Int { statisticsOfAll.documentCount }

    /// Whether a document of this id is in the index.
    public func contains(documentID: String) -> Bool {
        segments.contains { $0.liveDocument(of: documentID) != nil }
    }
}
