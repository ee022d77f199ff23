/// One text field of a document: how it weighs and what readers call it in a query.
public struct FieldDefinition: Sendable, Hashable {
    /// The name documents use, such as `slides`.
    public var name: String
    /// The field's weight in BM25F: an occurrence here counts as `weight` occurrences of a field of weight 1.
    public var weight: Double
    /// BM25F's `b` for this field, 0 (length does not matter) to 1 (occurrences count by share of the text).
    public var lengthNormalization: Double
    /// What readers may type before the colon to search this field alone; the field's name is always one of them.
    public var queryNames: [String]
    /// Whether the field's sections are results of their own (slides) and come back ranked in `SearchHit.sections`.
    /// The matches of all other fields come back in `SearchHit.marks`.
    public var ranksSections: Bool

    /// A text field; `lengthNormalization` is clamped to 0...1 and `weight` to zero or more.
    public init(
        name: String, weight: Double = 1, lengthNormalization: Double = 0.75, queryNames: [String] = [],
        ranksSections: Bool = false
    ) {
        self.name = name
        self.weight = weight.isFinite ? max(0, weight) : 1
        self.lengthNormalization = lengthNormalization.isFinite ? min(1, max(0, lengthNormalization)) : 0.75
        self.queryNames = queryNames
        self.ranksSections = ranksSections
    }
}

/// One facet of a document: a name with exact values, such as `edition` with `2022`.
public struct FacetDefinition: Sendable, Hashable {
    /// The name documents, filters and counts use.
    public var name: String
    /// What readers may type before the colon to filter by this facet; the facet's name is always one of them.
    /// Where a text field has the same query name, the text field takes it.
    public var queryNames: [String]

    /// A facet.
    public init(name: String, queryNames: [String] = []) {
        self.name = name
        self.queryNames = queryNames
    }
}

/// The shape of an index's documents: text fields and facets, both in a stable order.
public struct IndexSchema: Sendable, Hashable {
    /// The text fields; at most 32, further ones are not indexed.
    public let fields: [FieldDefinition]
    /// The facets.
    public let facets: [FacetDefinition]

    /// The greatest number of text fields.
    public static let maximumFieldCount = 32

    /// A schema. Fields beyond `maximumFieldCount` are dropped.
    public init(fields: [FieldDefinition], facets: [FacetDefinition] = []) {
        self.fields = Array(fields.prefix(Self.maximumFieldCount))
        self.facets = facets
    }

    /// The position of the field of this name.
    public func fieldIndex(named name: String) -> Int? {
        fields.firstIndex { $0.name == name }
    }

    /// The position of the facet of this name.
    public func facetIndex(named name: String) -> Int? {
        facets.firstIndex { $0.name == name }
    }
}
