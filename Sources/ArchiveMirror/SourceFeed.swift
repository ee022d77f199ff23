internal import Foundation
internal import LibXML
internal import TalkArchive

/// What a feed of the source says about files; all else in it, and its entries, are for readers.
struct SourceFeed: Sendable {
    /// Permanent name of the feed, whatever its address (RFC 4287, 4.2.6).
    let id: String
    /// RFC 5005, section 2: there are no further entries anywhere.
    let isComplete: Bool
    /// The feed's own links.
    let links: [SourceLink]

    private static let atom = "http://www.w3.org/2005/Atom"
    private static let history = "http://purl.org/syndication/history/1.0"

    init(_ bytes: Data, limits: MirrorLimits) throws(FeedError) {
        let root: XMLTree.Element
        do throws(XMLError) {
            root = try XMLTree(parsing: Array(bytes), limits: XMLLimits(bytes: limits.feedBytes)).root
        } catch {
            throw FeedError(error.description)
        }
        guard root.name == "feed", root.namespace == Self.atom,
            let id = root.first("id", namespace: Self.atom)?.text.trimmingCharacters(in: .whitespacesAndNewlines)
        else { throw FeedError("It is no Atom feed.") }
        self.id = id
        isComplete = root.first("complete", namespace: Self.history) != nil
        links = root.elements(named: "link", namespace: Self.atom).compactMap(SourceLink.init)
    }
}

/// A link with what it says about the file behind it.
struct SourceLink: Hashable, Sendable {
    let relation: String
    let address: String
    let length: Int?
    let hash: ContentHash?

    /// As written by `AtomLink`; the last drafts of the Atom Link Extensions have the same name without namespace.
    private static let extensions = "http://purl.org/atompub/link-extensions/1.0"

    init?(_ element: XMLTree.Element) {
        guard let address = element.attribute("href") else { return nil }
        self.address = address
        // RFC 4287, 4.2.7.2.
        relation = element.attribute("rel") ?? "alternate"
        length = element.attribute("length").flatMap { Int($0) }
        let hashes = element.attribute("hash", namespace: Self.extensions) ?? element.attribute("hash") ?? ""
        hash =
            hashes.split(separator: " ").lazy.filter { $0.hasPrefix("sha-256:") }
            .compactMap { ContentHash(String($0.dropFirst("sha-256:".count))) }.first
    }
}

/// Why a feed cannot be used.
struct FeedError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
