/// What the index is given of one document: its texts by field and section, its facet values and its date.
public struct IndexDocument: Sendable, Hashable {
    /// The caller's name for the document; unique in an index, where ids are told apart by their bytes.
    public var id: String
    /// The texts by field name, one string a section. A field of slides has one section for each slide; a phrase never
    /// crosses from one section into the next. Names that the schema does not know are not indexed.
    public var fields: [String: [String]]
    /// The exact values by facet name.
    public var facets: [String: [String]]
    /// The date for `SearchRequest.Sort.newest` and for ties, greater is newer; the unit is the caller's.
    public var sortKey: Int64

    /// A document.
    public init(id: String, fields: [String: [String]], facets: [String: [String]] = [:], sortKey: Int64 = 0) {
        self.id = id
        self.fields = fields
        self.facets = facets
        self.sortKey = sortKey
    }
}

/// One step from an index to the next.
public enum IndexChange: Sendable, Hashable {
    /// Adds the document, in place of the one with the same id if there is one.
    case put(IndexDocument)
    /// Removes the document with this id; nothing happens when there is none.
    case remove(id: String)

    /// The id of the document that changes.
    public var documentID: String {
        switch self {
        case .put(let document): document.id
        case .remove(let id): id
        }
    }
}
