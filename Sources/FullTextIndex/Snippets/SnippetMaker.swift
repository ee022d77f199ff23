/// Makes snippets of texts from the indices of the words that matched, cutting words as the index does.
///
/// Each function also takes the text's word ranges: who marks the same text again and again keeps them (see
/// `Analyzer.wordRanges(in:)`) and saves most of the work.
public struct SnippetMaker: Sendable {
    /// The analyzer of the index that the word indices come from.
    public let analyzer: Analyzer

    /// A maker of snippets.
    public init(analyzer: Analyzer) {
        self.analyzer = analyzer
    }

    /// The ranges of the words in the text, ascending and without overlap. Indices that the text does not have are left
    /// out.
    public func marks(in text: String, words: WordRanges? = nil, wordIndices: [Int]) -> [Range<String.Index>] {
        marked(text, words, wordIndices).marks.map { text.range(utf8: $0) }
    }

    /// The whole text, its white space and line breaks as they are, in runs that are marked or not.
    public func runs(of text: String, words: WordRanges? = nil, wordIndices: [Int]) -> [SnippetRun] {
        if wordIndices.isEmpty { return text.isEmpty ? [] : [SnippetRun(text: text, isMarked: false)] }
        return marked(text, words, wordIndices).runs(in: 0..<text.utf8.count, collapsesSpace: false)
    }

    /// The best part of the text in at most `maximumLength` characters: the one with the most distinct matched words,
    /// then the most matched words, then the earliest. Without matches, the beginning.
    ///
    /// The part begins and ends between words, except where a single word is longer than that.
    public func snippet(
        of text: String, words: WordRanges? = nil, wordIndices: [Int], maximumLength: Int = 240
    ) -> Snippet {
        fragments(of: text, words: words, wordIndices: wordIndices, maximumLength: maximumLength, count: 1)[0]
    }

    /// Up to `count` parts that do not overlap, in the order of the text, each of at most `maximumLength` characters and,
    /// but for the first chosen, with a match that the others do not show. There is always at least one.
    public func fragments(
        of text: String, words: WordRanges? = nil, wordIndices: [Int], maximumLength: Int = 160, count: Int = 2
    ) -> [Snippet] {
        let marked = marked(text, words, wordIndices)
        let windows = FragmentChooser(text: marked, maximumLength: max(1, maximumLength)).windows(count: count)
        return windows.map { window in
            Snippet(
                runs: marked.runs(in: window, collapsesSpace: true), isCutAtStart: marked.hasText(before: window),
                isCutAtEnd: marked.hasText(after: window))
        }
    }

    private func marked(_ text: String, _ words: WordRanges?, _ wordIndices: [Int]) -> MarkedText {
        MarkedText(
            text, words: words ?? analyzer.wordRanges(in: text), wordIndices: wordIndices, analyzer: analyzer)
    }
}
