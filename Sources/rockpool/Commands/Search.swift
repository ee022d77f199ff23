import ArchiveSearch
import ArchiveServer
import ArgumentParser
import Foundation
import TalkArchive

/// `rockpool search`: the site's search on the command line.
struct Search: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Search talks and slides.",
        discussion: """
            All words are required; quotes make a phrase, -word leaves out, speaker: title: year: tag: narrow. \
            A word that is nowhere, or hardly, also finds words spelled almost like it; in quotes it does not. \
            Searches what the public may see.
            """)

    @OptionGroup var shared: SharedOptions

    @Argument(help: "The words to find.")
    var query: [String]

    @Option(help: ArgumentHelp("Only this edition; can be repeated.", valueName: "id"))
    var edition: [String] = []

    @Option(help: ArgumentHelp("Only this speaker, by name; can be repeated.", valueName: "name"))
    var speaker: [String] = []

    @Option(help: ArgumentHelp("Only this tag; can be repeated.", valueName: "tag"))
    var tag: [String] = []

    @Option(help: "How many talks to show.")
    var limit = 10

    @Flag(help: "Newest talks first, instead of best first.")
    var newest = false

    @Flag(help: "Tell why each talk is there, and why in this order.")
    var explain = false

    @Flag(help: "Print the result as JSON.")
    var json = false

    func validate() throws {
        guard (1...1000).contains(limit) else { throw ValidationError("--limit takes a number from 1 to 1000.") }
        for id in edition where EditionID(id) == nil {
            throw ValidationError("'\(id)' is no edition id, such as 2022.")
        }
        for name in tag where Tag(name) == nil { throw ValidationError("'\(name)' is no tag, such as async.") }
    }

    func run() async throws {
        let settings = try shared.settings()
        let reading = try await ArchiveReading(archive: settings.archiveFolder, cache: settings.cacheFolder)
        // Who searches does not wait for pictures to be read; what was recognised before is found.
        let contents = await reading.intake(includingHidden: false).run(recognisesText: false) { _, progress in
            Terminal.status("reading decks: \(progress.decks) of \(progress.deckCount)")
        }.contents
        Terminal.clearStatus()
        let archive = reading.publicArchive
        let search = TalkSearch(language: archive.settings.language).updated(to: archive, contents: contents)
        let address = SearchAddress(
            query: query.joined(separator: " "), editions: edition.compactMap { EditionID($0) },
            speakers: speaker.map { SpeakerSlug(name: $0) }, tags: tag.compactMap { Tag($0) },
            order: newest ? .newest : .relevance)
        let results = search.results(of: address, pageSize: limit)
        let explanation = explain ? search.explanation(of: address, talks: results.hits.map(\.talk)) : nil
        if json {
            try JSONOutput.print(
                SearchReport(
                    results, explanation: explanation, query: address.query, base: archive.settings.baseURL))
        } else {
            for line in SearchText.lines(results, explanation: explanation) { print(line) }
        }
        if results.totalCount == 0 { throw ExitCode.failure }
    }
}
