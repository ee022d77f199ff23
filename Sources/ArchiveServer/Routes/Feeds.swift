internal import ArchiveSearch
internal import AtomFeeds
internal import Foundation
internal import HTTPTypes
internal import TalkArchive

/// The feeds: `/feed.atom` and one beside each list of talks, each as a JSON Feed too, and the archives behind them.
enum Feeds {
    /// Readers plan their next visit from it.
    private static let lifetime = 900
    /// Documents of an archive are full, and stay as they are but for what is withdrawn.
    private static let archiveLifetime = 86_400

    /// The two forms of a feed.
    enum Format {
        case atom, json
    }

    typealias Action = @Sendable (Visit) throws -> Content

    static func everything(_ format: Format) -> Action {
        { try content(.everything, format, $0) }
    }

    static func edition(_ format: Format) -> Action {
        { try content(.edition($0.edition().id), format, $0) }
    }

    static func speaker(_ format: Format) -> Action {
        { try content(speaker($0), format, $0) }
    }

    static func tag(_ format: Format) -> Action {
        { try content(tag($0), format, $0) }
    }

    /// Any search. The newest come first, whatever order the address asks for: a feed tells what is new.
    static func search(_ format: Format) -> Action {
        { visit in
            let query = SearchQuery(visit)
            let pageSize = visit.site.configuration.limits.feedEntries
            var newest = query.address
            newest.order = .newest
            let results = visit.snapshot.search.results(
                of: newest, pageSize: pageSize, slidesPerTalk: 0, snippetLength: 1)
            // A feed promises every entry to match; the search page's fall-back to some of the words would break that.
            let isExact = results.matching == .all
            let found = SearchResults(
                search: query.address, talks: isExact ? results.hits.map(\.talk) : [],
                counts: SearchCounts(
                    totalResults: isExact ? results.totalCount : 0,
                    startIndex: (query.address.page - 1) * pageSize + 1, itemsPerPage: pageSize))
            return try content(.search(found), format, visit)
        }
    }

    static func everythingBefore(_ visit: Visit) throws -> Content {
        try archive(.everything, visit)
    }

    static func speakerBefore(_ visit: Visit) throws -> Content {
        try archive(speaker(visit), visit)
    }

    static func tagBefore(_ visit: Visit) throws -> Content {
        try archive(tag(visit), visit)
    }

    private static func speaker(_ visit: Visit) throws -> FeedSubject {
        guard let slug = SpeakerSlug(visit.parameter("speaker")) else { throw SiteError.notFound }
        return .speaker(slug)
    }

    private static func tag(_ visit: Visit) throws -> FeedSubject {
        guard let tag = Tag(visit.parameter("tag")) else { throw SiteError.notFound }
        return .tag(tag)
    }

    private static func content(_ subject: FeedSubject, _ format: Format, _ visit: Visit) throws -> Content {
        switch format {
        case .atom:
            let hub = hub(of: subject, visit)
            guard let feed = try maker(visit, hub: hub).xml(about: subject) else { throw SiteError.notFound }
            var content = content(AtomFeed.mediaType, feed.bytes, feed.updated, lifetime: lifetime)
            if let hub {
                // WebSub, section 4: subscribers look for these fields first.
                let own = SiteAddress.feed(subject.address).absolute(base: visit.snapshot.archive.settings.baseURL)
                content.fields[.link] = "<\(own)>; rel=\"self\", <\(hub.absoluteString)>; rel=\"hub\""
            }
            return content
        case .json:
            guard let feed = maker(visit).feed(about: subject) else { throw SiteError.notFound }
            return content(AtomFeed.jsonMediaType, try feed.json(), feed.updated, lifetime: lifetime)
        }
    }

    /// `2022.atom`, `2022-2.atom`: a part of a year, spelled in one way only.
    private static func archive(_ subject: FeedSubject, _ visit: Visit) throws -> Content {
        let numbers = visit.parameter("part").split(separator: ".").first?.split(separator: "-").map { Int($0) } ?? []
        guard let year = numbers.first ?? nil, let part = numbers.count > 1 ? numbers[1] : 1,
            SiteAddress.feedArchive(subject.address, year: year, part: part).path == visit.path,
            let feed = maker(visit).archiveDocument(about: subject, year: year, part: part)
        else { throw SiteError.notFound }
        return content(AtomFeed.mediaType, try feed.xml(), feed.updated, lifetime: archiveLifetime)
    }

    /// The hub, for what it is told of: not for searches, which have no end.
    private static func hub(of subject: FeedSubject, _ visit: Visit) -> URL? {
        if case .search = subject { return nil }
        return visit.site.isStatic ? nil : visit.site.configuration.hub
    }

    private static func maker(_ visit: Visit, hub: URL? = nil) -> FeedMaker {
        visit.snapshot.feedMaker(
            FeedLimits(searchPages: visit.site.configuration.limits.lastResultsPage),
            furtherLinks: hub.map { [AtomLink(.hub, href: $0.absoluteString)] } ?? [])
    }

    private static func content(
        _ mediaType: String, _ bytes: [UInt8], _ updated: Timestamp, lifetime: Int
    ) -> Content {
        var content = Content(mediaType, bytes: bytes, caching: .seconds(lifetime), lastModified: updated)
        content.security = .data
        return content
    }
}

extension Snapshot {
    /// Makes feeds of this moment.
    func feedMaker(_ limits: FeedLimits = FeedLimits(), furtherLinks: [AtomLink] = []) -> FeedMaker {
        FeedMaker(
            archive: archive, contents: contents, history: history, limits: limits, furtherLinks: furtherLinks)
    }
}
