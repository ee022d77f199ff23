internal import ArchiveSearch
public import Foundation
public import Logging
internal import SlideExtraction
internal import TalkArchive

/// Writes the site as files that work without Rockpool, on any file server: what everyone may see at one moment, made by
/// the very actions that answer requests.
///
/// The same archive gives the same bytes: nothing in them is from a clock, and their order is always the same.
public struct SiteExport: Sendable {
    private let configuration: ServerConfiguration
    private let logger: Logger

    public init(configuration: ServerConfiguration, logger: Logger) {
        var configuration = configuration
        // Each page is made once.
        configuration.limits.keptBytes = 0
        configuration.isDevelopment = false
        self.configuration = configuration
        self.logger = logger
    }

    /// Exports into a folder; cancelling the task leaves the former export there as it was.
    /// - Throws: `ExportError`, `ArchiveUnreadable`, a template's fault, `CancellationError`.
    public func run(
        to folder: URL, onEvent: @escaping @Sendable (ExportEvent) -> Void = { _ in }
    ) async throws -> ExportSummary {
        let started = ContinuousClock.now
        try checkApart(folder)
        var files = try ExportFolder(folder)
        do {
            let (site, refused) = try await site(onEvent: onEvent)
            var writer = SiteWriter(site: site, folder: files) { onEvent(.writing(done: $0, total: $1)) }
            try await writer.write()
            files = writer.folder
            try Task.checkCancellation()
            var summary = ExportSummary()
            summary.changed = files.changedCount
            summary.removed = try files.finish()
            summary.files = files.files.count
            summary.bytes = files.files.values.reduce(0) { $0 + $1.bytes }
            summary.refused = refused
            summary.brokenLinks = writer.brokenLinks
            summary.unlisted = writer.unlisted
            summary.foreignFiles = files.foreignFiles()
            summary.seconds = (ContinuousClock.now - started) / .seconds(1)
            return summary
        } catch {
            files.abandon()
            throw error
        }
    }

    private func checkApart(_ folder: URL) throws {
        func names(_ url: URL) -> [String] { url.standardizedFileURL.resolvingSymlinksInPath().pathComponents }
        for other in [configuration.archive, configuration.templates, configuration.cache] {
            let (own, others) = (names(folder), names(other))
            guard !own.starts(with: others), !others.starts(with: own) else {
                throw ExportError.overlaps(folder: folder.path, other: other.path)
            }
        }
    }

    /// The site with all decks read and all pictures drawn.
    private func site(
        onEvent: @escaping @Sendable (ExportEvent) -> Void
    ) async throws -> (Site, [ExportSummary.Refusal]) {
        let decks = try await DeckReading(
            cache: configuration.cache, options: configuration.decks, largestDeck: configuration.limits.deckBytes,
            logger: logger)
        let keeper = try ArchiveKeeper(configuration: configuration, decks: decks, logger: logger)
        let archive = keeper.current.take().archive
        let jobs = archive.currentDecks(in: keeper.folder)
        let read = await DeckIntake(archive: archive, jobs: jobs, decks: decks).run(findsBestWords: false) {
            onEvent(.reading($0, $1))
        }
        try Task.checkCancellation()
        await decks.drawPictures(jobs, pages: read.contents.mapValues(\.slides.count)) {
            onEvent(.drawing(done: $0, total: $1))
        }
        try Task.checkCancellation()
        let history = await history(of: archive, folder: keeper.folder, decks: decks, contents: read.contents)
        keeper.current.replace(
            with: Snapshot(
                number: 1, archive: archive, folder: keeper.folder, contents: read.contents, history: history,
                unreadable: Set(jobs.map(\.hash).filter { read.contents[$0] == nil }),
                search: keeper.current.take().search.updated(to: archive, contents: read.contents),
                keptBytes: 0))
        let refused = read.reports.compactMap { report in
            report.error.map { ExportSummary.Refusal(deck: report.deck, reason: $0) }
        }
        return (try Site(configuration, keeper: keeper, isStatic: true, logger: logger), refused)
    }

    /// What each deck changed of the one before it; older decks are read for that.
    private func history(
        of archive: Archive, folder: ArchiveFolder, decks: DeckReading, contents: [ContentHash: DeckContent]
    ) async -> DeckHistory {
        let read = await decks.ingest(Archive.olderDecks(of: archive.talks, in: folder))
        var history = DeckHistory()
        for talk in archive.talks { history.learn(talk) { contents[$0] ?? read.contents[$0] } }
        return history
    }
}
