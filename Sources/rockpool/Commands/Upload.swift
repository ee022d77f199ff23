import ArchiveServer
import ArgumentParser
import Foundation
import TalkArchive

/// `rockpool upload`: puts a deck up on a running server.
struct Upload: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Send a PDF to a running server as the slides of a talk.",
        discussion: "The token is best given as ROCKPOOL_TOKEN: other users of the machine can see arguments.")

    @OptionGroup var shared: SharedOptions

    @Argument(help: "The PDF.")
    var file: String

    @Option(help: ArgumentHelp("The talk, as its address says: 2022/rust-gcc.", valueName: "edition/talk"))
    var to: String

    @Option(help: ArgumentHelp("The server. (default: http://127.0.0.1:8080)", valueName: "url"))
    var server: String?

    @Option(help: "The organizer's token.")
    var token: String?

    @Option(help: "What changed, in one line.")
    var note = ""

    @Flag(help: "Print the server's answer as JSON.")
    var json = false

    private static let localServer = "http://127.0.0.1:8080"

    func validate() throws {
        guard TalkKey(to) != nil else { throw ValidationError("'\(to)' is no talk; write it as 2022/rust-gcc.") }
    }

    func run() async throws {
        let settings = try shared.settings([.server: server, .token: token])
        guard let token = settings.string(.token), let talk = TalkKey(to) else {
            throw ValidationError("A token is needed: set ROCKPOOL_TOKEN. 'rockpool token create NAME' makes one.")
        }
        let client = UploadClient(server: try settings.address(.server, default: Self.localServer), token: token)
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
