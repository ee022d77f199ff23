public import TalkArchive

/// An entry of RFC 4287: one talk, told once, and told again under the same id when it changes.
public struct AtomEntry: Sendable, Hashable {
    /// RFC 4287, 4.2.6: permanent; it outlives a move to another host and is never given to another talk.
    public var id: String
    /// RFC 4287, 4.2.14: plain text.
    public var title: String
    /// RFC 4287, 4.2.9: when the talk came into the archive.
    public var published: Timestamp
    /// RFC 4287, 4.2.15: when the talk last changed in a way that its readers care about.
    public var updated: Timestamp
    /// RFC 4287, 4.2.1: one for each speaker; when empty the feed's authors hold (4.1.2).
    public var authors: [AtomPerson]
    /// RFC 4287, 4.2.2.
    public var categories: [AtomCategory]
    /// RFC 4287, 4.2.7: with one `alternate` link (4.1.2 wants one wherever there is no content).
    public var links: [AtomLink]
    /// RFC 4287, 4.2.13: plain text; nil where the talk has no text.
    public var summary: String?
    /// RFC 4287, 4.1.3 and 3.1.1.2: HTML that could stand in a `div`, sent escaped as `type="html"`.
    public var contentHTML: String
    /// Absolute address of a picture of the talk: the first slide. Only the JSON Feed names it apart from the content.
    public var image: String?

    public init(
        id: String, title: String, published: Timestamp, updated: Timestamp, authors: [AtomPerson] = [],
        categories: [AtomCategory] = [], links: [AtomLink] = [], summary: String? = nil, contentHTML: String,
        image: String? = nil
    ) {
        self.id = id
        self.title = title
        self.published = published
        self.updated = updated
        self.authors = authors
        self.categories = categories
        self.links = links
        self.summary = summary
        self.contentHTML = contentHTML
        self.image = image
    }
}
