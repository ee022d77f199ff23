/// A query as a tree of what to look for, before any index is asked.
struct ParsedQuery: Sendable, Hashable {
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
        /// Whether the parts are words joined by hyphens or slashes.
        var isJoinedOfWords = false

        /// A longer path is looked for as a whole only.
        private static let maximumParts = 8

        /// A word that is compared as it is, or with others of its stem.
        init(exactly bytes: [UInt8], stem: [UInt8]? = nil) {
            wholes = [bytes]
            self.stem = stem
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
                case (_, .wordPart): isJoinedOfWords = true
                case (_, .identifierPart): isJoinedOfWords = false
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
    struct Atom: Sendable, Hashable {
        var kind: QueryInterpretation.Term.Kind
        /// One word, the words of a phrase, or the beginning of a word.
        var words: [Word]
        /// The field's number; `nil` for all.
        var field: Int?
        /// Where the thing stands in the query, in UTF-8 bytes.
        var range: Range<Int>
        /// Whether it stands in quotes, even a single word, and is not to be spelled otherwise.
        var isQuoted = false
        /// Words of the index that are spelled almost alike and count as it, though less.
        var nearWords: [Word] = []
        /// What to show for it.
        var text: String { words.map(\.text).joined(separator: " ") }
    }

    /// What a document must be: as `QueryNode`, with numbers in place of terms and fields.
    indirect enum Node: Sendable, Hashable {
        /// It has one of the atoms of a group.
        case group(Int)
        /// It has one of the atoms of a group that is looked for under a minus, and neither scored nor marked.
        case unwanted(Int)
        /// It has the facet's value.
        case filter(QueryInterpretation.Filter)
        /// It has text in the field.
        case has(Int)
        case all([Node])
        case any([Node])
        case not(Node)

        /// Whether it asks for a word, and does not only set conditions.
        var asksForWords: Bool {
            switch self {
            case .group: true
            case .unwanted, .filter, .has, .not: false
            case .all(let nodes), .any(let nodes): nodes.contains(where: \.asksForWords)
            }
        }
    }

    /// What is looked for; the atoms of one group are alternatives.
    var groups: [[Atom]] = []
    /// What is looked for under a minus.
    var unwanted: [[Atom]] = []
    /// The parts of the query that ask for words: all of them or, on falling back, any.
    var clauses: [Node] = []
    /// The other parts, all of which must hold in any case.
    var conditions: [Node] = []
    var filters: [QueryInterpretation.Filter] = []
    var ignored: [String] = []
    var limitsReached: Set<QueryLimits.Limit> = []

    /// Whether the query sets a condition such as `tag:driver` or `has:slides`, even if only to leave documents out.
    var hasFilters: Bool {
        func isFilter(_ node: Node) -> Bool {
            switch node {
            case .filter, .has: true
            case .group, .unwanted: false
            case .all(let nodes), .any(let nodes): nodes.contains(where: isFilter)
            case .not(let node): isFilter(node)
            }
        }
        return conditions.contains(where: isFilter)
    }

    /// Whether the reader asked for no words, so that every document that meets the conditions is an answer.
    var isUnbounded: Bool { clauses.isEmpty && (ignored.isEmpty || hasFilters) }

    func interpretation(schema: IndexSchema) -> QueryInterpretation {
        let parts = (clauses + conditions).map { shown($0, schema: schema) }
        return QueryInterpretation(
            tree: parts.count == 1 ? parts[0] : .all(parts),
            groups: groups.map { $0.map { $0.shown(schema: schema) } },
            excluded: unwanted.joined().map { $0.shown(schema: schema) }, filters: filters, ignored: ignored)
    }

    /// The node with terms and names in place of numbers.
    func shown(_ node: Node, schema: IndexSchema) -> QueryNode {
        func alternatives(_ atoms: [Atom]) -> QueryNode {
            let terms = atoms.map { QueryNode.term($0.shown(schema: schema)) }
            return terms.count == 1 ? terms[0] : .any(terms)
        }
        return switch node {
        case .group(let index): alternatives(groups[index])
        case .unwanted(let index): alternatives(unwanted[index])
        case .filter(let filter): .filter(facet: filter.facet, value: filter.value)
        case .has(let field): .has(field: schema.fields[field].name)
        case .all(let nodes): .all(nodes.map { shown($0, schema: schema) })
        case .any(let nodes): .any(nodes.map { shown($0, schema: schema) })
        case .not(let inner): .not(shown(inner, schema: schema))
        }
    }
}

extension ParsedQuery.Atom {
    func shown(schema: IndexSchema) -> QueryInterpretation.Term {
        QueryInterpretation.Term(kind: kind, text: text, field: field.map { schema.fields[$0].name })
    }
}
