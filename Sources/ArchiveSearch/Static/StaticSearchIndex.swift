internal import FullTextIndex
public import TalkArchive

/// The search as data, for a program that has no Rockpool at hand: a script in a browser.
///
/// Talks are numbered, the newest first. For each term it holds in which talks it stands and what its occurrences there
/// weigh together by BM25F, field by field; the rest of the ranking (rarity, saturation, words near each other) is left
/// to the reader, since it depends on the query. The terms are our analyzer's, so that nothing is found or marked
/// otherwise than on the site; what a reader has to do by itself is to cut a query into words.
public struct StaticSearchIndex: Sendable {
    /// A field as the ranking knows it.
    public struct Field: Sendable, Encodable {
        public let name: String
        public let weight: Double
        public let lengthNormalization: Double
        /// In words, over the talks that have the field.
        public let meanLength: Double
    }

    /// A term and where it stands.
    public struct Entry: Sendable {
        /// All words with the term's stem, the term among them; empty for what has no stem.
        public let family: [String]
        public internal(set) var postings: [Posting]
    }

    /// A talk in which a term stands.
    public struct Posting: Sendable, Hashable {
        /// Its number.
        public let talk: Int
        /// A bit for each field.
        public internal(set) var fields: Int
        /// Weight of all its occurrences as a whole word.
        public internal(set) var whole: Double
        /// Weight of all its occurrences as a part of words joined by hyphens or slashes.
        public internal(set) var wordPart: Double
        /// Weight of all its occurrences as a part of an identifier, where inflections do not count.
        public internal(set) var identifierPart: Double

        init(talk: Int) {
            self.talk = talk
            (fields, whole, wordPart, identifierPart) = (0, 0, 0, 0)
        }
    }

    /// A talk's texts as they were indexed.
    public struct Texts: Sendable {
        public let talk: Talk
        public let summary: String
        /// One for each page of the deck.
        public let slides: [String]
    }

    public let fields: [Field]
    /// The mean length of slides that have words.
    public let meanSlideLength: Double
    /// What the ranking's formulas take, by name.
    public let constants: [(name: String, value: Double)] = {
        let constants = RankingConstants()
        return [
            ("k1", constants.k1), ("formBoost", constants.formBoost), ("typedShare", constants.typedShare),
            ("partWeight", constants.partWeight), ("sectionLengthShare", constants.sectionLengthShare),
            ("bestSectionShare", constants.bestSectionShare), ("nearnessShare", constants.nearnessShare),
            ("nearnessWindow", Double(constants.nearnessWindow)),
        ]
    }()
    /// By the term's text; beside words `edition:2022`, `tag:async` and `by:ada-low`, which filters look up.
    public let terms: [String: Entry]
    public let texts: [Texts]
}
