/// A query as a tree of what to look for, before any index is asked.
struct ParsedQuery: Sendable {
    /// A word to look for, in all the spellings that count as it.
    struct Word: Sendable, Hashable {
        /// The whole as written, folded; more than one only for a word hyphenated at the end of a line.
        var wholes: [[UInt8]]
        /// The stem that other inflections share.
        var stem: [UInt8]?
        /// The forms with sigils.
        var sigils: [[UInt8]]
        /// The whole whatever its separators, of an identifier of several pieces.
        var pieces: [UInt8]?
        /// The pieces, each a term of its own; empty if some are too small to be terms or there are too many.
        var parts: [[UInt8]]

        /// A longer path is looked for as a whole only.
        private static let maximumParts = 8

        /// A word that is compared as it is.
        init(exactly bytes: [UInt8]) {
            wholes = [bytes]
            stem = nil
            sigils = []
            pieces = nil
            parts = []
        }

        /// A word of an analysed text.
        init(_ word: AnalyzedText.Word, in text: AnalyzedText, stemmer: Stemmer?) {
            self.init(exactly: [])
            wholes = []
            for term in text.terms[word.terms] {
                let bytes = text.bytes[term.bytes]
                switch (bytes.first, term.level) {
                case (TermSpace.pieces, _): pieces = Array(bytes)
                case (TermSpace.sigil, _): sigils.append(Array(bytes))
                case (_, .word), (_, .identifier):
                    wholes.append(Array(bytes))
                    if term.level == .word, stem == nil, !word.joinsNext { stem = stemmer?.stem(bytes) }
                case (_, .wordPart), (_, .identifierPart): break
                }
            }
            if let pieces, !word.hasHiddenPieces {
                let all = pieces.split(separator: TermSpace.pieces)
                if all.count <= Self.maximumParts { parts = all.map { Array($0) } }
            }
        }

        /// The word for showing.
        var text: String {
            let bytes = sigils.last?.dropFirst() ?? wholes.last?[...] ?? []
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    /// One thing to look for.
    struct Atom: Sendable {
        var kind: QueryInterpretation.Term.Kind
        /// One word, the words of a phrase, or the beginning of a word.
        var words: [Word]
        /// The field's number; `nil` for all.
        var field: Int?
        /// Where the thing stands in the query, in UTF-8 bytes.
        var range: Range<Int>
        /// Whether it stands in quotes, even a single word, and is not to be spelled otherwise.
        var isQuoted = false
        /// What to show for it.
        var text: String { words.map(\.text).joined(separator: " ") }
    }

    /// All asked for; the atoms of one are alternatives.
    var groups: [[Atom]] = []
    var excluded: [Atom] = []
    var filters: [QueryInterpretation.Filter] = []
    var ignored: [String] = []
    var limitsReached: Set<QueryLimits.Limit> = []

    /// Whether the reader asked for nothing, so that every document is an answer.
    var isUnbounded: Bool { groups.isEmpty && (ignored.isEmpty || !filters.isEmpty) }

    func interpretation(schema: IndexSchema) -> QueryInterpretation {
        func term(_ atom: Atom) -> QueryInterpretation.Term {
            QueryInterpretation.Term(
                kind: atom.kind, text: atom.text, field: atom.field.map { schema.fields[$0].name })
        }
        return QueryInterpretation(
            groups: groups.map { $0.map(term) }, excluded: excluded.map(term), filters: filters, ignored: ignored)
    }
}
