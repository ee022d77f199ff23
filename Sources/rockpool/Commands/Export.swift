import ArchiveServer
import ArgumentParser
import Foundation
import Logging
import SlideExtraction

/// `rockpool export`: the site as files.
struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write the site as files that any file server serves.",
        discussion: """
            Pages, pictures, PDFs, feeds and a search that runs in the browser: what everyone may see now. Decks that \
            were never read are read first. The folder is new, empty, or holds an earlier export, of which only what \
            changed is written; interrupted, it stays as it was. Files of others in it are left alone.
            """)

    @OptionGroup var shared: SharedOptions

    @Argument(help: ArgumentHelp("The folder to write to.", valueName: "dir"))
    var folder: String

    @Option(help: ArgumentHelp("The folder of templates. (default: Templates)", valueName: "dir"))
    var templates: String?

    @Option(
        help: ArgumentHelp("Scheme and host of absolute links. (default: base_url of archive.yaml)", valueName: "url"))
    var baseURL: String?

    @OptionGroup var reading: DeckReadingFlags

    @Flag(help: "Print each step and the summary as a line of JSON.")
    var json = false

    func run() async throws {
        let settings = try shared.settings(
            [.templates: templates, .baseURL: baseURL].merging(reading.values) { $1 })
        let decks = try settings.deckReadingOptions()
        var limits = ServerLimits()
        limits.deckBytes = decks.limits.fileBytes
        let export = SiteExport(
            configuration: ServerConfiguration(
                archive: settings.archiveFolder, cache: settings.cacheFolder,
                templates: settings.folder(.templates, default: "Templates"), baseURL: try settings.address(.baseURL),
                limits: limits, decks: decks),
            logger: Self.logger)
        let target = URL(fileURLWithPath: folder, isDirectory: true)
        let progress = ExportProgress(form: json ? .jsonLines : Terminal.isWatchingErrors ? .bar : .lines)
        let result = await Interruption.cancelling {
            do {
                return Result<ExportSummary, any Error>.success(try await export.run(to: target) { progress.take($0) })
            } catch { return .failure(error) }
        }
        progress.end()
        let summary: ExportSummary
        do {
            summary = try result.get()
        } catch is CancellationError {
            Terminal.note("Stopped. \(folder) is as it was before; run it again to go on.")
            throw Interruption.exitCode
        }
        if json {
            JSONLines.print(ExportLine.summary(summary))
        } else {
            for line in ExportText.lines(summary, folder: folder) { print(line) }
        }
    }

    private static var logger: Logger {
        var logger = Logger(label: "rockpool", factory: { StreamLogHandler.standardError(label: $0) })
        logger.logLevel = .warning
        return logger
    }
}
