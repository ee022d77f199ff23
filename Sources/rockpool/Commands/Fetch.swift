import ArchiveServer
import ArgumentParser
import Foundation
import TalkArchive

/// `rockpool fetch`: the speakers' own slides, from where they were published.
struct Fetch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Download the original slides whose address is known, and make them current.",
        discussion: """
            Over https only, and from hosts of the public Internet only. The deck shown so far stays as an earlier version; what cannot be fetched, is no PDF or \
            is too large changes nothing. Exits with 1 when one failed.
            """)

    @OptionGroup var shared: SharedOptions

    @Argument(help: "Only this edition.")
    var edition: String?

    @Option(help: ArgumentHelp("The largest deck that is taken, in MB. (default: 300)", valueName: "mb"))
    var maxDeckSize: String?

    @Flag(help: "Also ask servers of this machine and of private networks.")
    var allowPrivate = false

    @Flag(help: "Print the outcome of each talk as JSON.")
    var json = false

    func run() async throws {
        let settings = try shared.settings([.maximumDeckSize: maxDeckSize])
        var limits = ArchiveLimits()
        if let megabytes = try settings.integer(.maximumDeckSize, in: 1...100_000) {
            limits.deckBytes = megabytes * 1_000_000
        }
        let folder = ArchiveFolder(root: settings.archiveFolder, limits: limits)
        var hashes = FileHashCache()
        guard let archive = folder.load(hashes: &hashes).archive else {
            throw ValidationError("The archive cannot be read; 'rockpool check' tells why.")
        }
        let talks = archive.talks.filter {
            $0.originalSlides != nil && (edition == nil || $0.key.edition.description == edition)
        }
        if let edition, archive.editions.allSatisfy({ $0.id.description != edition }) {
            throw ValidationError("There is no edition '\(edition)'.")
        }
        let fetcher = try await OriginalFetcher(
            folder: folder, cache: settings.cacheFolder,
            download: SecureDownload(allowsPrivateHosts: allowPrivate))
        var reports: [Report] = []
        for talk in talks {
            Terminal.status("fetching \(talk.key)")
            let outcome = await fetcher.fetch(talk, at: .now)
            Terminal.clearStatus()
            let report = Report(talk: talk.key, outcome)
            reports.append(report)
            if !json { report.tell() }
        }
        if json {
            try JSONOutput.print(reports)
        } else if talks.isEmpty {
            print("No original slides are known here.")
        }
        if reports.contains(where: { $0.error != nil }) { throw ExitCode.failure }
    }

    /// What became of one talk's original.
    private struct Report: Encodable {
        let talk: String
        /// `fetched`, `unchanged` or `failed`.
        let outcome: String
        var sha256: String?
        var bytes: Int?
        var error: String?

        init(talk: TalkKey, _ outcome: OriginalFetcher.Outcome) {
            self.talk = talk.description
            switch outcome {
            case .fetched(let deck):
                self.outcome = "fetched"
                sha256 = deck.hash.description
                bytes = deck.byteCount
            case .unchanged: self.outcome = "unchanged"
            case .failed(let reason):
                self.outcome = "failed"
                error = reason
            }
        }

        /// In a line for a person.
        func tell() {
            if let error {
                Terminal.note("\(talk): \(error)")
            } else if let bytes, let sha256 {
                print("\(talk): fetched, \(bytes) bytes, SHA-256 \(sha256)")
            } else {
                print("\(talk): is there already")
            }
        }
    }
}
