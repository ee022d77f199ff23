import ArgumentParser
import Foundation
import TalkArchive

/// `rockpool check`: every problem of the archive's folder at once.
struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look through the whole archive and tell every problem, with file, line and what to do.",
        discussion: """
            Exits with 1 when there is an error; warnings alone are fine. With --fixity it compares instead the bytes \
            of every deck and picture with the SHA-256 that talk.md and the audit log record.
            """)

    @OptionGroup var shared: SharedOptions

    @Flag(help: "Print the problems as JSON.")
    var json = false

    @Flag(help: "Tell whether every file still has the bytes that are recorded.")
    var fixity = false

    @Flag(help: "With --fixity: write into the audit log that what was put there, changed or removed by hand is right.")
    var record = false

    func validate() throws {
        if record, !fixity { throw ValidationError("--record goes with --fixity.") }
    }

    func run() throws {
        if fixity { return try checkFixity() }
        let folder = ArchiveFolder(root: try shared.settings().archiveFolder)
        // An empty cache: a check reads every byte of every deck.
        var hashes = FileHashCache()
        let loaded = folder.load(hashes: &hashes)
        // Lists of tokens and links and what waits are no part of what is served, but lie in the folder as well.
        let problems =
            loaded.diagnostics + AccessTokens(folder).list().diagnostics
            + TalkLinks(folder).list().diagnostics + ProposalStore(folder).list().diagnostics
        if json {
            try JSONOutput.print(problems.map(Problem.init))
        } else {
            for problem in problems { print(problem) }
            print(Self.summary(loaded.archive, problems))
        }
        if problems.contains(where: { $0.severity == .error }) { throw ExitCode.failure }
    }

    private func checkFixity() throws {
        let check = FixityCheck(ArchiveFolder(root: try shared.settings().archiveFolder))
        let report: FixityReport
        let recorded: Int
        do throws(DeckStoreError) {
            report = try check.run { progress in
                Terminal.status(FixityText.progress(progress, width: Terminal.width))
            }
            Terminal.clearStatus()
            recorded = record ? try check.record(report, at: .now) : 0
        } catch {
            Terminal.note(error.description)
            throw ExitCode.failure
        }
        if json {
            try JSONOutput.print(FixityJSON(report, recorded: recorded))
        } else {
            for line in FixityText.lines(report, recorded: record ? recorded : nil) { print(line) }
        }
        if report.isDamaged { throw ExitCode.failure }
    }

    private static func summary(_ archive: Archive?, _ problems: [Diagnostic]) -> String {
        let errors = problems.count { $0.severity == .error }
        let warnings = problems.count - errors
        let found =
            errors + warnings == 0
            ? "no problems" : "\(Count(errors, "error")), \(Count(warnings, "warning"))"
        guard let archive else { return "nothing can be served: \(found)" }
        return "\(Count(archive.editions.count, "edition")), \(Count(archive.talks.count, "talk")): \(found)"
    }

    /// A diagnostic as JSON.
    private struct Problem: Encodable {
        let severity: String
        let identifier: String
        let file: String
        let line: Int?
        let summary: String
        let solution: String

        init(_ diagnostic: Diagnostic) {
            severity = diagnostic.severity.rawValue
            identifier = diagnostic.identifier
            file = diagnostic.file
            line = diagnostic.line
            summary = diagnostic.summary
            solution = diagnostic.solution
        }
    }
}
