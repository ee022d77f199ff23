import AtomFeeds
import Foundation
import TalkArchive
import Testing

@Suite("A JSON Feed 1.1")
struct JSONFeedTests {
    private func json(_ feed: AtomFeed) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(feed.json())) as? [String: Any])
    }

    @Test("it says what the Atom feed says, in the names of its specification")
    func whole() throws {
        let archive = Fixtures.archive(talks: [Fixtures.fullTalk])
        let maker = FeedMaker(
            archive: archive, contents: Fixtures.contents())
        let feed = try #require(maker.feed(about: .everything))
        let json = try json(feed)
        #expect(
            Set(json.keys) == [
                "version", "title", "description", "home_page_url", "feed_url", "language", "authors", "items",
            ])
        #expect(json["version"] as? String == "https://jsonfeed.org/version/1.1")
        #expect(json["feed_url"] as? String == "https://rockpool.example/feed.json")
        #expect(json["home_page_url"] as? String == "https://rockpool.example/")
        let items = try #require(json["items"] as? [[String: Any]])
        let item = try #require(items.first)
        let entry = feed.entries[0]
        #expect(
            Set(item.keys) == [
                "id", "url", "title", "content_html", "summary", "image", "date_published", "date_modified", "authors",
                "tags", "attachments",
            ])
        #expect(item["id"] as? String == entry.id && item["content_html"] as? String == entry.contentHTML)
        #expect(item["url"] as? String == "https://rockpool.example/2022/rust-gcc/")
        #expect(item["image"] as? String == "https://rockpool.example/files/\(Fixtures.deckHash)/1.webp")
        #expect(item["date_published"] as? String == "2022-09-07T09:00:00Z")
        #expect(item["date_modified"] as? String == "2022-09-08T10:00:00Z")
        #expect(item["tags"] as? [String] == ["Kangrejos 2022", "gcc", "toolchain"])
        #expect((item["authors"] as? [[String: String]])?.map { $0["name"] } == ["Ana Díaz", "Bo \"B\" O'Neil"])
        let file = try #require((item["attachments"] as? [[String: Any]])?.first)
        #expect(file["url"] as? String == "https://rockpool.example/files/\(Fixtures.deckHash).pdf")
        #expect(file["mime_type"] as? String == "application/pdf" && file["size_in_bytes"] as? Int == 139_870)
    }

    @Test("a page of a search leads to the next, and a talk without slides has neither picture nor attachment")
    func search() throws {
        let maker = FeedMaker(archive: Fixtures.archive(talks: [Fixtures.talk()]))
        func page(_ number: Int) throws -> [String: Any] {
            let results = SearchResults(
                search: SearchAddress(query: "a b", page: number), talks: [Fixtures.talk()],
                counts: SearchCounts(totalResults: 3, startIndex: number * 2 - 1, itemsPerPage: 2))
            return try json(try #require(maker.feed(about: .search(results))))
        }
        #expect(try page(1)["next_url"] as? String == "https://rockpool.example/search.json?q=a%20b&page=2")
        #expect(try page(2)["next_url"] == nil)
        #expect(try page(2)["feed_url"] as? String == "https://rockpool.example/search.json?q=a%20b&page=2")
        let item = try #require((try page(1)["items"] as? [[String: Any]])?.first)
        #expect(item["image"] == nil && item["attachments"] == nil && item["authors"] != nil)
    }

    @Test("any text in any place gives a document that is read back", arguments: Fixtures.oddTexts)
    func oddTexts(text: String) throws {
        var talk = Fixtures.fullTalk
        talk.title = text
        talk.speakers = [Speaker(name: text)]
        talk.text = text
        let archive = Fixtures.archive(talks: [talk], settings: Fixtures.settings(name: text))
        let feed = try #require(FeedMaker(archive: archive).feed(about: .everything))
        let items = try #require(try json(feed)["items"] as? [[String: Any]])
        #expect(items.first?["title"] as? String == feed.entries[0].title)
        #expect(items.first?["content_html"] as? String == feed.entries[0].contentHTML)
    }
}
