/// "Did you mean": a query with words that are in the index in place of words that are not.
public struct SpellingSuggestion: Sendable, Hashable {
    /// One word put in place of another.
    public struct Replacement: Sendable, Hashable {
        /// The word as typed.
        public var original: String
        /// The word of the index.
        public var suggestion: String
    }

    /// The whole query with the words replaced, its syntax kept.
    public var query: String
    /// The words replaced, in the query's order.
    public var replacements: [Replacement]
}

extension FullTextIndex {
    /// A better spelling of a query; `nil` when all its words are in the index or none is near enough.
    ///
    /// Only words without any hit, inflections included, are replaced: by the word of the index at the least edit
    /// distance (1, or 2 from eight letters on; a swap of neighbours counts as one), of these the most frequent, of these
    /// the first by spelling. Words of four letters and more are tried, never a word inside quotes or a prefix, and no
    /// more than `QueryLimits.approximatedWordCount`.
    public func spellingSuggestion(for query: String) -> SpellingSuggestion? {
        let parsed = QueryParser(schema: schema, analyzer: analyzer, limits: limits).parse(query)
        let bytes = Array(query.utf8)
        var replacements: [(Range<Int>, SpellingSuggestion.Replacement)] = []
        let atoms = parsed.groups.joined().filter { $0.kind == .word && !$0.isQuoted }
        let unknown = zip(atoms, documentCounts(of: atoms)).filter { $0.1 == 0 }.map(\.0)
        for atom in unknown.prefix(limits.approximatedWordCount) {
            guard let whole = atom.words.first?.wholes.last, let better = nearestWord(to: whole) else { continue }
            let original = String(decoding: bytes[atom.range], as: UTF8.self)
            replacements.append(
                (atom.range, SpellingSuggestion.Replacement(original: original, suggestion: better)))
        }
        guard !replacements.isEmpty else { return nil }
        var result = bytes
        for (range, replacement) in replacements.reversed() {
            result.replaceSubrange(range, with: replacement.suggestion.utf8)
        }
        return SpellingSuggestion(
            query: String(decoding: result, as: UTF8.self), replacements: replacements.map(\.1))
    }

    private func nearestWord(to word: [UInt8]) -> String? {
        let characters = Array(String(decoding: word, as: UTF8.self).unicodeScalars)
        guard (4...EditDistance.maximumCharacters).contains(characters.count) else { return nil }
        let limit = characters.count >= 8 ? 2 : 1
        for distance in 1...limit {
            if let word = mostFrequentWord(near: EditDistance(from: characters, limit: distance)) { return word }
        }
        return nil
    }

    /// Of the words within the distance the one in most documents, of several the first by spelling.
    private func mostFrequentWord(near word: EditDistance) -> String? {
        let best = words(near: word).max { first, second in
            first.value.count == second.value.count
                ? second.key.lexicographicallyPrecedes(first.key) : first.value.count < second.value.count
        }
        return best.map { String(decoding: $0.key, as: UTF8.self) }
    }

    /// The words of the index that are near enough to another, each with its distance and the number of documents.
    func words(near word: EditDistance) -> [[UInt8]: (distance: Int, count: Int)] {
        var found: [[UInt8]: (distance: Int, count: Int)] = [:]
        for view in segments {
            let terms = view.segment.terms
            terms.forEachTerm(in: terms.ranksOfWords, near: word) { rank, distance, term in
                let count = view.documentCount(ofTerm: rank)
                if count > 0 { found[Array(term), default: (distance, 0)].count += count }
            }
        }
        return found
    }
}
