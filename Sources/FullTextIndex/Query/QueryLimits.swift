/// The bounds that keep every query cheap. What lies beyond a bound is left out, and the result says so.
public struct QueryLimits: Sendable, Hashable {
    /// A bound that a query ran into.
    public enum Limit: String, Sendable, Hashable, CaseIterable {
        /// Text beyond `queryByteCount` was not read.
        case queryLength
        /// Words beyond `termCount` were left out.
        case termCount
        /// Words of a phrase beyond `phraseWordCount` were left out.
        case phraseLength
        /// Parentheses deeper than `nestingDepth` were passed over.
        case nestingDepth
        /// A prefix stood for more words than `expansionsPerPrefix`; the most frequent ones were taken.
        case prefixExpansions
        /// Unknown words beyond `approximatedWordCount` were looked for only as typed.
        case approximatedWords
        /// The search came to `postingCount`: it looked only at the newest documents, and for words only as typed.
        case postings
    }

    /// How much of the query's text is read, in UTF-8 bytes.
    public var queryByteCount: Int
    /// How many words, phrases and prefixes a query may have, excluded ones included; and how many conditions such as
    /// `tag:driver` and `has:slides`. At most 64.
    public var termCount: Int
    /// How many words a phrase may have.
    public var phraseWordCount: Int
    /// How deep parentheses may stand in parentheses; at most 64. What stands deeper is read as if without them.
    public var nestingDepth: Int
    /// For how many words of a segment's dictionary a prefix may stand. Many prefixes of one query share four times as
    /// many.
    public var expansionsPerPrefix: Int
    /// For how many words of a query others are looked for that are spelled almost alike.
    public var approximatedWordCount: Int
    /// How many words spelled almost alike may count as one word of the query.
    public var approximationsPerWord: Int
    /// How many postings a search may read, that is documents with one of its words, and how many positions of words for
    /// its phrases and identifiers of several parts. A search that would need more looks only at the newest documents.
    public var postingCount: Int

    /// The bounds; the default suits a reader's search box.
    public init(
        queryByteCount: Int = 4096, termCount: Int = 32, phraseWordCount: Int = 32, nestingDepth: Int = 16,
        expansionsPerPrefix: Int = 256, approximatedWordCount: Int = 8, approximationsPerWord: Int = 16,
        postingCount: Int = 1_500_000
    ) {
        self.queryByteCount = max(0, queryByteCount)
        self.termCount = min(64, max(1, termCount))
        self.phraseWordCount = max(1, phraseWordCount)
        self.nestingDepth = min(64, max(0, nestingDepth))
        self.expansionsPerPrefix = max(1, expansionsPerPrefix)
        self.approximatedWordCount = max(0, approximatedWordCount)
        self.approximationsPerWord = max(0, approximationsPerWord)
        self.postingCount = max(0, postingCount)
    }

    /// The words for each of so many prefixes.
    func expansionsPerPrefix(of prefixCount: Int) -> Int {
        prefixCount > 4 ? max(1, expansionsPerPrefix / prefixCount * 4) : expansionsPerPrefix
    }
}
