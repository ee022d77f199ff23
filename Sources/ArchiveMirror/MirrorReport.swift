public import TalkArchive

/// What happens while a copy is made.
public enum MirrorEvent: Sendable, Equatable {
    /// The feeds are read: this many talks are looked at, and this many editions are as before.
    case planned(talks: Int, unchangedEditions: Int)
    /// A file came.
    case fetched(path: String, byteCount: Int)
    case removed(path: String)
    /// A talk is as the source has it, or is left as it was because of a problem.
    case finished(TalkKey)
    case problem(MirrorProblem)
}

/// Why one file is not as the source has it. All others are not affected.
public struct MirrorProblem: Error, Sendable, Hashable, CustomStringConvertible {
    /// Its path in the archive.
    public let file: String
    public let reason: String

    public var description: String { "\(file): \(reason)" }
}

/// How a copy stands after a run.
public struct MirrorSummary: Sendable, Equatable {
    /// In the copy now.
    public var talks = 0
    public var decks = 0
    public var byteCount = 0
    /// Files that came, or would have come in a dry run, and what they weigh as far as that is known.
    public var fetched = 0
    public var fetchedBytes = 0
    public var removed = 0
    public var requests = 0
    public var problems: [MirrorProblem] = []
    /// False when it was stopped before the end.
    public var isComplete = true

    public init() {}
}

/// Why no copy can be made at all.
public enum MirrorError: Error, Sendable, CustomStringConvertible {
    /// The address is no web address.
    case badAddress(String)
    /// Nothing there describes an archive.
    case noArchive(String, reason: String)
    /// A feed of the source makes no sense.
    case badFeed(String, reason: String)
    /// The folder holds something else.
    case notACopy(String)
    /// The folder is a copy of another archive.
    case otherArchive(folder: String, source: String)
    /// The source has no edition any more.
    case emptySource
    /// Another run is at work in the folder.
    case busy
    /// Nothing can be reached, or nothing any more.
    case sourceIsGone(reason: String)
    /// The folder cannot be written.
    case storage(String)

    public var description: String {
        switch self {
        case .badAddress(let text): "'\(text)' is no web address. Write one such as https://kangrejos.com."
        case .noArchive(let address, let reason):
            "\(address) has no Rockpool archive that can be copied: \(reason)"
                + " Give the address of its home page; the site needs a Rockpool with feeds that can be copied."
        case .badFeed(let path, let reason): "The source's feed \(path) cannot be used: \(reason)"
        case .notACopy(let folder):
            "'\(folder)' holds something that is no copy, and is not touched. Name a new or empty folder with --archive."
        case .otherArchive(let folder, let source):
            "'\(folder)' is a copy of another archive (\(source)). Name another folder with --archive."
        case .emptySource:
            "The source lists no edition, so nothing was removed here. If that is right, delete the folder by hand."
        case .busy: "Another copy is being made in this folder. Wait for it."
        case .sourceIsGone(let reason):
            "The source cannot be reached: \(reason) What came is kept; run it again later to go on."
        case .storage(let reason): reason
        }
    }
}
