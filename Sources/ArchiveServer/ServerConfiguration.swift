public import Foundation

/// Everything that can be set about a running server, with its defaults.
public struct ServerConfiguration: Sendable {
    /// The folder that is the archive.
    public var archive: URL
    /// Derived data: extracted text, pictures. Can be deleted at any time.
    public var cache: URL
    /// Mustache templates, and `assets/` beside them.
    public var templates: URL
    /// The address to listen on.
    public var host: String
    /// The port to listen on; 0 takes a free one.
    public var port: Int
    /// Scheme, host and perhaps path of absolute links; nil takes the archive's own.
    public var baseURL: URL?
    /// The WebSub hub that is told of changes, and that feeds name; nil for none.
    public var hub: URL?
    /// How many proxies stand in front, each of which sets `X-Forwarded-For` and `X-Forwarded-Proto`. With 0 the fields
    /// are not looked at, since anybody may send them.
    public var trustedProxies = 0
    /// Read the templates again for each page, so that a change shows on reload.
    public var isDevelopment: Bool
    public var limits: ServerLimits
    /// How decks are read, and what one may cost.
    public var decks: DeckReadingOptions

    public init(
        archive: URL, cache: URL, templates: URL, host: String = "127.0.0.1", port: Int = 8080, baseURL: URL? = nil,
        hub: URL? = nil, isDevelopment: Bool = false, limits: ServerLimits = ServerLimits(),
        decks: DeckReadingOptions = DeckReadingOptions()
    ) {
        self.archive = archive
        self.cache = cache
        self.templates = templates
        self.host = host
        self.port = port
        self.baseURL = baseURL
        self.hub = hub
        self.isDevelopment = isDevelopment
        self.limits = limits
        self.decks = decks
    }
}

/// The server's limits, each told to the person who meets it.
public struct ServerLimits: Sendable {
    /// Largest deck that is taken, in bytes.
    public var deckBytes = 300_000_000
    /// A PDF in the folder that seems to be half copied is taken when nothing has been written to it for this time.
    public var halfCopiedTime: Duration = .seconds(10)
    /// How long a talk stays as it was because its new deck is being read. Then it is shown as it is, without slides.
    public var unreadDeckTime: Duration = .seconds(10)
    /// Largest body of a form without a file, in bytes.
    public var formBytes = 64 * 1024
    /// Largest form with a talk's texts that a speaker sends, in bytes as they are encoded.
    public var handInFormBytes = 256 * 1024
    /// Days that a speaker's link holds when nothing else is said.
    public var linkDays = 60
    /// Largest form of the desk, in bytes: a talk with its whole text, twice over.
    public var deskFormBytes = 4 * 1024 * 1024
    /// Most fields of a form.
    public var formFields = 4000
    /// Most files that one session may have waiting for their talks, and most bytes of all that wait.
    public var stagedFiles = 100
    public var stagedBytes = 2_000_000_000
    /// How long one request takes such files in. The page then says how far it is and goes on with the next request, so
    /// that no connection stands still for minutes.
    public var stagedTurn: Duration = .seconds(15)
    /// How long they wait before they are removed.
    public var stagingTime: Duration = .seconds(60 * 60)
    /// Largest JSON that a program sends about a talk or an edition, in bytes.
    public var documentBytes = 1 << 20
    /// Longest note of an upload, in characters; the upload form's field takes no more.
    public var noteCharacters = 200
    /// A connection on which nothing moves is closed after this time. Shorter values cut slow downloads.
    public var idleTimeout: Duration = .seconds(60)
    /// All fields of a request have to arrive within this time from the first byte, a quarter more at most; and a new
    /// connection has it to begin.
    public var headTime: Duration = .seconds(20)
    /// How long a connection that was answered is kept for the next request.
    public var keepAliveTime: Duration = .seconds(60)
    /// Longest address of a request, path and query, in bytes (414): a search that somebody pasted a page into is still
    /// answered, with what is too long told.
    public var addressBytes = 48 * 1024
    /// Most bytes of a request's address and fields (431).
    public var headBytes = 64 * 1024
    /// Most fields of a request (431).
    public var headFields = 100
    /// Connections at the same time; half of the files that the process may open, if that is less. When there are more,
    /// the one goes that has waited longest for a request.
    public var connections = 4000
    /// The same for one address. Not for those of proxies that are trusted, since theirs are many people's.
    public var connectionsOfAddress = 500
    /// An upload slower than this, in bytes per second over its whole time, is given up after a grace of 30 seconds.
    public var uploadBytesPerSecond = 4 * 1024
    /// A form, or another small body, has this time to come; after it the pace of uploads is asked of it.
    public var formTime: Duration = .seconds(10)
    /// How long after a refused upload the connection is kept, so that the client can read why.
    public var lingerAfterRefusal: Duration = .seconds(3)
    /// Talks on one page of search results.
    public var resultsPerPage = 10
    /// Best slides shown for each talk of a results page.
    public var slidesPerResult = 3
    /// Last page of results that is made; deeper ones are told to narrow the search.
    public var lastResultsPage = 100
    /// Longest query that is searched, in UTF-8 bytes; what is beyond is ignored, and the page says so.
    public var queryBytes = 2000
    /// Most bytes of pages and feeds that are kept once they have been made.
    public var keptBytes = 64 * 1024 * 1024
    /// Entries in a feed.
    public var feedEntries = 100
    /// Records in one answer to a harvester (OAI-PMH); more come with a resumption token.
    public var harvestedRecords = 100
    /// Addresses in one sitemap, at most the protocol's 50,000; a larger site has several under an index.
    public var sitemapAddresses = 50_000
    /// How long an organizer or speaker stays signed in.
    public var sessionTime: Duration = .seconds(12 * 60 * 60)
    /// Browsers that are signed in by one token or link; the next one signs the oldest out.
    public var sessionsOfHolder = 50
    /// Wrong tokens and links from one address in a minute before more are not even counted (429). A right one always
    /// gets in.
    public var signInTriesPerMinute = 10
    /// Uploads that are begun from one address in a minute: enough for a whole edition, or a room full of speakers.
    public var uploadsPerMinute = 300
    /// Addresses that these limits are kept for; an IPv6 address stands for its network of 64 bits.
    public var limitedAddresses = 10_000

    public init() {}
}
