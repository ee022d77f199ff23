/// A text cut into words, each with the terms it is found by.
///
/// Everything lies in flat arrays, so that cutting a slide costs a handful of allocations whatever its length.
public struct AnalyzedText: Sendable {
    /// A word of the text. Its index among the words is its position, the one that `SectionHit.wordIndices` names.
    public struct Word: Sendable, Hashable {
        /// Where the word stands, in UTF-8 bytes of the text.
        public let utf8Range: Range<Int>
        /// The word with its sigils (`Pin<P>`, `#[no_mangle]`); the same as `utf8Range` where there are none.
        public let outerUTF8Range: Range<Int>
        /// Whether the word goes on in the next one without a break, as the characters of a Chinese text do.
        let joinsNext: Bool
        /// Whether some pieces of the identifier are too small to be parts (the `x` of `x86`).
        let hasHiddenPieces: Bool
        /// The word's terms, as indices into `terms`.
        let terms: Range<Int>
    }

    /// A term of a word: bytes to compare, and what they are to the word.
    struct Term: Sendable {
        let level: TermLevel
        /// Where the term's bytes are, as indices into `bytes`.
        let bytes: Range<Int>
    }

    /// The words in the order of the text.
    public internal(set) var words: [Word] = []
    var terms: [Term] = []
    var bytes: [UInt8] = []
}

/// What a term is to the word that it stands for.
enum TermLevel: UInt8, Sendable {
    /// The whole of an ordinary word, which may be inflected.
    case word = 0
    /// The whole of an identifier, in one of its spellings.
    case identifier = 1
    /// A part of words joined by hyphens or slashes, which may be inflected.
    case wordPart = 2
    /// A part of an identifier.
    case identifierPart = 3
}

/// Terms that are no words begin with a byte that no word has, so that they never meet one and sort before all.
///
/// The terms of the last three spaces are those of words again: what stands there is also in the list of the bare term,
/// and having it apart lets each level count for what it is.
enum TermSpace {
    /// Begins, and separates the pieces of, an identifier whatever its separators: `pin_init`, `PinInit`, `pin-init`.
    static let pieces: UInt8 = 1
    /// Begins the form of a word with its sigils.
    static let sigil: UInt8 = 2
    /// Begins the whole of an identifier whose letters alone could be a word.
    static let identifier: UInt8 = 3
    /// Begins a part of an identifier.
    static let identifierPart: UInt8 = 4
    /// Begins a part of words joined by hyphens or slashes.
    static let wordPart: UInt8 = 5
    /// The first byte that a word may begin with.
    static let firstOfWords: UInt8 = 0x20
}
