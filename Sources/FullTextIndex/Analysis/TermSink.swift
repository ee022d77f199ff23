/// Takes the terms of a text as they are found, so that indexing a text makes no arrays of them.
///
/// Analysis is generic over its sink: what a sink leaves empty costs nothing.
protocol TermSink {
    /// Takes a term of the word at `position`, in the order of the text; of one word's terms the best come first.
    ///
    /// The bytes are valid only during the call. They are never empty and at most `Folding.maximumTermBytes`.
    mutating func append(_ term: UnsafeBufferPointer<UInt8>, level: TermLevel, position: Int)

    /// Takes the word whose terms were appended last.
    mutating func finishWord(_ word: WordSpan)
}

extension TermSink {
    @inline(__always)
    mutating func finishWord(_ word: WordSpan) {}
}

/// Where a word stands and what its terms do not say.
struct WordSpan {
    /// In UTF-8 bytes of the text.
    let utf8Range: Range<Int>
    /// With the word's sigils.
    let outerUTF8Range: Range<Int>
    /// Whether the word goes on in the next one without a break.
    var joinsNext = false
    /// Whether some pieces of the identifier are too small to be parts.
    var hasHiddenPieces = false
}

/// What analysis works with; one value serves any number of texts, one after the other.
struct AnalysisScratch {
    /// The components of the word at hand.
    var components: [WordScanner.Component] = []
    /// The pieces of the word at hand.
    var pieces = IdentifierPieces()
    /// The term at hand.
    var term: [UInt8] = []
}
