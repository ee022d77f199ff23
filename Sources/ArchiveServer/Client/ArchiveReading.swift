public import Foundation
internal import Logging
internal import SlideExtraction
internal import Synchronization
public import TalkArchive

/// An archive read for the command line: its values, and what its decks say.
public struct ArchiveReading: Sendable {
    /// All talks, hidden ones too.
    public let archive: Archive
    private let folder: ArchiveFolder
    private let decks: DeckReading

    /// What happens while decks are read.
    public enum Event: Sendable {
        case started(String, done: Int, total: Int)
        case read(Outcome, done: Int, total: Int)
    }

    /// What became of one deck.
    public struct Outcome: Sendable {
        /// The talk's key.
        public let name: String
        public let pageCount: Int?
        public let isCached: Bool
        public let duration: Duration?
        public let warnings: [String]
        public let error: String?
    }

    /// - Throws: `ArchiveUnreadable` when nothing can be used.
    public init(archive root: URL, cache: URL) async throws {
        folder = ArchiveFolder(root: root)
        let hashFile = cache.appending(path: "hashes", directoryHint: .notDirectory)
        var hashes = FileHashCache(readingFrom: hashFile)
        let loaded = folder.load(hashes: &hashes)
        guard let archive = loaded.archive else {
            throw ArchiveUnreadable(folder: root, problems: loaded.diagnostics)
        }
        try? hashes.write(to: hashFile)
        self.archive = archive
        decks = try await DeckReading(cache: cache, logger: .commandLine)
    }

    /// What everyone may see now.
    public var publicArchive: Archive { archive.visibleToEveryone(at: .now) }

    /// What the current decks say; those that cannot be read are left out and told as events.
    public func contents(
        includingHidden: Bool = false, onEvent: @escaping @Sendable (Event) -> Void
    ) async -> [ContentHash: DeckContent] {
        let talks = (includingHidden ? archive : publicArchive).talks
        let jobs = talks.compactMap { talk in
            talk.currentDeck.map {
                DeckIngester.Job(deck: talk.key.description, file: folder.file(of: $0, in: talk.key), hash: $0.hash)
            }
        }
        let total = Set(jobs.map(\.hash)).count
        let done = Mutex(0)
        let result = await decks.ingest(jobs) { event in
            if case .started = event.step {
                onEvent(.started(event.deck, done: done.withLock { $0 }, total: total))
            } else if let outcome = Outcome(event) {
                let number = done.withLock { done in
                    done += 1
                    return done
                }
                onEvent(.read(outcome, done: number, total: total))
            }
        }
        return result.contents
    }
}

extension ArchiveReading.Outcome {
    /// Nil for a step that is not the last.
    fileprivate init?(_ event: IngestEvent) {
        name = event.deck
        switch event.step {
        case .cached(let pages): (pageCount, isCached, duration, warnings, error) = (pages, true, nil, [], nil)
        case .extracted(let pages, let time, let told):
            (pageCount, isCached, duration, warnings, error) = (pages, false, time, told, nil)
        case .failed(let failure):
            (pageCount, isCached, duration, warnings, error) = (nil, false, nil, [], failure.description)
        case .started, .drawn: return nil
        }
    }
}

extension Logger {
    /// Speaks up on standard error when something is wrong, and else leaves the terminal to the command.
    static var commandLine: Logger {
        var logger = Logger(label: "rockpool", factory: { StreamLogHandler.standardError(label: $0) })
        logger.logLevel = .warning
        return logger
    }
}
