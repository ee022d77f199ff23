public import TalkArchive

/// How much a source may send and how hard it is asked. What goes beyond is not taken, and the report says so.
public struct MirrorLimits: Sendable, Hashable {
    /// Bytes of a feed.
    public var feedBytes = 32 << 20
    /// Bytes of a picture in a gallery.
    public var pictureBytes = 50_000_000
    /// Editions of an archive, talks of an edition, and decks of a talk or pictures of a gallery.
    public var editions = 1_000
    public var talksOfEdition = 20_000
    public var filesInFolder = 1_000
    /// Requests under way at once.
    public var connections = 4
    /// How often a request is made before it counts as failed, and how long is waited before the second time.
    public var attempts = 3
    public var retryDelay: Duration = .seconds(1)
    /// Longest wait that a source can ask for (RFC 9110, 10.2.3).
    public var longestRetryDelay: Duration = .seconds(30)
    /// Longest time without a byte.
    public var silence: Duration = .seconds(30)
    /// When so many files in a row cannot be reached, the source is taken to be gone.
    public var failuresInARow = 5
    /// Bytes of a deck, of a `talk.md` and its like.
    public var archive = ArchiveLimits()

    public init() {}
}
