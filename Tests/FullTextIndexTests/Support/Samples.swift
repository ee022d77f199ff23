import FullTextIndex

/// The shape that most tests use: a talk with slides.
let talkSchema = IndexSchema(
    fields: [
        FieldDefinition(name: "title", weight: 4, lengthNormalization: 0.5),
        FieldDefinition(name: "speakers", weight: 3, lengthNormalization: 0.3, queryNames: ["speaker"]),
        FieldDefinition(name: "summary", weight: 2),
        FieldDefinition(name: "slides", queryNames: ["slide"], ranksSections: true),
    ],
    facets: [
        FacetDefinition(name: "edition", queryNames: ["year"]), FacetDefinition(name: "speaker"),
        FacetDefinition(name: "tag"),
    ])

func talk(
    _ id: String, title: String = "", speakers: [String] = [], summary: String = "", slides: [String] = [],
    edition: String? = nil, tags: [String] = [], date: Int64 = 0
) -> IndexDocument {
    IndexDocument(
        id: id, fields: ["title": [title], "speakers": speakers, "summary": [summary], "slides": slides],
        facets: ["edition": edition.map { [$0] } ?? [], "speaker": speakers, "tag": tags], sortKey: date)
}

func index(
    _ documents: [IndexDocument], options: AnalyzerOptions = AnalyzerOptions(), limits: QueryLimits = QueryLimits()
) -> FullTextIndex {
    FullTextIndex(schema: talkSchema, options: options, limits: limits).applying(documents.map { .put($0) })
}

/// One document a text, each the only slide of a talk that is named `0`, `1` ...
func slideIndex(_ slides: [String]) -> FullTextIndex {
    index(slides.enumerated().map { talk("\($0)", slides: [$1]) })
}

extension FullTextIndex {
    /// The ids found, in order.
    func ids(
        _ query: String, filters: [String: Set<String>] = [:], sort: SearchRequest.Sort = .relevance,
        toleratesTypos: Bool = true
    ) -> [String] {
        search(SearchRequest(query: query, filters: filters, limit: .max, sort: sort, toleratesTypos: toleratesTypos))
            .hits.map(\.documentID)
    }
}
