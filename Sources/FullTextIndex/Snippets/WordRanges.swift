/// Where the words of a text stand, kept so that marking it later needs no second analysis.
///
/// Eight bytes a word. Texts of 4 GiB and more have no word ranges beyond that.
public struct WordRanges: Sendable, Hashable {
    /// Start and end of each word in UTF-8 bytes, one after the other.
    private var bounds: [UInt32] = []

    fileprivate init(utf8 bytes: UnsafeBufferPointer<UInt8>, analyzer: Analyzer) {
        bounds.reserveCapacity(bytes.count / 3)
        var scratch = AnalysisScratch()
        _ = analyzer.forEachTerm(in: bytes, scratch: &scratch, into: &self)
    }

    /// The number of words.
    public var count: Int { bounds.count / 2 }

    /// Where the word of this index (`SectionHit.wordIndices`) stands, in UTF-8 bytes of the text.
    public subscript(index: Int) -> Range<Int> {
        Int(bounds[index * 2])..<Int(bounds[index * 2 + 1])
    }
}

extension WordRanges: TermSink {
    mutating func append(_ term: UnsafeBufferPointer<UInt8>, level: TermLevel, position: Int) {}

    mutating func finishWord(_ word: WordSpan) {
        guard let start = UInt32(exactly: word.utf8Range.lowerBound),
            let end = UInt32(exactly: word.utf8Range.upperBound)
        else { return }
        bounds.append(start)
        bounds.append(end)
    }
}

extension Analyzer {
    /// Where the words of a text stand, for `SnippetMaker`.
    public func wordRanges(in text: String) -> WordRanges {
        var text = text
        return text.withUTF8 { WordRanges(utf8: $0, analyzer: self) }
    }
}
