/// What a document must be to answer a query, or a part of one.
public indirect enum QueryNode: Sendable, Hashable {
    /// It has the word, phrase or prefix.
    case term(QueryInterpretation.Term)
    /// It has the facet's value.
    case filter(facet: String, value: String)
    /// It has text in the field of this name.
    case has(field: String)
    /// It is all of these; of nothing, every document.
    case all([QueryNode])
    /// It is one of these.
    case any([QueryNode])
    /// It is not this.
    case not(QueryNode)
}

extension QueryNode: CustomStringConvertible {
    /// The node in the query language.
    public var description: String {
        switch self {
        case .all(let nodes): nodes.map(\.itemText).joined(separator: " ")
        case .any(let nodes): nodes.map(\.itemText).joined(separator: " OR ")
        default: itemText
        }
    }

    /// The node as one item of a longer query.
    private var itemText: String {
        switch self {
        case .term(let term): term.description
        case .filter(let facet, let value): "\(facet):\(value.contains(" ") ? "\"\(value)\"" : value)"
        case .has(let field): "has:\(field)"
        case .all, .any: "(\(description))"
        case .not(let node): "-\(node.itemText)"
        }
    }
}

extension QueryInterpretation.Term: CustomStringConvertible {
    /// The term in the query language.
    public var description: String {
        let content =
            switch kind {
            case .word: text
            case .phrase: "\"\(text)\""
            case .prefix: "\(text)*"
            }
        return field.map { "\($0):\(content)" } ?? content
    }
}
