extension FullTextIndex {
    /// The word indices at which a query matches in any text, ascending, by the same rules as a search: words of a
    /// phrase only where the phrase stands, parts and inflections as they are found.
    ///
    /// With `field`, terms that look in another field alone do not match. The text need not be in the index; a slide that
    /// was opened from a search gives the same indices here as in its `SectionHit`, unless the search ran into
    /// `QueryLimits.expansionsPerPrefix` or `postingCount`. What the query stands for is what it does in a search of this
    /// index, so `requirement` and `toleratesTypos` are to be those of the `SearchRequest`.
    public func matchedWords(
        in text: String, query: String, field: String? = nil,
        requirement: SearchRequest.Requirement = .allElseAny, toleratesTypos: Bool = true
    ) -> [Int] {
        let request = SearchRequest(query: query, requirement: requirement, toleratesTypos: toleratesTypos)
        let number = field.flatMap { schema.fieldIndex(named: $0) }
        let atoms = evaluation(of: request).query.groups.joined().filter {
            field == nil || $0.field == nil || $0.field == number
        }
        guard !atoms.isEmpty else { return [] }
        // The text alone as an index, so that matching cannot differ from a search.
        let alone = IndexSchema(fields: [FieldDefinition(name: "text")])
        let segment = SegmentBuilder.segment(
            of: [IndexDocument(id: "", fields: ["text": [text]])], schema: alone, analyzer: analyzer)
        var work = SearchWork(limit: limits.postingCount)
        var planner = QueryPlanner(segment, limits: limits)
        var indices: Set<Int> = []
        for atom in atoms {
            var anywhere = atom
            anywhere.field = nil
            planner.plan([anywhere]).forEachText(in: segment, work: &work) { _, matches in
                for match in matches { indices.insert(Int(match.position)) }
            }
        }
        return indices.sorted()
    }
}
