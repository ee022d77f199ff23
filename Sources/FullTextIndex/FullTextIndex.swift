/// An index over documents of several text fields, as an unchanging value.
///
/// Documents are added, replaced and removed by making the next value with `applying(_:)`; it shares all that has not
/// changed with the one before, which stays as it is for those who still read it. Reading takes no lock and may be done
/// from any number of threads.
///
/// An index is made of segments, each the documents of one or more changes. A change makes one new segment, marks
/// replaced and removed documents in the others, and joins segments of like size, so that there are never more than a
/// handful and each document is copied a logarithmic number of times.
public struct FullTextIndex: Sendable {
    /// The fields and facets of the documents.
    public let schema: IndexSchema
    /// The one path by which texts and queries are cut into words.
    public let analyzer: Analyzer
    /// The bounds on queries.
    public let limits: QueryLimits
    var segments: [SegmentView] = []

    /// An empty index.
    public init(schema: IndexSchema, options: AnalyzerOptions = AnalyzerOptions(), limits: QueryLimits = QueryLimits())
    {
        self.schema = schema
        self.analyzer = Analyzer(options: options)
        self.limits = limits
    }

    /// The index after these changes, in their order: of several changes to one document the last counts.
    ///
    /// Costs the analysis of the documents given and a share of joining segments. One call with a whole archive is
    /// cheaper than one for each document.
    public func applying(_ changes: [IndexChange]) -> FullTextIndex {
        guard !changes.isEmpty else { return self }
        var next = self
        // By bytes: two spellings of an accented letter are two ids.
        let ids = changes.map { Array($0.documentID.utf8) }
        var last: [[UInt8]: Int] = [:]
        for (index, change) in changes.enumerated() {
            last[ids[index]] = index
            for segment in next.segments.indices { next.segments[segment].remove(id: change.documentID) }
        }
        let documents = changes.enumerated().compactMap { index, change -> IndexDocument? in
            guard case .put(let document) = change, last[ids[index]] == index else { return nil }
            return document
        }
        if !documents.isEmpty {
            let segment = SegmentBuilder.segment(of: documents, schema: schema, analyzer: analyzer)
            next.segments.append(SegmentView(segment))
        }
        next.compact()
        return next
    }

    /// Joins segments until each is more than twice the size of the one after it, and rewrites those of which more than
    /// half is removed.
    private mutating func compact() {
        segments.removeAll { $0.liveCount == 0 }
        for index in segments.indices where segments[index].liveCount * 2 < segments[index].segment.documents.count {
            segments[index] = joined(segments[index...index])
        }
        var start = segments.count - 1
        var size = segments.last?.liveCount ?? 0
        while start > 0, segments[start - 1].liveCount <= 2 * size {
            start -= 1
            size += segments[start].liveCount
        }
        guard start >= 0, start < segments.count - 1 else { return }
        segments.replaceSubrange(start..., with: [joined(segments[start...])])
    }

    private func joined(_ views: ArraySlice<SegmentView>) -> SegmentView {
        SegmentView(SegmentMerger(Array(views), schema: schema, analyzer: analyzer).merged())
    }
}
