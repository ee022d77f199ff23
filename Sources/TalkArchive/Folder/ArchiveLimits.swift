/// How much an archive may ask of those who read it. What goes beyond is reported and left out, never cut.
public struct ArchiveLimits: Sendable, Hashable {
    /// Bytes of an `archive.yaml`, `edition.yaml`, `talk.md`, `tokens.yaml` or `links.yaml`.
    public var metadataBytes = 1 << 20
    /// How deep lists and mappings of the metadata may be nested.
    public var metadataDepth = 16
    /// Names in one folder.
    public var namesInFolder = 50_000
    /// Bytes of a deck that is handed in. Decks that are in the folder already are served whatever their size.
    public var deckBytes = 300_000_000
    /// Proposals that may wait for one talk at a time: one for each of its links.
    public var proposalsForTalk = 8
    /// Bytes of title, text and links that one proposal may have in all; its deck has `deckBytes`.
    public var proposalTextBytes = 64 * 1024
    /// How long a change waits for another process that is changing the archive.
    public var lockWait: Duration = .seconds(10)

    public init() {}
}
