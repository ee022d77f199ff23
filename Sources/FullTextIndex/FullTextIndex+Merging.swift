/// How segments are joined.
///
/// Each segment is to be more than twice the size of the one after it, so that there are never more than a handful and
/// each document is copied a logarithmic number of times (the logarithmic merging of Buettcher, Clarke and Cormack,
/// *Information Retrieval*, 2010, section 7.2).
struct MergePolicy: Sendable {
    /// Segments whose joined texts have no more words are joined with the change that makes them: about a millisecond's
    /// work.
    var wordsJoinedAtOnce = 8192
    /// With more segments a change joins them itself, for owners that never run a merge.
    var segmentLimit = 40

    /// The last segments side by side that are too much alike in size, and have no more words together than the limit.
    static func segmentsToJoin(_ views: [SegmentView], wordLimit: Int = .max) -> Range<Int>? {
        for last in views.indices.dropFirst().reversed() {
            var start = last
            var size = views[last].wordCount
            while start > 0, views[start - 1].wordCount <= 2 * size, size + views[start - 1].wordCount <= wordLimit {
                start -= 1
                size += views[start].wordCount
            }
            if start < last { return start..<last + 1 }
        }
        return nil
    }

    /// A segment of which more than half is removed.
    static func isMostlyRemoved(_ view: SegmentView) -> Bool {
        view.liveCount * 2 < view.segment.documents.count
    }
}

/// Work that makes an index smaller and faster without changing any result. It may be run on any thread while the index
/// is read and even changed.
public struct PendingMerge: Sendable {
    fileprivate let views: [SegmentView]
    fileprivate let schema: IndexSchema
    fileprivate let analyzer: Analyzer

    /// Joins the segments, which takes about a second for a hundred megabytes of text.
    public func run() -> FinishedMerge {
        FinishedMerge(
            sources: views, joined: SegmentMerger(views, schema: schema, analyzer: analyzer).merged())
    }
}

/// Joined segments, for `FullTextIndex.adopting(_:)`.
public struct FinishedMerge: Sendable {
    fileprivate let sources: [SegmentView]
    fileprivate let joined: Segment
}

extension FullTextIndex {
    /// The next segments that are worth joining; `nil` where there are none.
    ///
    /// The owner runs it in the background, hands the result to `adopting(_:)` of the index of then, and asks again.
    public var pendingMerge: PendingMerge? {
        let chosen: [SegmentView]
        if let range = MergePolicy.segmentsToJoin(segments) {
            chosen = Array(segments[range])
        } else if let view = segments.first(where: MergePolicy.isMostlyRemoved) {
            chosen = [view]
        } else {
            return nil
        }
        return PendingMerge(views: chosen, schema: schema, analyzer: analyzer)
    }

    /// The index with joined segments in place of those that they were made of; itself where one of these is gone
    /// already. What was changed since the merge began stays changed.
    public func adopting(_ merge: FinishedMerge) -> FullTextIndex {
        let places = merge.sources.map { source in segments.firstIndex { $0.segment === source.segment } }
        let known = places.compactMap { $0 }
        guard known.count == places.count, let first = known.min() else { return self }
        var joined = SegmentView(merge.joined)
        for (source, place) in zip(merge.sources, known) {
            // Documents that were removed while the merge ran.
            source.forEachLiveDocument { document in
                if !segments[place].isLive(document) {
                    joined.remove(id: source.segment.documents.id(of: document))
                }
            }
        }
        var next = self
        next.segments = segments.enumerated().compactMap { index, view in
            let view = index == first ? joined : known.contains(index) ? nil : view
            return view?.liveCount == 0 ? nil : view
        }
        return next
    }

    /// Joins what is joined in no time, and more only where there are too many segments.
    func joinSmall(_ segments: inout [SegmentView]) {
        segments.removeAll { $0.liveCount == 0 }
        let isCrowded = segments.count > mergePolicy.segmentLimit
        let wordLimit = isCrowded ? Int.max : mergePolicy.wordsJoinedAtOnce
        if let range = MergePolicy.segmentsToJoin(segments, wordLimit: wordLimit) { join(range, of: &segments) }
        for index in segments.indices
        where MergePolicy.isMostlyRemoved(segments[index]) && segments[index].wordCount <= wordLimit {
            join(index..<index + 1, of: &segments)
        }
    }

    private func join(_ range: Range<Int>, of segments: inout [SegmentView]) {
        let merger = SegmentMerger(Array(segments[range]), schema: schema, analyzer: analyzer)
        segments.replaceSubrange(range, with: [SegmentView(merger.merged())])
    }
}
