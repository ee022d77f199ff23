/// Where the words of a text stand, kept so that marking it later needs no second analysis.
///
/// Eight bytes a word. Texts of 4 GiB and more have no word ranges beyond that.
public struct WordRanges: Sendable, Hashable {
    /// Start and end of each word in UTF-8 bytes, one after the other.
    private var bounds: [UInt32] = []

    fileprivate init(utf8 bytes: UnsafeBufferPointer<UInt8>, analyzer: Analyzer) {
        bounds.reserveCapacity(bytes.count / 3)
        guard bytes.allSatisfy({ $0 < 0x80 }) else {
            for word in analyzer.analyze(utf8: bytes).words where !append(word.utf8Range) { break }
            return
        }
        // Every word of ASCII has a term, so that the terms need not be made to know which words count.
        var scanner = WordScanner(reader: UTF8Reader(bytes: bytes))
        while scanner.next(), let first = scanner.components.first, let last = scanner.components.last,
            append(first.range.lowerBound..<last.range.upperBound)
        {}
    }

    private mutating func append(_ word: Range<Int>) -> Bool {
        guard let start = UInt32(exactly: word.lowerBound), let end = UInt32(exactly: word.upperBound) else {
            return false
        }
        bounds.append(start)
        bounds.append(end)
        return true
    }

    /// The number of words.
    public var count: Int { bounds.count / 2 }

    /// Where the word of this index (`SectionHit.wordIndices`) stands, in UTF-8 bytes of the text.
    public subscript(index: Int) -> Range<Int> {
        Int(bounds[index * 2])..<Int(bounds[index * 2 + 1])
    }
}

extension Analyzer {
    /// Where the words of a text stand, for `SnippetMaker`.
    public func wordRanges(in text: String) -> WordRanges {
        var text = text
        return text.withUTF8 { WordRanges(utf8: $0, analyzer: self) }
    }
}
