internal import ArchiveSearch

/// What a search can be narrowed by.
struct SearchFacets: APIObject {
    let editions: Facet
    let speakers: Facet
    let tags: Facet

    /// One way of narrowing.
    struct Facet: APIObject {
        let values: [Value]
        let total: Int

        static let schemaName = "Facet"
        static let schema = ObjectSchema(
            "One way of narrowing a search.",
            [
                .must(
                    "values",
                    Schema.list(
                        "Values with their counts, the most frequent first (editions: the newest first); at most "
                            + "\(APILimits.facetValues), and those that are chosen.", of: Value.self)),
                .must("total", Schema.count("How many values there are.")),
            ])
    }

    /// A value and how many of the talks found have it.
    struct Value: APIObject {
        let value: String
        let label: String
        let count: Int
        let isChosen: Bool

        static let schemaName = "FacetValue"
        static let schema = ObjectSchema(
            "A value to narrow a search by.",
            [
                .must("value", Schema.slug("What the parameter takes.")),
                .must("label", Schema.text("As people write it.")),
                .must("count", Schema.count("Talks that have it, among all that match.")),
                .must("isChosen", Schema.flag("The search is narrowed to it.")),
            ])
    }

    static let schema = ObjectSchema(
        "What a search can be narrowed by: the values of `edition`, `speaker` and `tag` with their counts.",
        [
            .must("editions", Schema.reference(Facet.self)), .must("speakers", Schema.reference(Facet.self)),
            .must("tags", Schema.reference(Facet.self)),
        ])

    init(_ results: TalkSearchResults) {
        editions = Self.facet(results.editions)
        speakers = Self.facet(results.speakers)
        tags = Self.facet(results.tags)
    }

    private static func facet<Name: CustomStringConvertible>(_ facets: [TalkSearchResults.Facet<Name>]) -> Facet {
        let shown = facets.prefix(APILimits.facetValues) + facets.dropFirst(APILimits.facetValues).filter(\.isChosen)
        return Facet(
            values: shown.map {
                Value(value: $0.value.description, label: $0.label, count: $0.count, isChosen: $0.isChosen)
            }, total: facets.count)
    }
}
