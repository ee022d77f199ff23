/// Cuts texts into words and words into terms: the one path for indexing, querying and marking.
///
/// An ordinary word has one term, its letters with case and accents folded. An identifier or path has several, all at
/// the word's own position: the whole as written (`pin_init`), the whole whatever its separators (so that `PinInit` and
/// `pin-init` meet it), its parts (`pin`, `init`), and its form with sigils (`pin_init!`). Inflections are not folded
/// here: the index keeps words as they are and looks up all words of a stem, so that a prefix, a suggestion and a mark
/// always speak of a word that really stands in the text.
public struct Analyzer: Sendable, Hashable {
    /// How words are cut and compared.
    public let options: AnalyzerOptions

    /// An analyzer.
    public init(options: AnalyzerOptions = AnalyzerOptions()) {
        self.options = options
    }

    /// The ranges of the text's words; a word's position in the array is its word index.
    public func words(in text: String) -> [Range<String.Index>] {
        analyze(text).words.map { text.range(utf8: $0.utf8Range) }
    }

    /// Cuts a text into words and terms. Bytes that are not UTF-8 have become U+FFFD when the `String` was made, which
    /// is no letter.
    public func analyze(_ text: String) -> AnalyzedText {
        var text = text
        return text.withUTF8 { analyze(utf8: $0) }
    }
}

extension Analyzer {
    /// The stemmer of the language; `nil` without one.
    func makeStemmer() -> Stemmer? { options.language.flatMap { Stemmer(language: $0) } }

    /// The words of nearly every text of the language.
    var stopWords: Set<[UInt8]> { options.language.map { StopWords.of($0) } ?? [] }
}

extension String {
    /// The range of UTF-8 bytes as indices, rounded to whole characters of this string where it must be.
    func range(utf8 range: Range<Int>) -> Range<String.Index> {
        let start = utf8.index(startIndex, offsetBy: range.lowerBound, limitedBy: endIndex) ?? endIndex
        let end = utf8.index(start, offsetBy: range.count, limitedBy: endIndex) ?? endIndex
        return start..<end
    }
}
