import ArchiveSearch
import Foundation
import TalkArchive
import TestSupport
import Testing

@testable import ArchiveServer

@Suite("Merges behind the site")
struct MergeTests {
    /// Enough words that segments are not joined with the change that makes them.
    private static func longText(_ number: Int) -> String {
        "Only\(number). " + (0..<9_000).map { "word\($0 % 700)" }.joined(separator: " ")
    }

    @Test("after changes the search is merged behind, which is no new snapshot and loses nothing")
    func merges() async throws {
        let archive = try TestArchive()
        let cache = try TestFolder()
        try archive.edition("2031")
        for number in 0..<4 { try archive.talk("2031/talk-\(number)", "title: Talk \(number)") }
        let configuration = ServerConfiguration(
            archive: archive.folder.url, cache: cache.url, templates: SourceTree.templates, port: 0)
        let logger = LogStore().logger
        let keeper = try ArchiveKeeper(
            configuration: configuration, decks: await DeckReading(cache: cache.url, logger: logger), logger: logger)
        var unmerged = TalkSearch(language: "en")
        for number in 0..<4 {
            try archive.talk("2031/talk-\(number)", "title: Talk \(number)", text: Self.longText(number))
            let key = try #require(TalkKey("2031/talk-\(number)"))
            let deck = try await keeper.beginUpload(to: key)
            try deck.write(TestPDF([["Slide\(number)"]]).data)
            _ = try await keeper.accept(deck, for: key, note: "", from: "Ada")
            let view = await keeper.organizerView()
            unmerged = unmerged.updated(to: view.archive, contents: view.contents)
        }
        let made = keeper.current.take().made
        #expect(unmerged.pendingMerge != nil)
        let snapshot = try await eventually("nothing is left to merge") {
            let now = keeper.current.take()
            return await keeper.isMerging || now.search.pendingMerge != nil ? nil : now
        }
        #expect(snapshot.number == 5, "the first, and one for each upload")
        #expect(snapshot.made === made)
        for number in 0..<4 {
            for word in ["only\(number)", "slide\(number)"] {
                let results = snapshot.search.results(of: SearchAddress(query: word), pageSize: 10)
                #expect(results.hits.map(\.talk.key.description) == ["2031/talk-\(number)"], "\(word)")
            }
        }
    }
}
