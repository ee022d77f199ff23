/// Applies the chosen facet values of a request and counts the values of all facets.
struct FacetCounter {
    private let schema: IndexSchema
    private let filters: [Int: Set<String>]
    private var counts: [[String: Int]]

    init(schema: IndexSchema, filters: [String: Set<String>]) {
        self.schema = schema
        var byFacet: [Int: Set<String>] = [:]
        counts = Array(repeating: [:], count: schema.facets.count)
        for (name, values) in filters where !values.isEmpty {
            guard let facet = schema.facetIndex(named: name) else { continue }
            byFacet[facet] = values
            for value in values { counts[facet][value] = 0 }
        }
        self.filters = byFacet
    }

    /// Counts the documents of a segment and returns those that pass all filters.
    mutating func filter(_ documents: BitSet, in segment: Segment) -> BitSet {
        let tables = segment.documents.facets
        guard !tables.isEmpty else { return documents }
        let chosen = tables.indices.map { facet in
            filters[facet].map { Set($0.compactMap { tables[facet].number(of: $0) }) }
        }
        var local = tables.map { [Int](repeating: 0, count: $0.values.count) }
        var passed = documents
        documents.forEach { document in
            // A facet's own filter does not apply to its counts: with one filter failing, only that facet counts.
            var failing: Int?
            for (facet, values) in chosen.enumerated() {
                guard let values else { continue }
                if tables[facet].values(of: document).contains(where: { values.contains($0) }) { continue }
                passed.remove(document)
                if failing != nil { return }
                failing = facet
            }
            for facet in tables.indices where failing == nil || failing == facet {
                for value in tables[facet].values(of: document) { local[facet][Int(value)] += 1 }
            }
        }
        for facet in tables.indices {
            for (value, count) in local[facet].enumerated() where count > 0 {
                counts[facet][tables[facet].values[value], default: 0] += count
            }
        }
        return passed
    }

    /// The counts by facet name, greatest first, equal ones by value.
    var results: [String: [FacetCount]] {
        var results: [String: [FacetCount]] = [:]
        for (facet, definition) in schema.facets.enumerated() {
            results[definition.name] = counts[facet].map { FacetCount(value: $0.key, count: $0.value) }
                .sorted { $0.count == $1.count ? $0.value < $1.value : $0.count > $1.count }
        }
        return results
    }
}
