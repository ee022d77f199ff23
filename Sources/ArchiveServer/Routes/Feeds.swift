internal import ArchiveSearch
internal import AtomFeeds
internal import TalkArchive

/// The feeds: `/feed.atom` and one beside each list of talks.
enum Feeds {
    /// Readers plan their next visit from it.
    private static let lifetime = 900

    static func everything(_ visit: Visit) throws -> Content {
        try content(.everything, visit)
    }

    static func edition(_ visit: Visit) throws -> Content {
        try content(.edition(visit.edition().id), visit)
    }

    static func speaker(_ visit: Visit) throws -> Content {
        guard let slug = SpeakerSlug(visit.parameter("speaker")) else { throw SiteError.notFound }
        return try content(.speaker(slug), visit)
    }

    static func tag(_ visit: Visit) throws -> Content {
        guard let tag = Tag(visit.parameter("tag")) else { throw SiteError.notFound }
        return try content(.tag(tag), visit)
    }

    /// Any search. The newest come first, whatever order the address asks for: a feed tells what is new.
    static func search(_ visit: Visit) throws -> Content {
        let query = SearchQuery(visit)
        let limits = visit.site.configuration.limits
        let address = query.address.firstPage
        var newest = address
        newest.order = .newest
        let results = visit.snapshot.search.results(
            of: newest, pageSize: limits.feedEntries, slidesPerTalk: 0, snippetLength: 1)
        // A feed promises every entry to match; the search page's fall-back to some of the words would break that.
        let isExact = results.matching == .all
        let found = SearchResults(
            search: address, talks: isExact ? results.hits.map(\.talk) : [],
            counts: SearchCounts(
                totalResults: isExact ? results.totalCount : 0, itemsPerPage: limits.feedEntries))
        return try content(.search(found), visit)
    }

    private static func content(_ subject: FeedSubject, _ visit: Visit) throws -> Content {
        let snapshot = visit.snapshot
        let maker = FeedMaker(
            archive: snapshot.archive, contents: snapshot.contents,
            limits: FeedLimits(entries: visit.site.configuration.limits.feedEntries))
        guard let feed = maker.feed(about: subject) else { throw SiteError.notFound }
        var content = Content(
            AtomFeed.mediaType, bytes: try feed.xml(), caching: .seconds(lifetime), lastModified: feed.updated)
        content.security = .data
        return content
    }
}
