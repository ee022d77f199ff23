internal import FullTextIndex
public import TalkArchive

/// The answer to a search: talks, best first, each with its best slides.
public struct TalkSearchResults: Sendable {
    /// Talks on all pages.
    public var totalCount: Int
    /// The talks of the page asked for.
    public var hits: [TalkHit]
    /// Whether every talk has all words of the query, or, when there is no such talk, only some.
    public var matching: Matching
    public var editions: [Facet<EditionID>]
    public var speakers: [Facet<SpeakerSlug>]
    public var tags: [Facet<Tag>]
    /// What was perhaps meant: the same query with words of the archive.
    public var suggestion: String?
    /// Words that no talk has, or hardly any, with those that were searched beside them.
    public var nearWords: [NearWords]
    /// What was left out because the query was too long or too wide, in words for its author; mostly empty.
    public var notices: [String]
    var interpretation: QueryInterpretation

    /// The search as it was understood, in the query language.
    public var understood: String { TalkSearch.readersQuery(interpretation.tree).description }

    /// The bits of it that hold no word and no syntax.
    public var ignored: [String] { interpretation.ignored }

    /// The suggestion, unless a near word leads to the same search.
    public var newSuggestion: String? {
        nearWords.contains { $0.used.contains { $0.query == suggestion } } ? nil : suggestion
    }

    /// How much of the query the talks found have.
    public enum Matching: String, Sendable {
        /// Every talk has all words.
        case all
        /// No talk has all words; these have some of them.
        case any
    }

    /// A value to narrow the search by.
    public struct Facet<Value: Sendable & Hashable>: Sendable, Hashable {
        public var value: Value
        /// As people write it.
        public var label: String
        /// Talks that have it among all that match.
        public var count: Int
        /// The search is narrowed to it now.
        public var isChosen: Bool
    }
}

/// A talk that was found, with what matched in it.
public struct TalkHit: Sendable {
    public var talk: Talk
    /// Comparable within one result only.
    public var score: Double
    /// The title, with the words that matched marked.
    public var title: MarkedText
    /// Each speaker's name, marked likewise.
    public var speakers: [MarkedText]
    /// The part of the abstract or summary that matched best; its beginning when nothing in it did.
    public var text: MarkedText
    /// The best slides, best first.
    public var slides: [SlideHit]
    /// How many slides matched in all.
    public var matchedSlideCount: Int
}

/// A slide that was found.
public struct SlideHit: Sendable {
    /// Counted from 1.
    public var number: Int
    /// The part of its text that matched.
    public var snippet: MarkedText
}
