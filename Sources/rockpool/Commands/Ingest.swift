import ArchiveServer
import ArgumentParser
import Foundation
import TalkArchive

/// `rockpool ingest`: reads all decks into the cache, so that the server starts warm.
struct Ingest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Read the text of all decks into the cache, and tell which cannot be read.",
        discussion: "Decks that were read before cost nothing. Exits with 1 when a deck cannot be read.")

    @OptionGroup var shared: SharedOptions

    @Flag(help: "Print the outcome of each deck as JSON.")
    var json = false

    func run() async throws {
        let settings = try shared.settings()
        let reading = try await ArchiveReading(archive: settings.archiveFolder, cache: settings.cacheFolder)
        let report = IngestProgress(isQuiet: json)
        let contents = await reading.contents(includingHidden: true) { report.take($0) }
        Terminal.clearStatus()
        let outcomes = report.outcomes
        if json {
            try JSONOutput.print(outcomes)
        } else {
            let failed = outcomes.count { $0.error != nil }
            let slides = contents.values.reduce(0) { $0 + $1.slides.count }
            print(
                "\(Count(outcomes.count, "deck")), \(Count(slides, "slide"))"
                    + (failed > 0 ? "; \(Count(failed, "deck")) could not be read" : ""))
        }
        if outcomes.contains(where: { $0.error != nil }) { throw ExitCode.failure }
    }
}
