internal import FullTextIndex

/// Work that makes a search smaller and faster and changes no answer. It may run on any thread, while the search is used
/// and even updated.
public struct SearchMerge: Sendable {
    fileprivate let pending: PendingMerge

    public func run() -> Finished {
        Finished(merge: pending.run())
    }

    /// What it made, for `TalkSearch.adopting(_:)`.
    public struct Finished: Sendable {
        fileprivate let merge: FinishedMerge
    }
}

extension TalkSearch {
    /// The next merge that is worth its work; nil when there is none. Each update may leave some.
    public var pendingMerge: SearchMerge? { index.pendingMerge.map(SearchMerge.init) }

    /// The search with what a merge made; itself where updates since have undone the merge's ground.
    public func adopting(_ finished: SearchMerge.Finished) -> TalkSearch {
        TalkSearch(self, index: index.adopting(finished.merge))
    }
}
