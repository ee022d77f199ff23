/// A word that goes on from what was typed.
public struct Completion: Sendable, Hashable {
    /// The word, with case and accents folded.
    public var term: String
    /// The number of documents that have it.
    public var count: Int

    /// A completion.
    public init(term: String, count: Int) {
        self.term = term
        self.count = count
    }
}

extension FullTextIndex {
    /// The words of the index that begin like the last word of `prefix`, most frequent first, equal ones by spelling.
    ///
    /// The word itself is one of them if it is in the index. A text that does not end in a word has no completion.
    public func completions(of prefix: String, limit: Int = 10) -> [Completion] {
        guard limit > 0 else { return [] }
        let text = analyzer.analyze(prefix)
        guard let word = text.words.last, word.utf8Range.upperBound == prefix.utf8.count,
            let whole = ParsedQuery.Word(word, in: text, stemmer: nil).wholes.last
        else { return [] }
        return CompletionFinder(segments: segments, prefix: whole).best(limit).map {
            Completion(term: String(decoding: $0.term, as: UTF8.self), count: $0.count)
        }
    }
}
