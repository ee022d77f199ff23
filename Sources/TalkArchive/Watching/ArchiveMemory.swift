/// What is remembered of an archive's folder from one reading to the next.
///
/// It saves work: PDFs and texts whose files have not changed are not read again. And it keeps what was good: a talk,
/// an edition or the settings whose file was broken by an edit stay as they were before it, and a talk keeps its deck
/// while another is still being copied over it. It is a value; a reading that went wrong is undone by dropping its
/// copy.
public struct ArchiveMemory: Sendable {
    /// What is known of the PDFs' bytes.
    public var hashes: FileHashCache
    /// When a PDF that was changed just now is taken.
    var arrival = DeckArrival()
    /// What the last reading found. What it did not find is forgotten.
    var known = Known()

    /// - Parameter halfCopiedTime: a file that seems to be half copied is taken when nothing has been written to it for
    ///   this time; nil for ten seconds.
    public init(hashes: FileHashCache = FileHashCache(), halfCopiedTime: Duration? = nil) {
        self.hashes = hashes
        if let halfCopiedTime { arrival.limit = halfCopiedTime }
    }

    struct Known {
        /// By the path of `talk.md`.
        var texts: [String: TalkText] = [:]
        var talks: [TalkKey: GoodTalk] = [:]
        /// Without talks.
        var editions: [EditionID: Edition] = [:]
        var settings: SettingsReader.Result?
        /// By the path of the PDF.
        var decks: [String: DeckBytes] = [:]
        /// Files that are waited for: how they looked, and since when.
        var waiting: [String: Waiting] = [:]
    }

    /// A `talk.md` that has been read.
    struct TalkText {
        let stamp: FileStamp
        let context: TalkContext?
        /// Nil when it cannot be used.
        let draft: TalkDraft?
        let diagnostics: [Diagnostic]
    }

    /// The last good state of a talk.
    struct GoodTalk {
        /// Hidden from the first broken edit on that may have been meant to hide it.
        var draft: TalkDraft
        /// The lines of its front matter.
        var frontMatter: String
        /// The PDF that was shown when `talk.md` names none.
        var deckFile: String?
    }

    struct Waiting {
        let stamp: FileStamp
        let since: ContinuousClock.Instant
    }
}

/// What of an edition the reading of its talks depends on.
struct TalkContext: Hashable {
    let starts: CalendarDate
    let ends: CalendarDate
    let published: Timestamp

    init(_ edition: Edition) {
        starts = edition.starts
        ends = edition.ends
        published = edition.published
    }
}

/// Which bytes a PDF had when it was read, and how its file looked then.
public struct DeckBytes: Sendable, Hashable {
    public let hash: ContentHash
    public let stamp: FileStamp
    let byteCount: Int
}

/// The files that somebody is writing at this moment.
public struct FilesInWork: Sendable, Hashable {
    /// Paths in the archive, `2022/rust-gcc/slides.pdf`.
    public var paths: Set<String>
    /// Whether the system tells when a file has been written to its end; where it does not, `paths` is empty and a
    /// file has to be quiet for a while.
    public var areTold: Bool

    public init(paths: Set<String> = [], areTold: Bool = true) {
        self.paths = paths
        self.areTold = areTold
    }
}
