import ArchiveMirror
import ArgumentParser
import Foundation
import TalkArchive

/// `rockpool mirror`: a copy of another Rockpool's public archive.
struct MirrorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mirror",
        abstract: "Copy the public archive of another Rockpool, or bring a copy up to date.",
        discussion: """
            Reads the site's feeds and fetches the files that they name, each checked by its SHA-256; run again, only \
            what changed. What is gone there goes here. The copy is an archive like any other: serve it, read it \
            without a network, keep it as a backup. Interrupted, it goes on where it was when it is run again. Exits \
            with 1 when something is not as the site has it.
            """)

    @OptionGroup var shared: SharedOptions

    @Argument(help: ArgumentHelp("The site's address, for example https://kangrejos.com.", valueName: "url"))
    var address: String

    @Flag(help: "Only tell what would be fetched and removed.")
    var dryRun = false

    @Flag(help: "Replace files that were changed in the copy.")
    var overwrite = false

    @Option(help: ArgumentHelp("The largest deck that is taken, in MB. (default: 300)", valueName: "mb"))
    var maxDeckSize: String?

    @Flag(help: "Print each step as a line of JSON.")
    var json = false

    func run() async throws {
        let settings = try shared.settings([.maximumDeckSize: maxDeckSize])
        var limits = MirrorLimits()
        if let megabytes = try settings.integer(.maximumDeckSize, in: 1...100_000) {
            limits.archive.deckBytes = megabytes * 1_000_000
        }
        guard let source = HTTPSource(address, limits: limits) else {
            throw ValidationError(MirrorError.badAddress(address).description)
        }
        var options = Mirror.Options()
        options.isDryRun = dryRun
        options.overwrites = overwrite
        let folder = ArchiveFolder(root: settings.archiveFolder, limits: limits.archive)
        let mirror = Mirror(of: source, in: folder, limits: limits, options: options)
        let progress = MirrorProgress(
            form: json ? .jsonLines : Terminal.isWatchingErrors ? .bar : .lines, isDryRun: dryRun)
        let result = await Interruption.cancelling { () -> Result<MirrorSummary, MirrorError> in
            do throws(MirrorError) {
                return .success(try await mirror.run(from: source.address) { progress.take($0) })
            } catch {
                return .failure(error)
            }
        }
        progress.end()
        let summary = try result.get()
        if json {
            JSONLines.print(MirrorLine.summary(summary))
        } else {
            print(MirrorSummaryText(summary, isDryRun: dryRun))
        }
        if !summary.isComplete { throw Interruption.exitCode }
        if !summary.problems.isEmpty { throw ExitCode.failure }
    }
}
