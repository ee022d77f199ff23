public import Foundation
internal import Logging
internal import SlideExtraction
public import TalkArchive

/// An archive read for the command line: its values, and what its decks say.
public struct ArchiveReading: Sendable {
    /// All talks, hidden ones too.
    public let archive: Archive
    private let folder: ArchiveFolder
    private let decks: DeckReading
    private let problems: [Diagnostic]

    /// - Throws: `ArchiveUnreadable` when nothing can be used; an error that names the package of a missing program.
    public init(archive root: URL, cache: URL, options: DeckReadingOptions = DeckReadingOptions()) async throws {
        folder = ArchiveFolder(root: root)
        let hashFile = cache.appending(path: "hashes", directoryHint: .notDirectory)
        var hashes = FileHashCache(readingFrom: hashFile)
        let loaded = folder.load(hashes: &hashes)
        guard let archive = loaded.archive else {
            throw ArchiveUnreadable(folder: root, problems: loaded.diagnostics)
        }
        try? hashes.write(to: hashFile)
        self.archive = archive
        problems = loaded.diagnostics
        decks = try await DeckReading(cache: cache, options: options, logger: .commandLine)
    }

    /// What everyone may see now.
    public var publicArchive: Archive { archive.visibleToEveryone(at: .now) }

    /// The current decks, ready to be read.
    public func intake(includingHidden: Bool) -> DeckIntake {
        let chosen = includingHidden ? archive : publicArchive
        let jobs = chosen.currentDecks(in: folder)
        return DeckIntake(archive: chosen, jobs: jobs, refused: includingHidden ? refused : [], decks: decks)
    }

    /// Files named as decks that the folder's own rules leave out.
    private var refused: [DeckReport] {
        problems.filter { ["deck-not-pdf", "deck-ambiguous", "deck-missing"].contains($0.identifier) }.map { problem in
            let talk = problem.file.replacing("/talk.md", with: "")
            return DeckReport(
                deck: talk, hash: nil, bytes: nil, refusedBecause: "\(problem.summary) \(problem.solution)")
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
