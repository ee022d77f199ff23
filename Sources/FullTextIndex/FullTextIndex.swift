/// An index over documents of several text fields, as an unchanging value.
///
/// Documents are added, replaced and removed by making the next value with `applying(_:)`; it shares all that has not
/// changed with the one before, which stays as it is for those who still read it. Reading takes no lock and may be done
/// from any number of threads.
///
/// An index is made of segments, each the documents of one or more changes. A change makes one new segment and marks
/// replaced and removed documents in the others; small segments are joined at once. Joining larger ones takes time and is
/// left to the owner (`pendingMerge`), so that a change costs what it changes and not what there is.
public struct FullTextIndex: Sendable {
    /// The fields and facets of the documents.
    public let schema: IndexSchema
    /// The one path by which texts and queries are cut into words.
    public let analyzer: Analyzer
    /// The bounds on queries.
    public let limits: QueryLimits
    var segments: [SegmentView] = [] {
        didSet { statisticsOfAll = CollectionStatistics(segments, schema: schema) }
    }
    private(set) var statisticsOfAll: CollectionStatistics
    var mergePolicy = MergePolicy()

    /// An empty index.
    public init(schema: IndexSchema, options: AnalyzerOptions = AnalyzerOptions(), limits: QueryLimits = QueryLimits())
    {
        self.schema = schema
        self.analyzer = Analyzer(options: options)
        self.limits = limits
        statisticsOfAll = CollectionStatistics([], schema: schema)
    }

    /// The index after these changes, in their order: of several changes to one document the last counts.
    ///
    /// Costs the analysis of the documents given. One call with a whole archive is cheaper than one for each document.
    public func applying(_ changes: [IndexChange]) -> FullTextIndex {
        guard !changes.isEmpty else { return self }
        var segments = segments
        // By bytes: two spellings of an accented letter are two ids.
        let ids = changes.map { Array($0.documentID.utf8) }
        var last: [[UInt8]: Int] = [:]
        for (index, change) in changes.enumerated() {
            last[ids[index]] = index
            for segment in segments.indices { segments[segment].remove(id: change.documentID) }
        }
        let documents = changes.enumerated().compactMap { index, change -> IndexDocument? in
            guard case .put(let document) = change, last[ids[index]] == index else { return nil }
            return document
        }
        if !documents.isEmpty {
            let segment = SegmentBuilder.segment(of: documents, schema: schema, analyzer: analyzer)
            segments.append(SegmentView(segment))
        }
        joinSmall(&segments)
        var next = self
        next.segments = segments
        return next
    }
}
