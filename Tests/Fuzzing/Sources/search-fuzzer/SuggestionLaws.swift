import FullTextIndex

/// What holds for the help that a search box gives.
struct SuggestionLaws {
    let index: FullTextIndex
    let query: String

    func check() {
        checkSpelling()
        checkCompletions()
    }

    private func checkSpelling() {
        guard let suggestion = index.spellingSuggestion(for: query) else { return }
        law(!suggestion.replacements.isEmpty, "a suggestion replaces something: \(suggestion)")
        law(isReplaced(by: suggestion), "all but the words replaced is as it was: \(suggestion)")
        for replacement in suggestion.replacements {
            let alone = "\"\(replacement.suggestion)\""
            let isFound = index.search(SearchRequest(query: alone)).totalCount > 0
            law(isFound || alone.utf8.count > index.limits.queryByteCount, "a suggestion is found: \(suggestion)")
        }
    }

    private func checkCompletions() {
        let all = index.completions(of: query, limit: 1_000)
        law(all.allSatisfy { $0.count > 0 && $0.count <= index.documentCount }, "completions are found: \(all)")
        law(Set(all.map(\.term)).count == all.count, "no completion comes twice: \(all)")
        law(all.map(\.count) == all.map(\.count).sorted(by: >), "the most frequent come first: \(all)")
        law(index.completions(of: query, limit: 2) == Array(all.prefix(2)), "fewer are the first: \(all)")
    }

    /// Whether there are places in the query at which putting the new words makes the query suggested.
    private func isReplaced(by suggestion: SpellingSuggestion) -> Bool {
        let old = Array(query.utf8)
        let new = Array(suggestion.query.utf8)
        // Where the rest of the query may begin after the words so far, and how much longer these are now.
        var starts: Set<Int> = [0]
        var growth = 0
        for replacement in suggestion.replacements {
            let original = replacement.original.utf8
            var ends: Set<Int> = []
            for start in starts {
                for index in start..<old.count {
                    let new = new[(index + growth)...]
                    if old[index...].starts(with: original), new.starts(with: replacement.suggestion.utf8) {
                        ends.insert(index + original.count)
                    }
                    guard old[index] == new.first else { break }
                }
            }
            starts = ends
            growth += replacement.suggestion.utf8.count - original.count
        }
        return starts.contains { old[$0...].elementsEqual(new[($0 + growth)...]) }
    }
}
