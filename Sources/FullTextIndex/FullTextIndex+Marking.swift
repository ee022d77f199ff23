extension FullTextIndex {
    /// The word indices at which a query matches in any text, ascending, by the same rules as a search: words of a
    /// phrase only where the phrase stands, parts and inflections as they are found.
    ///
    /// With `field`, terms that look in another field alone do not match. The text need not be in the index; a slide that
    /// was opened from a search gives the same indices here as in its `SectionHit`, unless a prefix ran into
    /// `QueryLimits.expansionsPerPrefix`. Words spelled almost alike are those that a search of this index uses;
    /// `toleratesTypos` is to be that of the `SearchRequest`.
    public func matchedWords(
        in text: String, query: String, field: String? = nil, toleratesTypos: Bool = true
    ) -> [Int] {
        let parsed = parsed(query, toleratesTypos: toleratesTypos)
        let number = field.flatMap { schema.fieldIndex(named: $0) }
        let atoms = parsed.groups.joined().filter { field == nil || $0.field == nil || $0.field == number }
        guard !atoms.isEmpty else { return [] }
        // The text alone as an index, so that matching cannot differ from a search.
        let alone = IndexSchema(fields: [FieldDefinition(name: "text")])
        var builder = SegmentBuilder(schema: alone, analyzer: analyzer)
        builder.append(IndexDocument(id: "", fields: ["text": [text]]))
        var lookup = TermLookup(segment: builder.finish(), limits: limits)
        var indices: Set<Int> = []
        for atom in atoms {
            var anywhere = atom
            anywhere.field = nil
            for entry in lookup.occurrences(of: [anywhere]).entries {
                indices.insert(Int(Occurrences.position(entry)))
            }
        }
        return indices.sorted()
    }
}
