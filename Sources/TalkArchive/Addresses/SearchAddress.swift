/// What a search's address says: the query as typed and the filters, in one canonical order.
///
/// Two addresses of the same search are the same text, so that caches and feed readers see one thing.
public struct SearchAddress: Hashable, Sendable {
    /// The words as typed.
    public var query: String
    public var editions: [EditionID]
    public var speakers: [SpeakerSlug]
    public var tags: [Tag]
    public var order: Order
    /// Counted from 1.
    public var page: Int

    public init(
        query: String, editions: [EditionID] = [], speakers: [SpeakerSlug] = [], tags: [Tag] = [],
        order: Order = .relevance, page: Int = 1
    ) {
        self.query = query
        self.editions = Set(editions).sorted()
        self.speakers = Set(speakers).sorted()
        self.tags = Set(tags).sorted()
        self.order = order
        self.page = page
    }

    /// How results are ordered.
    public enum Order: String, Sendable, CaseIterable {
        case relevance
        case newest
    }

    /// `?q=...` with the parameters that differ from their defaults, always in the same order.
    public var queryString: String {
        var pairs = ["q=\(SiteAddress.encoded(query))"]
        pairs += editions.map { "edition=\($0)" }
        pairs += speakers.map { "speaker=\($0)" }
        pairs += tags.map { "tag=\($0)" }
        if order != .relevance { pairs.append("sort=\(order.rawValue)") }
        if page > 1 { pairs.append("page=\(page)") }
        return "?" + pairs.joined(separator: "&")
    }
}
