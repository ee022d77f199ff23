/// A search as it is asked: the reader's text, chosen facet values, and the part of the result wanted.
public struct SearchRequest: Sendable, Hashable {
    /// The order of hits.
    public enum Sort: String, Sendable, Hashable, CaseIterable {
        /// Best first; ties by newest, then by id.
        case relevance
        /// Greatest `sortKey` first; ties by score, then by id.
        case newest
    }

    /// How many of the query's words a document must have.
    public enum Requirement: String, Sendable, Hashable, CaseIterable {
        /// All; where no document has all, any. What readers of a search box expect.
        case allElseAny
        /// Any; documents with more and rarer ones come first. Suits long texts, such as questions.
        case any
    }

    /// The reader's text in the query language; any text is allowed.
    public var query: String
    /// Chosen values by facet name: a document must have one of the values of each facet named here. An empty set
    /// filters nothing.
    public var filters: [String: Set<String>]
    /// The greatest number of hits returned.
    public var limit: Int
    /// How many hits to pass over first.
    public var offset: Int
    /// The order of hits.
    public var sort: Sort
    /// How many of the words a document must have.
    public var requirement: Requirement
    /// The greatest number of ranked sections (slides) returned for each hit.
    public var sectionsPerDocument: Int
    /// Whether a word that the index does not have, or hardly, also finds words spelled almost alike.
    public var toleratesTypos: Bool

    /// A request; negative numbers count as zero.
    public init(
        query: String, filters: [String: Set<String>] = [:], limit: Int = 20, offset: Int = 0,
        sort: Sort = .relevance, requirement: Requirement = .allElseAny, sectionsPerDocument: Int = 3,
        toleratesTypos: Bool = true
    ) {
        self.query = query
        self.filters = filters
        self.limit = max(0, limit)
        self.offset = max(0, offset)
        self.sort = sort
        self.requirement = requirement
        self.sectionsPerDocument = max(0, sectionsPerDocument)
        self.toleratesTypos = toleratesTypos
    }
}
