public import TalkArchive

/// A person construct (RFC 4287, 3.2). No e-mail addresses: a feed is public.
public struct AtomPerson: Sendable, Hashable {
    /// RFC 4287, 3.2.1: the only required part.
    public var name: String
    /// RFC 4287, 3.2.2: an absolute address about the person.
    public var uri: String?

    public init(name: String, uri: String? = nil) {
        self.name = name
        self.uri = uri
    }
}

/// A category (RFC 4287, 4.2.2).
public struct AtomCategory: Sendable, Hashable {
    /// RFC 4287, 4.2.2.1: what readers compare.
    public var term: String
    /// RFC 4287, 4.2.2.2: the IRI of the list of terms that this one is from.
    public var scheme: String?
    /// RFC 4287, 4.2.2.3: what readers show.
    public var label: String?

    public init(term: String, scheme: String? = nil, label: String? = nil) {
        self.term = term
        self.scheme = scheme
        self.label = label
    }
}

/// A link (RFC 4287, 4.2.7).
public struct AtomLink: Sendable, Hashable {
    /// RFC 4287, 4.2.7.2.
    public var relation: Relation
    /// RFC 4287, 4.2.7.1: always absolute, since readers resolve relative ones in surprising ways.
    public var href: String
    /// RFC 4287, 4.2.7.3: the media type to be expected.
    public var type: String?
    /// RFC 4287, 4.2.7.5.
    public var title: String?
    /// RFC 4287, 4.2.7.6: size in bytes, for an enclosure.
    public var length: Int?
    /// SHA-256 of what is behind the link, so that a copy can be checked (Atom Link Extensions).
    public var hash: ContentHash?

    public init(
        _ relation: Relation, href: String, type: String? = nil, title: String? = nil, length: Int? = nil,
        hash: ContentHash? = nil
    ) {
        self.relation = relation
        self.href = href
        self.type = type
        self.title = title
        self.length = length
        self.hash = hash
    }

    /// What a link means.
    public enum Relation: String, Sendable, CaseIterable {
        /// The same as a page to read.
        case alternate
        /// The document that grows (RFC 5005, section 4).
        case current
        /// The same as metadata for a program (IANA's link relations; POWDER).
        case describedby
        /// A file to download with the entry.
        case enclosure
        /// The first page of a search (RFC 5005, section 3).
        case first
        /// Who tells subscribers of changes (WebSub, section 4).
        case hub
        /// The file of a member of what the feed is about (RFC 6573).
        case item
        /// The last page.
        case last
        case next
        /// The archive document after this one (RFC 5005, section 4).
        case nextArchive = "next-archive"
        case previous
        /// The archive document before this one.
        case previousArchive = "prev-archive"
        case related
        /// The feed's own address.
        case `self` = "self"
        /// The feed of a part of what this feed is about (IANA's link relations; HTML 4.01, 6.12).
        case section
        /// The OpenSearch description (OpenSearch 1.1, "autodiscovery in Atom").
        case search
        /// Where the information comes from.
        case via
    }
}
