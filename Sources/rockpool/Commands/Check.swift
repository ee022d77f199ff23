import ArgumentParser
import Foundation
import TalkArchive

/// `rockpool check`: every problem of the archive's folder at once.
struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look through the whole archive and tell every problem, with file, line and what to do.",
        discussion: "Exits with 1 when there is an error; warnings alone are fine.")

    @OptionGroup var shared: SharedOptions

    @Flag(help: "Print the problems as JSON.")
    var json = false

    func run() throws {
        let folder = ArchiveFolder(root: try shared.settings().archiveFolder)
        // An empty cache: a check reads every byte of every deck.
        var hashes = FileHashCache()
        let loaded = folder.load(hashes: &hashes)
        // The list of tokens is no part of what is served, but lies in the folder as well.
        let problems = loaded.diagnostics + AccessTokens(folder).list().diagnostics
        if json {
            try JSONOutput.print(problems.map(Problem.init))
        } else {
            for problem in problems { print(problem) }
            print(Self.summary(loaded.archive, problems))
        }
        if problems.contains(where: { $0.severity == .error }) { throw ExitCode.failure }
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
