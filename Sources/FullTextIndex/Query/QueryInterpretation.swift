/// How a reader's text was understood: what must, may and must not stand in a document.
///
/// `tree` is all of it. The lists beside it name the same things without their nesting, which is the whole meaning of a
/// query without parentheses.
public struct QueryInterpretation: Sendable, Hashable {
    /// One thing to look for.
    public struct Term: Sendable, Hashable {
        /// What kind of thing it is.
        public enum Kind: String, Sendable, Hashable {
            /// A word, with its inflections.
            case word
            /// Words in this order, one directly after the other, within one section.
            case phrase
            /// Every word that begins so.
            case prefix
        }

        /// The kind.
        public var kind: Kind
        /// The words as they are compared (case and accents folded), a phrase's words set apart by spaces.
        public var text: String
        /// The field to look in; `nil` for all.
        public var field: String?

        /// A term.
        public init(kind: Kind, text: String, field: String? = nil) {
            self.kind = kind
            self.text = text
            self.field = field
        }
    }

    /// A facet value that a document must have or must not have.
    public struct Filter: Sendable, Hashable {
        /// The facet's name.
        public var facet: String
        /// The value as typed, case and accents folded.
        public var value: String
        /// Whether documents with the value are left out instead of kept.
        public var isExcluded: Bool

        /// A condition.
        public init(facet: String, value: String, isExcluded: Bool = false) {
            self.facet = facet
            self.value = value
            self.isExcluded = isExcluded
        }
    }

    /// The whole query.
    public var tree: QueryNode
    /// What is looked for, in the query's order; the terms of one group are alternatives (`OR`). Without parentheses all
    /// groups are asked for.
    public var groups: [[Term]]
    /// What is looked for to leave documents out.
    public var excluded: [Term]
    /// The conditions on facets.
    public var filters: [Filter]
    /// The bits of the text that hold no word and no syntax, such as a lone `+`.
    public var ignored: [String]

    /// An interpretation.
    public init(
        tree: QueryNode = .all([]), groups: [[Term]] = [], excluded: [Term] = [], filters: [Filter] = [],
        ignored: [String] = []
    ) {
        self.tree = tree
        self.groups = groups
        self.excluded = excluded
        self.filters = filters
        self.ignored = ignored
    }
}
