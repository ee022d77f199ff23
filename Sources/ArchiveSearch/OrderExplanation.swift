public import TalkArchive

/// Why the talks of a search come in their order.
public struct OrderExplanation: Sendable {
    /// The search as it was understood, in the query language.
    public var query: String
    /// The bits of it that hold no word and no syntax.
    public var ignored: [String]
    /// What decides.
    public var rule: Rule
    /// What one occurrence of a word counts, part by part.
    public var weights: [PartWeight]
    /// How the score of each talk comes about.
    public var scores: [TalkKey: ScoreExplanation]

    /// What decides the order first.
    public enum Rule: String, Sendable {
        /// The greatest score, and between equals the newest.
        case score
        /// The newest, since that was asked for, or because there are no words to score.
        case date
    }

    /// What an occurrence counts in one part of a talk, if that is as long as in most talks.
    public struct PartWeight: Sendable, Hashable {
        public var part: TalkPart
        public var weight: Double
    }
}

/// A part of a talk in which words are found.
public enum TalkPart: String, Sendable, Hashable, CaseIterable {
    case title, speakers, tags
    /// The abstract or summary.
    case text
    case slides
    /// The addresses that slides lead to.
    case links
}

/// How the score of a talk comes about: the sum of the shares of the words, of their nearness and of the best slide.
public struct ScoreExplanation: Sendable, Hashable {
    /// What each word, phrase or prefix of the query gives, in the query's order. What the query joins by `OR` counts as
    /// one.
    public var words: [Word]
    /// What words give that stand near each other, in any part of the talk; zero where none do.
    public var nearness: Double
    /// What the slide gives where the words meet best; nil where the query is one word, or none stands on a slide.
    public var best: BestPlace?

    public var score: Double { words.reduce(0) { $0 + $1.score } + nearness + (best?.score ?? 0) }

    /// What a word gives.
    public struct Word: Sendable, Hashable {
        /// What is looked for; more than one where the query has `OR`.
        public var alternatives: [Alternative]
        /// Greater the fewer talks have it (the inverse document frequency).
        public var rarity: Double
        /// How much of the talk it is: the occurrences in all parts, weighed and saturated.
        public var presence: Double
        /// Rarity times presence.
        public var score: Double
        /// The parts of the talk where it stands.
        public var places: [Place]
    }

    /// One thing that was looked for.
    public struct Alternative: Sendable, Hashable {
        /// In the query language.
        public var term: String
        /// Words that count as it for being spelled almost alike.
        public var near: [String]
        /// How often it stands in the talk.
        public var count: Int
    }

    /// How a word stands in a part of the talk.
    public struct Place: Sendable, Hashable {
        public var part: TalkPart
        public var counts: Counts
        /// What one occurrence counts: the weight, more in a short text and less in a long one.
        public var occurrenceWeight: Double
        public var weight: Double
        /// Words of the part in this talk, and in most talks.
        public var length: Int
        public var meanLength: Double
    }

    /// How often a word stands somewhere, by how it stands there.
    public struct Counts: Sendable, Hashable {
        /// With its signs, exactly as it was asked for.
        public var exact: Int
        /// As a whole word, with any ending.
        public var whole: Int
        /// As a part of a longer name.
        public var part: Int
        /// Spelled almost alike.
        public var near: Int

        public var total: Int { exact + whole + part + near }
    }

    /// The slide, or other piece of the talk, where the words meet best.
    public struct BestPlace: Sendable, Hashable {
        public var part: TalkPart
        /// Counted from 1 within its part.
        public var number: Int
        /// Its score, of which the talk gets a share.
        public var ownScore: Double
        /// What of its own score is for words that stand near each other.
        public var nearness: Double
        public var score: Double
    }
}
