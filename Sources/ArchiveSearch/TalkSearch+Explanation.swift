internal import FullTextIndex
public import TalkArchive

extension TalkSearch {
    /// Why the talks of a search come in their order. Each talk costs about as much as the search itself.
    /// - Parameters:
    ///   - search: query, filters and order; the page plays no part.
    ///   - talks: those to explain; ones that the search does not find are left out.
    public func explanation(of search: SearchAddress, talks: [Talk]) -> OrderExplanation {
        var request = request(for: search)
        let explained = talks.map { ($0.key, index.explain(request, documentID: $0.key.description)) }
        request.limit = 0
        let interpretation = explained.first?.1.interpretation ?? index.search(request).interpretation
        return OrderExplanation(
            query: Self.readersQuery(interpretation.tree).description, ignored: interpretation.ignored,
            rule: search.order == .newest || interpretation.groups.isEmpty ? .date : .score,
            weights: TalkDocument.schema.fields.compactMap { field in
                TalkPart(rawValue: field.name).map { OrderExplanation.PartWeight(part: $0, weight: field.weight) }
            },
            scores: Dictionary(
                explained.filter { $0.1.outcome == .found }
                    .map { ($0.0, ScoreExplanation($0.1, named: Self.readersName)) },
                uniquingKeysWith: { first, _ in first }))
    }

    /// A query with the names that readers type for the fields.
    static func readersQuery(_ node: QueryNode) -> QueryNode {
        switch node {
        case .term(let term): .term(readersName(term))
        case .has(let field): .has(field: readersName(field))
        case .filter: node
        case .all(let nodes): .all(nodes.map(readersQuery))
        case .any(let nodes): .any(nodes.map(readersQuery))
        case .not(let inner): .not(readersQuery(inner))
        }
    }

    private static func readersName(_ term: QueryInterpretation.Term) -> QueryInterpretation.Term {
        QueryInterpretation.Term(kind: term.kind, text: term.text, field: term.field.map(readersName))
    }

    private static func readersName(_ field: String) -> String {
        TalkDocument.schema.fields.first { $0.name == field }?.queryNames.first ?? field
    }
}

extension ScoreExplanation {
    /// - Parameter named: a term with the names that readers type.
    fileprivate init(
        _ explanation: SearchExplanation, named: (QueryInterpretation.Term) -> QueryInterpretation.Term
    ) {
        words = explanation.groups.map { group in
            Word(
                alternatives: group.alternatives.map { alternative in
                    Alternative(
                        term: named(alternative.term).description, near: alternative.nearWords,
                        count: alternative.counts.values.reduce(0, +))
                },
                rarity: group.inverseDocumentFrequency, presence: group.evidence, score: group.score,
                places: group.fields.compactMap(Place.init))
        }
        nearness = explanation.nearness
        best = explanation.bestSection.flatMap { section in
            TalkPart(rawValue: section.field).map { part in
                BestPlace(
                    part: part, number: section.section + 1, ownScore: section.sectionScore,
                    nearness: section.nearness, score: section.score)
            }
        }
    }
}

extension ScoreExplanation.Place {
    fileprivate init?(_ field: SearchExplanation.Group.Field) {
        guard let part = TalkPart(rawValue: field.name) else { return nil }
        self.init(
            part: part,
            counts: ScoreExplanation.Counts(
                exact: field.formCount, whole: field.wholeCount, part: field.partCount, near: field.nearCount),
            occurrenceWeight: field.occurrenceWeight, weight: field.weight, length: field.length,
            meanLength: field.meanLength)
    }
}
