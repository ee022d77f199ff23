/// When a word of a query is taken for a typing error, and how far from it others may be.
private enum TypingTolerance {
    /// Shorter words are near too many others.
    static let minimumLetters = 4
    /// From so many letters on two errors are allowed.
    static let lettersForTwoErrors = 8
    /// A word in fewer documents is rare: it, or the word in the text, may be an error.
    static let rareDocumentCount = 2
    /// Shorter words are looked for elsewhere only if they are nowhere.
    static let minimumLettersOfRareWords = 5
}

extension ParsedQuery {
    /// The words that count as others of the index too.
    var approximations: [SearchResults.Approximation] {
        groups.joined().filter { !$0.nearWords.isEmpty }.map {
            SearchResults.Approximation(typed: $0.text, used: $0.nearWords.map(\.text))
        }
    }
}

extension FullTextIndex {
    /// The query with words of the index beside those that it does not have, or hardly.
    ///
    /// A word that is nowhere, inflections included, also stands for words at an edit distance of 1, or of 2 from eight
    /// letters on; a rare one for words at distance 1. Words in quotes, prefixes, words under a minus and words with
    /// digits are looked for only as they are.
    ///
    /// - Parameter known: the query as it was looked up, which tells how frequent most words are.
    func withNearWords(_ query: ParsedQuery, known: Evaluation) -> ParsedQuery {
        var result = query
        var budget = limits.approximatedWordCount
        for group in query.groups.indices {
            for (index, atom) in query.groups[group].enumerated() {
                let isKnown = query.groups[group].count == 1 && atom.field == nil
                let count = { isKnown ? known.documentCount(ofGroup: group) : self.documentCount(of: atom) }
                guard let (word, limit) = typingError(in: atom, documentCount: count) else { continue }
                guard budget > 0 else {
                    result.limitsReached.insert(.approximatedWords)
                    return result
                }
                budget -= 1
                result.groups[group][index].nearWords = nearWords(to: word, stem: atom.words[0].stem, within: limit)
            }
        }
        return result
    }

    /// The characters of the word and how many may differ, if it may be an error.
    /// - Parameter documentCount: in how many documents it stands.
    private func typingError(
        in atom: ParsedQuery.Atom, documentCount: () -> Int
    ) -> ([Unicode.Scalar], limit: Int)? {
        guard atom.kind == .word, !atom.isQuoted, let whole = atom.words.first?.wholes.last else { return nil }
        let characters = Array(String(decoding: whole, as: UTF8.self).unicodeScalars)
        let letters = characters.count(where: \.properties.isAlphabetic)
        guard letters >= TypingTolerance.minimumLetters, characters.count <= EditDistance.maximumCharacters,
            !characters.contains(where: { $0.properties.numericType != nil })
        else { return nil }
        let count = documentCount()
        guard count < TypingTolerance.rareDocumentCount else { return nil }
        if count > 0 { return letters >= TypingTolerance.minimumLettersOfRareWords ? (characters, 1) : nil }
        return (characters, letters >= TypingTolerance.lettersForTwoErrors ? 2 : 1)
    }

    /// The documents that have the word in any field.
    private func documentCount(of atom: ParsedQuery.Atom) -> Int {
        var anywhere = atom
        anywhere.field = nil
        return documentCounts(of: [anywhere])[0]
    }

    /// The nearest words of the index, then the most frequent, then by spelling; those of the same stem are inflections
    /// and no errors.
    private func nearWords(to word: [Unicode.Scalar], stem: [UInt8]?, within limit: Int) -> [ParsedQuery.Word] {
        let found = words(near: EditDistance(from: word, limit: limit)).filter { $0.value.distance > 0 }
        let stemmer = analyzer.makeStemmer()
        let nearest = found.sorted { first, second in
            if first.value.distance != second.value.distance { return first.value.distance < second.value.distance }
            if first.value.count != second.value.count { return first.value.count > second.value.count }
            return first.key.lexicographicallyPrecedes(second.key)
        }
        var words: [ParsedQuery.Word] = []
        for (bytes, _) in nearest where words.count < limits.approximationsPerWord {
            let word = ParsedQuery.Word(exactly: bytes, stem: stemmer?.stem(bytes))
            if word.stem == nil || word.stem != stem { words.append(word) }
        }
        return words
    }
}
