import ArchiveServer
import ArgumentParser
import Foundation
import TalkArchive

/// `rockpool upload`: puts a deck, or a folder of decks, up on a running server.
struct Upload: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Send PDFs to a running server: one as the slides of a talk, or a folder for an edition.",
        discussion: """
            In a folder, rust-gcc.pdf and rust-gcc/slides.pdf are for the talk whose address ends in rust-gcc. What the \
            server has already is not sent again, so a run that was interrupted goes on when it is begun anew; what \
            fails for a passing reason is tried again, longer waits between. Exits with 1 when a file was not taken or \
            has no talk. The token is best given as ROCKPOOL_TOKEN: other users of the machine can see arguments.
            """)

    @OptionGroup var shared: SharedOptions

    @Argument(help: ArgumentHelp("The PDF, or a folder of PDFs.", valueName: "file or folder"))
    var file: String

    @Option(
        help: ArgumentHelp(
            "The talk, as its address says: 2022/rust-gcc; for a folder the edition: 2022.", valueName: "where"))
    var to: String

    @Option(help: ArgumentHelp("The server. (default: http://127.0.0.1:8080)", valueName: "url"))
    var server: String?

    @Option(help: "The organizer's token.")
    var token: String?

    @Option(help: "What changed, in one line.")
    var note = ""

    @Flag(help: "For a folder: only tell what would be sent.")
    var dryRun = false

    @Flag(help: "Print the server's answer as JSON; for a folder each step as a line.")
    var json = false

    private static let localServer = "http://127.0.0.1:8080"

    private var isFolder: Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: file, isDirectory: &isFolder) && isFolder.boolValue
    }

    func validate() throws {
        if isFolder {
            guard EditionID(to) != nil else {
                throw ValidationError("'\(to)' is no edition; write it as 2022, since \(file) is a folder.")
            }
        } else {
            guard TalkKey(to) != nil else { throw ValidationError("'\(to)' is no talk; write it as 2022/rust-gcc.") }
            if dryRun { throw ValidationError("--dry-run is for folders.") }
        }
    }

    func run() async throws {
        let settings = try shared.settings([.server: server, .token: token])
        guard let token = settings.string(.token) else {
            throw ValidationError("A token is needed: set ROCKPOOL_TOKEN. 'rockpool token create NAME' makes one.")
        }
        let client = UploadClient(server: try settings.address(.server, default: Self.localServer), token: token)
        if isFolder, let edition = EditionID(to) {
            try await send(to: edition, by: client)
        } else if let talk = TalkKey(to) {
            try await send(to: talk, by: client)
        }
    }

    private func send(to edition: EditionID, by client: UploadClient) async throws {
        let plan = try UploadPlan(
            folder: URL(fileURLWithPath: file, isDirectory: true), edition: edition,
            talks: try await client.decks(of: edition))
        for unmatched in plan.unmatched {
            if json {
                JSONLines.print(UploadLine.unmatched(unmatched))
            } else {
                Terminal.note("\(unmatched.name): not sent. \(unmatched.reason)")
            }
        }
        let progress = UploadProgress(
            form: json ? .jsonLines : Terminal.isWatchingErrors ? .bar : .lines, plan: plan)
        let upload = FolderUpload(plan, by: client, note: note, isDryRun: dryRun)
        let (summary, isInterrupted) = await Interruption.cancelling {
            let summary = await upload.run { progress.take($0) }
            return (summary, Task.isCancelled)
        }
        progress.end()
        if json {
            JSONLines.print(UploadLine.summary(summary, unmatched: plan.unmatched.count))
        } else {
            print(UploadText.summary(summary, plan))
        }
        if isInterrupted { throw Interruption.exitCode }
        if !summary.failed.isEmpty || !plan.unmatched.isEmpty || summary.untried > 0 { throw ExitCode.failure }
    }

    private func send(to talk: TalkKey, by client: UploadClient) async throws {
        let accepted = try await client.upload(URL(fileURLWithPath: file), to: talk, note: note) { sent, size in
            let percent = size > 0 ? min(100, sent * 100 / size) : 100
            Terminal.status(percent < 100 ? "sending: \(percent) %" : "sent; the server is reading the slides")
        }
        Terminal.clearStatus()
        guard !json else { return try JSONOutput.print(accepted) }
        for warning in accepted.warnings { Terminal.note("warning: \(warning)") }
        let what = accepted.outcome == "unchanged" ? "These slides are up already" : "Up"
        for remark in accepted.report.remarks { Terminal.note("note: \(remark)") }
        print("\(what): \(accepted.url) (\(Count(accepted.pages, "page")))")
        guard !accepted.report.bestWords.isEmpty else { return }
        for line in TextWrap.lines("found best by: " + accepted.report.bestWords.joined(separator: ", ")) {
            print(line)
        }
    }
}
