public import TalkArchive

/// A feed document of RFC 4287, as a value; `xml()` gives its bytes.
///
/// It can hold nothing that depends on when it is made, so the same archive always gives the same bytes.
public struct AtomFeed: Sendable, Hashable {
    /// RFC 4287, 4.2.6: a permanent, universally unique IRI; two feeds of this archive never share one.
    public var id: String
    /// RFC 4287, 4.2.14: plain text for people.
    public var title: String
    /// RFC 4287, 4.2.12: plain text; nil where there is nothing to add to the title.
    public var subtitle: String?
    /// RFC 4287, 4.2.15: the last significant change, a stored fact.
    public var updated: Timestamp
    /// RFC 4287, 4.1.1: a feed has authors unless every entry has; here it always has, so an empty feed is valid too.
    public var authors: [AtomPerson]
    /// RFC 4287, 4.2.7: with one `self` and one `alternate` link.
    public var links: [AtomLink]
    /// RFC 4287, 4.2.2.
    public var categories: [AtomCategory]
    /// RFC 4287, 4.2.4: the program that made the feed, without its version, which would change the bytes of every
    /// feed at each release.
    public var generator: String?
    /// RFC 4287, 2: `xml:lang`, a BCP 47 tag that holds for all text within; nil or empty leaves it out.
    public var language: String?
    /// The counts of a search; nil for every other feed.
    public var counts: SearchCounts?
    /// What the document is to the whole feed; nil for one that is only a part of it, and may change.
    public var extent: Extent?
    /// Where the same is as a JSON Feed.
    public var jsonAddresses: JSONAddresses?
    /// RFC 6721, section 3: entries that were there once.
    public var deletions: [AtomDeletion]
    /// RFC 4287, 4.1.1: the order has no meaning to readers; ours is newest first, or a search's own.
    public var entries: [AtomEntry]

    public init(
        id: String, title: String, subtitle: String? = nil, updated: Timestamp, authors: [AtomPerson],
        links: [AtomLink] = [], categories: [AtomCategory] = [], generator: String? = "Rockpool",
        language: String? = nil, counts: SearchCounts? = nil, extent: Extent? = nil,
        jsonAddresses: JSONAddresses? = nil, deletions: [AtomDeletion] = [], entries: [AtomEntry] = []
    ) {
        self.id = id
        self.title = title
        self.subtitle = subtitle
        self.updated = updated
        self.authors = authors
        self.links = links
        self.categories = categories
        self.generator = generator
        self.language = language
        self.counts = counts
        self.extent = extent
        self.jsonAddresses = jsonAddresses
        self.deletions = deletions
        self.entries = entries
    }

    /// RFC 4287, section 7.
    public static let mediaType = "application/atom+xml; charset=utf-8"

    /// What a document is to the whole feed.
    public enum Extent: String, Sendable, CaseIterable {
        /// All of it: what is not in it is not in the feed (RFC 5005, section 2).
        case complete
        /// A part that does not change any more (RFC 5005, section 4).
        case archive
    }

    /// The addresses of the same feed as a JSON Feed.
    public struct JSONAddresses: Sendable, Hashable {
        public var own: String
        /// The next page of a search.
        public var next: String?

        public init(own: String, next: String? = nil) {
            self.own = own
            self.next = next
        }
    }
}

/// How many results a search has and which of them a feed holds (OpenSearch 1.1, "response elements").
public struct SearchCounts: Sendable, Hashable {
    /// All results of the search, not of this page.
    public var totalResults: Int
    /// The place of the page's first result, counted from 1.
    public var startIndex: Int
    /// How many results a full page holds.
    public var itemsPerPage: Int

    public init(totalResults: Int, startIndex: Int = 1, itemsPerPage: Int) {
        self.totalResults = totalResults
        self.startIndex = startIndex
        self.itemsPerPage = itemsPerPage
    }
}
