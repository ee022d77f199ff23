import Foundation
import TalkArchive

extension AtomFeed {
    /// The media type of a JSON Feed (jsonfeed.org, "Suggestions for Publishers").
    public static let jsonMediaType = "application/feed+json"

    /// The same as a JSON Feed 1.1 (jsonfeed.org/version/1.1), in UTF-8. It has no way to tell of deletions.
    ///
    /// - Throws: `EncodingError` only if Foundation cannot encode a string, which it can.
    public func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(JSONFeed(self)))
    }
}

/// The document, with the names of the specification in its spelling of words.
private struct JSONFeed: Encodable {
    let version = "https://jsonfeed.org/version/1.1"
    let title: String
    let description: String?
    let homePage: String?
    let feed: String?
    let next: String?
    let language: String?
    let authors: [Author]
    let hubs: [Hub]?
    let items: [Item]

    init(_ feed: AtomFeed) {
        title = feed.title
        description = feed.subtitle
        homePage = feed.links.first { $0.relation == .alternate && $0.type == "text/html" }?.href
        self.feed = feed.jsonAddresses?.own
        next = feed.jsonAddresses?.next
        language = feed.language.flatMap { $0.isEmpty ? nil : $0 }
        authors = feed.authors.map(Author.init)
        let hubs = feed.links.filter { $0.relation.rawValue == "hub" }.map { Hub(type: "WebSub", url: $0.href) }
        self.hubs = hubs.isEmpty ? nil : hubs
        items = feed.entries.map(Item.init)
    }

    enum CodingKeys: String, CodingKey {
        case version, title, description, language, authors, hubs, items
        case homePage = "home_page_url"
        case feed = "feed_url"
        case next = "next_url"
    }

    struct Author: Encodable {
        let name: String
        let url: String?

        init(_ person: AtomPerson) {
            name = person.name
            url = person.uri
        }
    }

    struct Hub: Encodable {
        let type: String
        let url: String
    }
}

private struct Item: Encodable {
    let id: String
    let url: String?
    let title: String
    let contentHTML: String
    let summary: String?
    let image: String?
    let published: String
    let modified: String
    let authors: [JSONFeed.Author]?
    let tags: [String]?
    let attachments: [Attachment]?

    init(_ entry: AtomEntry) {
        id = entry.id
        url = entry.links.first { $0.relation == .alternate }?.href
        title = entry.title
        contentHTML = entry.contentHTML
        summary = entry.summary
        image = entry.image
        published = entry.published.description
        modified = entry.updated.description
        authors = Self.some(entry.authors.map(JSONFeed.Author.init))
        tags = Self.some(entry.categories.map { $0.label ?? $0.term })
        attachments = Self.some(
            entry.links.filter { $0.relation == .enclosure }.map {
                Attachment(url: $0.href, type: $0.type ?? "application/octet-stream", title: $0.title, size: $0.length)
            })
    }

    /// A list that says nothing is left out; without authors those of the feed hold.
    private static func some<Element>(_ list: [Element]) -> [Element]? { list.isEmpty ? nil : list }

    enum CodingKeys: String, CodingKey {
        case id, url, title, summary, image, authors, tags, attachments
        case contentHTML = "content_html"
        case published = "date_published"
        case modified = "date_modified"
    }

    struct Attachment: Encodable {
        let url: String
        let type: String
        let title: String?
        let size: Int?

        enum CodingKeys: String, CodingKey {
            case url, title
            case type = "mime_type"
            case size = "size_in_bytes"
        }
    }
}
