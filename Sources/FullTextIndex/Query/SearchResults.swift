/// The answer to a `SearchRequest`: one page of hits and what is known about all of them.
public struct SearchResults: Sendable, Hashable {
    /// Whether the hits have all words of the query or only some.
    public enum Matching: String, Sendable, Hashable {
        /// Every hit has all words asked for.
        case all
        /// No document has all of them, so documents with any of them are shown. Phrases count as one word.
        case any
    }

    /// A word for which others were looked for too.
    public struct Approximation: Sendable, Hashable {
        /// The word as it was understood.
        public var typed: String
        /// Words of the index spelled almost alike, nearest first, then the most frequent.
        public var used: [String]

        /// An approximation.
        public init(typed: String, used: [String]) {
            self.typed = typed
            self.used = used
        }
    }

    /// The number of hits on all pages.
    public var totalCount: Int
    /// The hits of the page asked for.
    public var hits: [SearchHit]
    /// Whether hits have all words or any.
    public var matching: Matching
    /// For each facet of the schema its values with counts, greatest first. The counts are over all pages; a facet's
    /// own filter does not apply to its counts, the other facets' filters do. Chosen values are listed even at zero.
    public var facets: [String: [FacetCount]]
    /// How the query was understood.
    public var interpretation: QueryInterpretation
    /// The limits that cut the query short; empty for all but extreme queries.
    public var limitsReached: Set<QueryLimits.Limit>
    /// The words that the index does not have, or hardly, and what was looked for beside them, in the query's order.
    public var approximations: [Approximation]

    /// An answer.
    public init(
        totalCount: Int, hits: [SearchHit], matching: Matching, facets: [String: [FacetCount]],
        interpretation: QueryInterpretation, limitsReached: Set<QueryLimits.Limit>,
        approximations: [Approximation] = []
    ) {
        self.totalCount = totalCount
        self.hits = hits
        self.matching = matching
        self.facets = facets
        self.interpretation = interpretation
        self.limitsReached = limitsReached
        self.approximations = approximations
    }
}

/// One document that was found.
public struct SearchHit: Sendable, Hashable {
    /// The document's id.
    public var documentID: String
    /// The document's score; comparable within one result only.
    public var score: Double
    /// The best sections of the fields that rank their sections, best first: more distinct words of the query come
    /// before fewer, then the higher score, then the earlier section. Empty when only other fields matched.
    public var sections: [SectionHit]
    /// How many such sections matched in all.
    public var matchedSectionCount: Int
    /// The matches in all other fields (title, speakers ...), in schema and section order.
    public var marks: [SectionHit]

    /// A hit.
    public init(
        documentID: String, score: Double, sections: [SectionHit], matchedSectionCount: Int, marks: [SectionHit]
    ) {
        self.documentID = documentID
        self.score = score
        self.sections = sections
        self.matchedSectionCount = matchedSectionCount
        self.marks = marks
    }
}

/// One section (a slide, a title) in which words of the query were found.
public struct SectionHit: Sendable, Hashable {
    /// The field's name.
    public var field: String
    /// The section's position in its field, from zero.
    public var section: Int
    /// The section's score; comparable within one hit only.
    public var score: Double
    /// How many distinct words or phrases of the query stand in this section.
    public var matchedTermCount: Int
    /// The words that matched, ascending, as indices into the words of the section's text (`Analyzer.words(in:)`).
    public var wordIndices: [Int]

    /// A section's match.
    public init(field: String, section: Int, score: Double, matchedTermCount: Int, wordIndices: [Int]) {
        self.field = field
        self.section = section
        self.score = score
        self.matchedTermCount = matchedTermCount
        self.wordIndices = wordIndices
    }
}

/// A facet's value and how many hits have it.
public struct FacetCount: Sendable, Hashable {
    /// The value.
    public var value: String
    /// The number of hits that have it, or would if the facet's own filter were lifted.
    public var count: Int

    /// A count.
    public init(value: String, count: Int) {
        self.value = value
        self.count = count
    }
}
