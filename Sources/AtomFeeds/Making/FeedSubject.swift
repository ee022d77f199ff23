public import TalkArchive

/// What a feed is about, with what the archive alone does not know: the results of a search.
public enum FeedSubject: Sendable {
    case everything
    case edition(EditionID)
    case speaker(SpeakerSlug)
    case tag(Tag)
    case search(SearchResults)

    /// The part of it that has an address.
    public var address: SiteAddress.FeedSubject {
        switch self {
        case .everything: .everything
        case .edition(let id): .edition(id)
        case .speaker(let slug): .speaker(slug)
        case .tag(let tag): .tag(tag)
        case .search(let results): .search(results.search)
        }
    }
}

/// One page of a search's results.
public struct SearchResults: Sendable {
    public var search: SearchAddress
    /// The talks of this page, in the order that the feed keeps.
    ///
    /// For a feed the newest should come first: a page of the most relevant talks would never show a new talk that
    /// ranks low, and its subscriber would not be told.
    public var talks: [Talk]
    public var counts: SearchCounts

    public init(search: SearchAddress, talks: [Talk], counts: SearchCounts) {
        self.search = search
        self.talks = talks
        self.counts = counts
    }
}

/// How much goes into a feed.
public struct FeedLimits: Sendable, Hashable {
    /// How many events a document of a feed's archive has when it is full.
    public var eventsPerArchive: Int
    /// How many talks the document that grows has at least, where there are as many: those that were told of last.
    public var recentTalks: Int
    /// The last page of a search that is answered.
    public var searchPages: Int
    /// How many of a talk's first slides an entry shows.
    public var pictures: Int
    /// How wide a slide is shown, in CSS pixels; its height follows from the slide's shape.
    public var pictureWidth: Int
    /// The longest summary, in characters; the content always has the whole text.
    public var summary: Int

    public init(
        eventsPerArchive: Int = 50, recentTalks: Int = 20, searchPages: Int = .max, pictures: Int = 2,
        pictureWidth: Int = 640, summary: Int = 300
    ) {
        self.eventsPerArchive = max(eventsPerArchive, 1)
        self.recentTalks = recentTalks
        self.searchPages = searchPages
        self.pictures = pictures
        self.pictureWidth = pictureWidth
        self.summary = summary
    }
}
