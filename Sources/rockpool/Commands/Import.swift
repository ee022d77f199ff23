import ArchiveImport
import ArgumentParser
import Foundation
import TalkArchive

/// `rockpool import`: an edition from what a workshop already has of it.
struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make an edition from a saved programme page, a schedule.xml or a pyvideo folder.",
        discussion: """
            Reads a programme page saved as HTML or plain text, the schedule.xml of frab, pentabarf and pretalx, or a \
            folder with category.json and videos/*.json; what it is, it sees itself. It prints what it understood and \
            asks before it writes; where nobody can be asked, it writes only with --yes. A talk that is there already \
            stays as it is. Exits with 1 when nothing could be read or a talk could not be written.
            """)

    @OptionGroup var shared: SharedOptions

    @Argument(help: ArgumentHelp("The page, the schedule.xml or the folder.", valueName: "file|folder"))
    var source: String

    @Option(help: ArgumentHelp("Where the talks go: 2023. The edition is made if it is not there.", valueName: "id"))
    var edition: String

    @Option(
        help: ArgumentHelp(
            "The address that a saved page had; its relative links are relative to it.", valueName: "url"))
    var pageUrl: String?

    @Option(help: "The name of a new edition, if the source tells none or a wrong one.")
    var name: String?

    @Option(help: ArgumentHelp("The first day of a new edition: 2023-09-16.", valueName: "day"))
    var starts: String?

    @Option(help: ArgumentHelp("The last day of a new edition.", valueName: "day"))
    var ends: String?

    @Option(help: "Town and country of a new edition.")
    var place: String?

    @Flag(help: "Add what talks that are there lack; what stands in their talk.md is never changed.")
    var update = false

    @Flag(help: "Write without asking.")
    var yes = false

    @Flag(help: "Only print what would be written.")
    var dryRun = false

    @Flag(help: "Print the plan as JSON. Written is only with --yes.")
    var json = false

    func validate() throws {
        guard EditionID(edition) != nil else {
            throw ValidationError(
                "'\(edition)' cannot be an edition: a-z, 0-9 and single hyphens, and no name that the site uses itself."
            )
        }
        for (option, text) in [("--starts", starts), ("--ends", ends)] {
            if let text, CalendarDate(text) == nil {
                throw ValidationError("\(option) is '\(text)', which is no day; write it as 2023-09-16.")
            }
        }
        if let first = day(starts), let last = day(ends), last < first {
            throw ValidationError("--ends is before --starts.")
        }
        if let pageUrl, webAddress(pageUrl) == nil {
            throw ValidationError(
                "--page-url is '\(pageUrl)', which is no address; write it as https://example.org/2023.")
        }
    }

    func run() throws {
        let folder = ArchiveFolder(root: try shared.settings().archiveFolder)
        guard let id = EditionID(edition) else { throw ExitCode.failure }
        let plan: ImportPlan
        do {
            let location = URL(fileURLWithPath: source)
            let year = day(starts)?.year ?? Int(edition).flatMap { (1970...2200).contains($0) ? $0 : nil }
            let read = try ImportSource(location, pageURL: pageUrl.flatMap(webAddress), year: year).read()
            let details = EditionDetails(name: name, starts: day(starts), ends: day(ends), place: place)
            plan = try ImportPlanner(folder, edition: id, at: .now).plan(read, details: details, isUpdate: update)
        } catch let error as ImportError {
            throw Failure(error.description)
        } catch let error as DeckStoreError {
            throw Failure(error.description)
        }
        if !json { for line in ImportReport.lines(plan, source: source) { print(line) } }
        guard !plan.changes.isEmpty, !dryRun, try mayWrite(plan) else {
            if json { try JSONOutput.print(ImportJSON(plan, outcomes: nil)) }
            return
        }
        try write(plan, to: folder)
    }

    private func write(_ plan: ImportPlan, to folder: ArchiveFolder) throws {
        var outcomes: [TalkKey: ImportWriter.Outcome] = [:]
        do throws(DeckStoreError) {
            try ImportWriter(folder).write(plan) { entry, outcome in
                outcomes[entry.talk.key] = outcome
                if case .failed(let reason) = outcome, !json { Terminal.note("\(entry.talk.key): \(reason)") }
            }
        } catch {
            throw Failure(error.description)
        }
        let isFailed = outcomes.values.contains { if case .failed = $0 { true } else { false } }
        if json {
            try JSONOutput.print(ImportJSON(plan, outcomes: outcomes))
        } else {
            for line in ImportReport.summary(plan, outcomes) { print(line) }
        }
        if isFailed { throw ExitCode.failure }
    }

    /// Asks where there is someone to answer.
    private func mayWrite(_ plan: ImportPlan) throws -> Bool {
        if yes { return true }
        if json { return false }
        guard isatty(STDIN_FILENO) == 1, Terminal.isWatchingOutput else {
            print("Nothing was written. Add --yes to write.")
            return false
        }
        print(
            "Write \(Count(plan.changes.count, "talk")) into \(shared.archive ?? "Archive")/\(plan.edition)? [y/N] ",
            terminator: "")
        fflush(nil)
        let answer = readLine()?.trimmingCharacters(in: .whitespaces).lowercased() ?? ""
        if answer == "y" || answer == "yes" { return true }
        print("Nothing was written.")
        return false
    }

    private func day(_ text: String?) -> CalendarDate? { text.flatMap { CalendarDate($0) } }

    private func webAddress(_ text: String) -> URL? {
        guard let url = URL(string: text), url.scheme == "https" || url.scheme == "http", url.host() != nil else {
            return nil
        }
        return url
    }

    /// A message that is shown as it is.
    private struct Failure: Error, CustomStringConvertible {
        let description: String

        init(_ description: String) {
            self.description = description
        }
    }
}
