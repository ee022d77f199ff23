public import Foundation

/// Every address of the site: the one place where a path is spelled.
///
/// Pages, feeds, redirects and the router's tests all take their paths from here.
public enum SiteAddress: Hashable, Sendable {
    case home
    case edition(EditionID)
    case talk(TalkKey)
    /// A slide, counted from 1.
    case slide(TalkKey, Int)
    /// The current deck under an address that stays.
    case currentDeck(TalkKey)
    /// Exact bytes of a deck; never changes.
    case file(ContentHash)
    /// The picture of a page of exact bytes, counted from 1.
    case picture(ContentHash, page: Int, PictureSize)
    /// A picture of an edition's gallery.
    case galleryPicture(EditionID, file: String)
    case speakers
    case speaker(SpeakerSlug)
    case tags
    case tag(Tag)
    case search(SearchAddress)
    /// A search that tells why its results come in their order.
    case explainedSearch(SearchAddress)
    case feeds
    /// The feed of a list of talks.
    case feed(FeedSubject)
    /// What a feed told in a calendar year of UTC, in parts counted from 1 (RFC 5005, section 4).
    case feedArchive(FeedSubject, year: Int, part: Int)
    /// The same as the feed, as a JSON Feed.
    case jsonFeed(FeedSubject)
    /// A talk, or a slide of it counted from 1, for a reference manager.
    case citation(TalkKey, slide: Int?, CitationFormat)
    /// All talks of an edition for a reference manager.
    case citations(EditionID, CitationFormat)
    /// The public metadata as files, from which a copy of the archive can be made.
    case talkSource(TalkKey)
    case editionSource(EditionID)
    case archiveSource
    case openSearch
    /// The harvesting protocol of research archives, OAI-PMH 2.0.
    case harvesting
    /// Completions of what is being typed into a search box.
    case suggestions(String)
    /// The interface for programs.
    case api(APIAddress)
    case sitemap
    /// A part of a sitemap that is too large for one file, counted from 1.
    case sitemapPart(Int)
    case robots
    /// Where to tell of a weakness (RFC 9116).
    case securityContact
    case organize
    /// A style sheet, script or icon; the hash changes with its bytes.
    case asset(name: String, version: String)

    /// The two pictures that are made of each slide.
    public enum PictureSize: String, Hashable, Sendable, CaseIterable {
        /// For lists of results and contact sheets.
        case small
        /// For reading.
        case large
    }

    /// What a feed is about.
    public enum FeedSubject: Hashable, Sendable {
        case everything
        case edition(EditionID)
        case speaker(SpeakerSlug)
        case tag(Tag)
        case search(SearchAddress)
    }

    /// Path and query, percent-encoded, starting with `/`.
    public var path: String {
        switch self {
        case .home: "/"
        case .edition(let id): "/\(id)/"
        case .talk(let key): "/\(key)/"
        case .slide(let key, let number): "/\(key)/slides/\(number)"
        case .currentDeck(let key): "/\(key)/slides.pdf"
        case .file(let hash): "/files/\(hash).pdf"
        case .picture(let hash, let page, let size):
            "/files/\(hash)/\(page)\(size == .small ? "-small" : "").webp"
        case .galleryPicture(let edition, let file): "/\(edition)/gallery/\(Self.encoded(file))"
        case .speakers: "/speakers/"
        case .speaker(let slug): "/speakers/\(slug)/"
        case .tags: "/tags/"
        case .tag(let tag): "/tags/\(tag)/"
        case .search(let search): "/search\(search.queryString)"
        case .explainedSearch(let search): "/search\(search.queryString)&explain=1"
        case .feeds: "/feeds/"
        case .feed(let subject): Self.feed(subject, "atom")
        case .feedArchive(let subject, let year, let part):
            Self.feed(subject, "atom", within: "/\(year)\(part > 1 ? "-\(part)" : "")")
        case .jsonFeed(let subject): Self.feed(subject, "json")
        case .citation(let key, nil, let format): "/\(key)/cite.\(format.rawValue)"
        case .citation(let key, let slide?, let format): "/\(key)/slides/\(slide)/cite.\(format.rawValue)"
        case .citations(let id, let format): "/\(id)/cite.\(format.rawValue)"
        case .talkSource(let key): "/\(key)/talk.md"
        case .editionSource(let id): "/\(id)/edition.yaml"
        case .archiveSource: "/archive.yaml"
        case .openSearch: "/opensearch.xml"
        case .harvesting: "/oai"
        case .suggestions(let typed): "/suggest?q=\(Self.encoded(typed))"
        case .api(let address): address.path
        case .sitemap: "/sitemap.xml"
        case .sitemapPart(let number): "/sitemap/\(number).xml"
        case .robots: "/robots.txt"
        case .securityContact: "/.well-known/security.txt"
        case .organize: "/organize/"
        case .asset(let name, let version): "/assets/\(version)/\(Self.encoded(name))"
        }
    }

    /// - Parameter document: what stands between the feed's own name and its ending.
    private static func feed(_ subject: FeedSubject, _ ending: String, within document: String = "") -> String {
        switch subject {
        case .everything: "/feed\(document).\(ending)"
        case .edition(let id): "/\(id)/feed\(document).\(ending)"
        case .speaker(let slug): "/speakers/\(slug)/feed\(document).\(ending)"
        case .tag(let tag): "/tags/\(tag)/feed\(document).\(ending)"
        case .search(let search): "/search\(document).\(ending)\(search.queryString)"
        }
    }

    /// The address as others must see it.
    /// - Parameter base: scheme, host and perhaps a path prefix, with or without a trailing slash.
    public func absolute(base: URL) -> String { Self.absolute(path: path, base: base) }

    /// The address of a path that was taken from one.
    public static func absolute(path: String, base: URL) -> String {
        var prefix = base.absoluteString
        while prefix.utf8.last == UInt8(ascii: "/") { prefix.removeLast() }
        return prefix + path
    }

    /// Percent-encodes all but RFC 3986's unreserved characters.
    public static func encoded(_ text: String) -> String {
        if text.utf8.allSatisfy(isUnreserved) { return text }
        func digit(_ value: UInt8) -> UInt8 { value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10 }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count * 3)
        for byte in text.utf8 {
            if isUnreserved(byte) {
                bytes.append(byte)
            } else {
                bytes.append(UInt8(ascii: "%"))
                bytes.append(digit(byte >> 4))
                bytes.append(digit(byte & 15))
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
