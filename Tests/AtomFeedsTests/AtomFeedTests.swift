import AtomFeeds
import Foundation
import LibXML
import TalkArchive
import Testing

@Suite("AtomFeed")
struct AtomFeedTests {
    @Test("a whole feed is what it was when its golden was recorded")
    func golden() throws {
        let archive = Fixtures.archive(talks: [Fixtures.fullTalk, Fixtures.talk("2022/plain", title: "Plain")])
        let maker = FeedMaker(archive: archive, contents: Fixtures.contents())
        let text = try #require(maker.feed(about: .edition(EditionID("2022")!))).text()
        // Recorded anew only on purpose, and then read before it is committed.
        if ProcessInfo.processInfo.environment["ROCKPOOL_RECORD_GOLDENS"] != nil {
            let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Resources")
            try Data(text.utf8).write(to: folder.appending(path: "edition.atom"))
        }
        let golden = String(decoding: try AtomSchema.resource("edition.atom"), as: UTF8.self)
        #expect(text == golden)
    }

    @Test("any text in any place gives a valid feed", arguments: Fixtures.oddTexts)
    func oddTexts(text: String) throws {
        var talk = Fixtures.fullTalk
        talk.title = text
        talk.speakers = [Speaker(name: "Ana"), Speaker(name: text)]
        talk.text = text
        talk.links[0].title = text
        talk.decks[0].note = text
        var edition = Fixtures.edition(talks: [talk])
        edition.name = text
        edition.tagline = text
        let archive = Archive(settings: Fixtures.settings(name: text), editions: [edition])
        let maker = FeedMaker(archive: archive, contents: Fixtures.contents(text: text))
        let search = SearchResults(
            search: SearchAddress(query: text), talks: [talk], counts: SearchCounts(totalResults: 1, itemsPerPage: 20))
        for subject in [FeedSubject.everything, .edition(edition.id), .speaker(talk.speakers[0].slug), .search(search)]
        {
            let feed = try #require(maker.feed(about: subject))
            let own = try #require(feed.links.first { $0.relation == .self }).href
            let problems = try FeedRules.problems(in: try feed.xml(), at: own)
            #expect(problems == [])
        }
    }

    @Test(
        "a title reaches the reader whole, with white space folded",
        arguments: [
            ("<&>\"'", "<&>\"'"), ("a]]>b", "a]]>b"), ("🦀 שקופיות", "🦀 שקופיות"), ("cut\u{0}here", "cuthere"),
            ("a\u{1}b\u{FFFE}c", "abc"), ("line\r\nbreak", "line break"),
            (String(repeating: "long ", count: 2000) + "end", String(repeating: "long ", count: 2000) + "end"),
            ("\u{0}\u{1}", "2022/rust-gcc"), ("", "2022/rust-gcc"),
        ])
    func titles(title: String, read: String) throws {
        let maker = FeedMaker(archive: Fixtures.archive(talks: [Fixtures.talk(title: title)]))
        let tree = try #require(maker.feed(about: .everything)).tree()
        let titles = try tree.strings(at: "//a:entry/a:title", namespaces: ["a": "http://www.w3.org/2005/Atom"])
        #expect(titles == [read])
    }

    @Test("the language stands at the root, and is left out when there is none")
    func language() throws {
        var feed = AtomFeed(
            id: "tag:a,2021:feed", title: "t", updated: Fixtures.time("2022-09-07T00:00:00Z"), authors: [],
            language: "pt-BR")
        #expect(try feed.tree().root.attributes.map(\.value) == ["pt-BR"])
        feed.language = ""
        #expect(try feed.tree().root.attributes == [])
    }

    @Test("only a search has OpenSearch counts, in their namespace")
    func counts() throws {
        let talk = Fixtures.talk()
        let maker = FeedMaker(archive: Fixtures.archive(talks: [talk]))
        let counts = SearchCounts(totalResults: 41, startIndex: 21, itemsPerPage: 20)
        let search = SearchResults(search: SearchAddress(query: "gcc", page: 2), talks: [talk], counts: counts)
        let found = try #require(maker.feed(about: .search(search))).tree().root.elements
            .filter { $0.namespace == "http://a9.com/-/spec/opensearch/1.1/" }
        #expect(found.map(\.name) == ["totalResults", "startIndex", "itemsPerPage"])
        #expect(found.map(\.text) == ["41", "21", "20"])
        #expect(try !#require(maker.feed(about: .everything)).text().contains("opensearch"))
    }
}
