internal import FullTextIndex

/// A search that goes on from what was typed.
public struct CompletedSearch: Sendable, Hashable {
    /// The whole query.
    public var query: String
    /// Talks that have the completed word; nil for a query in another spelling.
    public var talkCount: Int?
}

extension TalkSearch {
    /// What was typed with its last word completed, the words of most talks first; if there are none, what was perhaps
    /// meant.
    public func completions(of typed: String, limit: Int) -> [CompletedSearch] {
        guard limit > 0, let word = index.analyzer.words(in: typed).last, word.upperBound == typed.endIndex else {
            return []
        }
        let start = typed[..<word.lowerBound]
        let completions = index.completions(of: typed, limit: limit).map {
            CompletedSearch(query: start + $0.term, talkCount: $0.count)
        }
        guard completions.isEmpty, let meant = index.spellingSuggestion(for: typed) else { return completions }
        return [CompletedSearch(query: meant.query)]
    }
}
