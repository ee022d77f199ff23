import ArchiveServer
import ArgumentParser
import Foundation
import TalkArchive

/// `rockpool ingest`: reads decks into the cache and reports what readers will find of them.
struct Ingest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Read the text of all decks, and report what readers will find.",
        discussion: """
            Reads the archive's current decks into the cache, so that the server starts warm; or, given paths, any \
            PDFs and folders of PDFs, to see what would come of them. Decks that were read before cost nothing. \
            Interrupted, it goes on where it was when it is run again. Exits with 1 when a deck is refused.
            """)

    @OptionGroup var shared: SharedOptions

    @OptionGroup var reading: DeckReadingFlags

    @Argument(help: "PDFs and folders of PDFs to look at, instead of the archive's decks.")
    var paths: [String] = []

    @Flag(help: "Report only decks that are refused or have something readers will miss.")
    var brief = false

    @Flag(help: "Print each step and each report as a line of JSON.")
    var json = false

    func run() async throws {
        let settings = try shared.settings(reading.values)
        let options = try settings.deckReadingOptions()
        let intake =
            paths.isEmpty
            ? try await ArchiveReading(archive: settings.archiveFolder, cache: settings.cacheFolder, options: options)
                .intake(includingHidden: true)
            : try await LooseDecks(paths, cache: settings.cacheFolder, options: options).intake()
        let progress = IngestProgress(form: json ? .jsonLines : Terminal.isWatchingErrors ? .bar : .lines)
        let result = await Interruption.cancelling { await intake.run { progress.take($0, $1) } }
        progress.end()
        if json {
            for report in result.reports { JSONLines.print(IngestLine.report(report)) }
            JSONLines.print(IngestLine.summary(IngestSummary(result, deckCount: intake.deckCount)))
        } else {
            for report in result.reports where !brief || report.outcome == .refused || !report.warnings.isEmpty {
                for line in DeckReportText.lines(report) { print(line) }
            }
            print(IngestSummary(result, deckCount: intake.deckCount))
        }
        if result.isCancelled { throw Interruption.exitCode }
        if result.reports.contains(where: { $0.outcome == .refused }) { throw ExitCode.failure }
    }
}
