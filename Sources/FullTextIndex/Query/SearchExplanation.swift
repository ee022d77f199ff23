/// Why a document is, or is not, an answer to a search, and how its score comes about.
public struct SearchExplanation: Sendable, Hashable {
    /// Whether the document is found.
    public enum Outcome: Sendable, Hashable {
        /// It is a hit.
        case found
        /// No document of this id is in the index.
        case unknownDocument
        /// It does not meet these parts of the query.
        case unmet([QueryNode])
        /// The query holds nothing to look for.
        case nothingAsked
        /// It answers the query, but has none of the values chosen for these facets.
        case filteredOut([String])
    }

    /// What one group of alternatives adds to the score.
    public struct Group: Sendable, Hashable {
        /// One of the alternatives.
        public struct Alternative: Sendable, Hashable {
            /// What is looked for.
            public var term: QueryInterpretation.Term
            /// Words of the index that count as it for being spelled almost alike.
            public var nearWords: [String]
            /// How often it stands in each field of the document, by the field's name.
            public var counts: [String: Int]
        }

        /// How the group stands in one field of the document.
        public struct Field: Sendable, Hashable {
            /// The field's name.
            public var name: String
            /// How often in the exact form with its signs, or exactly as written.
            public var formCount: Int
            /// How often as a whole word.
            public var wholeCount: Int
            /// How often as a part of an identifier.
            public var partCount: Int
            /// How often spelled almost alike.
            public var nearCount: Int
            /// The field's words in this document, of long texts rounded down by at most a ninth.
            public var length: Int
            /// The mean of the documents that have the field, in words.
            public var meanLength: Double
            /// The field's weight.
            public var weight: Double
            /// What one occurrence counts: the weight, normalised by the length.
            public var occurrenceWeight: Double
        }

        /// What is looked for.
        public var alternatives: [Alternative]
        /// The fields in which any of it stands, in the schema's order.
        public var fields: [Field]
        /// The weight by rarity.
        public var inverseDocumentFrequency: Double
        /// The saturated frequencies of all fields together.
        public var evidence: Double
        /// The share of the score: evidence times weight.
        public var score: Double
    }

    /// What the section with the best evidence adds when words of several groups stand in the document.
    public struct BestSection: Sendable, Hashable {
        /// The name of its field.
        public var field: String
        /// Its position in the field, from zero.
        public var section: Int
        /// Its own score.
        public var sectionScore: Double
        /// How much of its own score is for words standing near each other.
        public var nearness: Double
        /// The share of the document's score.
        public var score: Double
    }

    /// The document asked about.
    public var documentID: String
    /// Whether and why it is found.
    public var outcome: Outcome
    /// How the query was understood.
    public var interpretation: QueryInterpretation
    /// Whether hits have all parts of the query or any.
    public var matching: SearchResults.Matching
    /// The limits that cut the query short.
    public var limitsReached: Set<QueryLimits.Limit>
    /// The groups in the query's order.
    public var groups: [Group]
    /// What words near each other add.
    public var nearness = 0.0
    /// The best section, where it counts.
    public var bestSection: BestSection?

    /// The document's score, the one of its hit: the groups' shares, what words near each other add, and the best
    /// section's share. Of very many hits only the first get these last two.
    public var score: Double {
        groups.reduce(0) { $0 + $1.score } + (nearness + (bestSection?.score ?? 0))
    }
}

extension SearchExplanation: CustomStringConvertible {
    /// The explanation for reading, a line for each thing it says.
    public var description: String {
        var lines = ["query: \(interpretation.tree)"]
        if !interpretation.ignored.isEmpty { lines.append("ignored: \(interpretation.ignored.joined(separator: " "))") }
        if !limitsReached.isEmpty {
            lines.append("limits reached: \(limitsReached.map(\.rawValue).sorted().joined(separator: ", "))")
        }
        lines.append("asked for: \(matching.rawValue) of its parts")
        lines.append("\(documentID): \(outcomeText)")
        guard !groups.isEmpty else { return lines.joined(separator: "\n") }
        lines.append("score \(score), the sum of")
        for group in groups { lines += group.lines }
        if nearness > 0 { lines.append("  \(nearness) for words near each other") }
        if let bestSection {
            lines.append(
                "  \(bestSection.score) for \(bestSection.field) \(bestSection.section), the best section: a share of "
                    + "\(bestSection.sectionScore), of which \(bestSection.nearness) for nearness")
        }
        return lines.joined(separator: "\n")
    }

    private var outcomeText: String {
        switch outcome {
        case .found: "found"
        case .unknownDocument: "not in the index"
        case .unmet(let nodes): "not found, as it is not: \(nodes.map(\.description).joined(separator: "; "))"
        case .nothingAsked: "not found, as the query holds nothing to look for"
        case .filteredOut(let facets): "left out by the filters of: \(facets.joined(separator: ", "))"
        }
    }
}

extension SearchExplanation.Group {
    fileprivate var lines: [String] {
        let names = alternatives.map { alternative in
            let near = alternative.nearWords.isEmpty ? "" : " (near: \(alternative.nearWords.joined(separator: " ")))"
            return "\(alternative.term)\(near)"
        }
        var lines = [
            "  \(score) for \(names.joined(separator: " OR ")): idf \(inverseDocumentFrequency) × evidence \(evidence)"
        ]
        for field in fields {
            let counts = [
                ("form", field.formCount), ("whole", field.wholeCount), ("part", field.partCount),
                ("near", field.nearCount),
            ].filter { $0.1 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
            lines.append(
                "    \(field.name): \(counts) × \(field.occurrenceWeight) (weight \(field.weight), "
                    + "\(field.length) words, mean \(field.meanLength))")
        }
        return lines
    }
}
