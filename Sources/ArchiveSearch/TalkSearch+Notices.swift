internal import FullTextIndex

extension TalkSearch {
    /// A limit that a search ran into, in words for its author.
    func notice(_ limit: QueryLimits.Limit) -> String {
        switch limit {
        case .queryLength: "The search was too long; only its first \(index.limits.queryByteCount) bytes were used."
        case .termCount: "The search had too many words; only the first \(index.limits.termCount) were used."
        case .phraseLength:
            "A phrase was too long; only its first \(index.limits.phraseWordCount) words were used."
        case .nestingDepth: "The search had parentheses too deep in each other; the innermost were passed over."
        case .approximatedWords:
            "The search had many unknown words; only \(index.limits.approximatedWordCount) were tried in other spellings."
        case .prefixExpansions:
            "A word that ends in * stands for too many words; the most frequent were used. Write more of it."
        case .postings:
            "A phrase or a word that ends in * stands in too many places to look at them all; older talks may be missing. "
                + "More or longer words narrow the search."
        @unknown default: "The search was too wide; not all that it asks for was looked through. More words narrow it."
        }
    }
}
