/// A term of a word as text, for indexes that other programs read.
public struct SpelledTerm: Sendable, Hashable {
    /// The folded letters. An identifier whatever its separators (`pin_init`, `PinInit`) is also its pieces with spaces
    /// between them (`pin init`), which no other term has.
    public let text: String
    /// The index of the word, as in `SectionHit.wordIndices`.
    public let position: Int
    /// What it is to the word.
    public let kind: Kind

    /// Inflections are looked for in words and their parts, and never in identifiers.
    public enum Kind: Sendable, Hashable {
        /// The whole of a word or an identifier.
        case whole
        /// A part of words joined by hyphens or slashes.
        case wordPart
        /// A part of an identifier.
        case identifierPart
    }
}

extension Analyzer {
    /// The terms of a text in its order, and the number of its words. Forms with sigils (`#[no_mangle]`) are left out:
    /// their words are there without.
    public func spelledTerms(in text: String) -> (terms: [SpelledTerm], wordCount: Int) {
        var text = text
        var writer = SpelledTermWriter()
        let count = text.withUTF8 { bytes in
            var scratch = AnalysisScratch()
            return forEachTerm(in: bytes, scratch: &scratch, into: &writer)
        }
        return (writer.terms, count)
    }

    /// The words that have one stem, by the stem, each list in order.
    public func wordsByStem(_ words: some Sequence<String>) -> [String: [String]] {
        guard let stemmer = makeStemmer() else { return [:] }
        var groups: [String: [String]] = [:]
        for word in words {
            guard let stem = stemmer.stem(Array(word.utf8)) else { continue }
            groups[String(decoding: stem, as: UTF8.self), default: []].append(word)
        }
        return groups.mapValues { $0.sorted() }
    }
}

private struct SpelledTermWriter: TermSink {
    private(set) var terms: [SpelledTerm] = []

    mutating func append(_ term: UnsafeBufferPointer<UInt8>, level: TermLevel, position: Int) {
        guard term.first != TermSpace.sigil else { return }
        let isPieces = term.first == TermSpace.pieces
        let text =
            isPieces
            ? term.dropFirst().map { $0 == TermSpace.pieces ? UInt8(ascii: " ") : $0 } : Array(term)
        terms.append(
            SpelledTerm(
                text: String(decoding: text, as: UTF8.self), position: position,
                kind: level == .wordPart ? .wordPart : level == .identifierPart ? .identifierPart : .whole))
    }
}
