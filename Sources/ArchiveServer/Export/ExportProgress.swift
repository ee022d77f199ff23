/// What an export is doing.
public enum ExportEvent: Sendable {
    /// Decks are read; those in the cache cost nothing.
    case reading(DeckIntake.Event, DeckIntake.Progress)
    /// So many decks have all their pictures now, in both sizes counted apart.
    case drawing(done: Int, total: Int)
    /// So many files are ready; there may be more than planned when pages link to further ones.
    case writing(done: Int, total: Int)
}

/// What became of an export.
public struct ExportSummary: Sendable, Encodable {
    /// Files that the export has, without the list of them.
    public var files = 0
    /// Their bytes.
    public var bytes = 0
    /// Files that are new or have other bytes than before.
    public var changed = 0
    /// Files of the former export that are no more.
    public var removed = 0
    public var seconds = 0.0
    /// Decks that cannot be read, and why; their talks have no slides.
    public var refused: [Refusal] = []
    /// Links to addresses of this site at which there is nothing.
    public var brokenLinks: [BrokenLink] = []
    /// Files in the folder that no export wrote; they are as they were.
    public var foreignFiles: [String] = []
    /// What only links told of, though all addresses were listed: none, says a test.
    var unlisted: [String] = []

    private enum CodingKeys: CodingKey {
        case files, bytes, changed, removed, seconds, refused, brokenLinks, foreignFiles
    }

    public struct Refusal: Sendable, Encodable {
        public var deck: String
        public var reason: String
    }

    public struct BrokenLink: Sendable, Encodable, Hashable {
        public var page: String
        public var link: String
    }
}
