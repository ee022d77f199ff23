import ArchiveSearch

/// Why talks come in their order, for a program.
struct OrderReport: Encodable {
    /// The search as it was understood.
    let query: String
    /// What of it holds no word and no syntax.
    let ignored: [String]
    /// `score` or `date`.
    let orderedBy: String
    /// What one occurrence counts in each part of a talk.
    let weights: [String: Double]

    init(_ explanation: OrderExplanation) {
        query = explanation.query
        ignored = explanation.ignored
        orderedBy = explanation.rule.rawValue
        weights = Dictionary(
            explanation.weights.map { ($0.part.rawValue, $0.weight) }, uniquingKeysWith: { first, _ in first })
    }
}

/// How a talk's score comes about: `share` of all words and of the best place, and `nearness`, together.
struct ScoreReport: Encodable {
    let words: [Word]
    /// The share of words that stand near each other, in any part of the talk.
    let nearness: Double
    let best: BestPlace?

    struct Word: Encodable {
        let alternatives: [Alternative]
        /// `rarity` times `presence` is `share`.
        let rarity: Double
        let presence: Double
        let share: Double
        let places: [Place]
    }

    struct Alternative: Encodable {
        let term: String
        let near: [String]
        let count: Int
    }

    struct Place: Encodable {
        let part: String
        /// How often, by how the word stands there.
        let exact: Int
        let whole: Int
        let inside: Int
        let near: Int
        /// What one occurrence counts: `weight`, normalised by the length in words.
        let each: Double
        let weight: Double
        let length: Int
        let meanLength: Double
    }

    struct BestPlace: Encodable {
        let part: String
        /// Counted from 1.
        let number: Int
        /// Of which the talk gets `share`.
        let score: Double
        let nearness: Double
        let share: Double
    }

    init(_ explanation: ScoreExplanation) {
        words = explanation.words.map { word in
            Word(
                alternatives: word.alternatives.map {
                    Alternative(term: $0.term, near: $0.near, count: $0.count)
                },
                rarity: word.rarity, presence: word.presence, share: word.score,
                places: word.places.map(Self.place))
        }
        nearness = explanation.nearness
        best = explanation.best.map {
            BestPlace(
                part: $0.part.rawValue, number: $0.number, score: $0.ownScore, nearness: $0.nearness, share: $0.score)
        }
    }

    private static func place(_ place: ScoreExplanation.Place) -> Place {
        Place(
            part: place.part.rawValue, exact: place.counts.exact, whole: place.counts.whole,
            inside: place.counts.part, near: place.counts.near, each: place.occurrenceWeight, weight: place.weight,
            length: place.length, meanLength: place.meanLength)
    }
}
