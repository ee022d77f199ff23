import ArchiveServer
import Foundation
import LibXML
import TestSupport
import Testing

@Suite("The history of feeds")
struct FeedHistoryTests {
    private func root(_ reply: TestReply) throws -> XMLTree.Element { try XMLTree(parsing: reply.body).root }

    private func link(_ relation: String, _ root: XMLTree.Element) -> String? {
        root.elements(named: "link").first { $0.attribute("rel") == relation }?.attribute("href")?
            .replacing(TestArchive.baseURL, with: "")
    }

    private func ids(_ root: XMLTree.Element) -> [String] {
        root.elements(named: "entry").compactMap { $0.first("id")?.text }
    }

    @Test("what was told before is in documents of its year, which are kept for a day")
    func archives() async throws {
        let server = try await Tidepool.server.value
        let current = try root(try await server.get("/feed.atom"))
        #expect(link("prev-archive", current) == "/feed/2030.atom")
        let reply = try await server.get("/feed/2030.atom")
        #expect(reply["Cache-Control"]?.contains("max-age=86400") == true)
        let archive = try root(reply)
        #expect(link("self", archive) == "/feed/2030.atom" && link("current", archive) == "/feed.atom")
        #expect(ids(archive).count == 13 && archive.first("archive") != nil)
        #expect(archive.first("id")?.text == current.first("id")?.text)
        #expect(try root(try await server.get("/2030/feed.atom")).first("complete") != nil)
    }

    @Test(
        "a document of an archive has one spelling, and there is none before it is full",
        arguments: [
            "/feed/2030-1.atom", "/feed/02030.atom", "/feed/+2030.atom", "/feed/2030.json", "/feed/2030",
            "/feed/x.atom",
            "/feed/.atom", "/feed/-.atom", "/feed/2030-2.atom", "/feed/2030-0.atom", "/feed/2031.atom", "/feed/",
            "/feed/2030.atom/", "/feed/99999999999999999999.atom", "/2030/feed/2030.atom",
            "/speakers/nobody/feed/2030.atom",
            "/speakers/cy-wharf/feed/2030.atom", "/tags/none/feed/2030.atom", "/feed/2030.atom.atom",
        ])
    func noDocument(path: String) async throws {
        #expect(try await Tidepool.server.value.get(path).status == 404)
    }

    @Test("a search has pages that lead through all of its talks, as Atom and as JSON")
    func pages() async throws {
        let server = try await TestServer.start(Tidepool.archive(), slides: Tidepool.slideCount) {
            $0.limits.feedEntries = 5
        }
        var next: String? = "/search.atom?q=commonword"
        var found: [String] = []
        var own: [String] = []
        while let path = next {
            let reply = try await server.get(path)
            #expect(try FeedCheck.problems(in: reply.body) == [])
            let page = try root(reply)
            #expect(link("self", page) == path && link("last", page) == "/search.atom?q=commonword&page=3")
            #expect(page.first("totalResults")?.text == "12" && page.first("itemsPerPage")?.text == "5")
            #expect(page.first("startIndex")?.text == "\(found.count + 1)")
            own.append(page.first("id")?.text ?? "")
            found += ids(page)
            next = link("next", page)
        }
        #expect(own.count == 3 && Set(own).count == 1)
        #expect(found.count == 12 && Set(found).count == 12)
        let beyond = try root(try await server.get("/search.atom?q=commonword&page=7"))
        #expect(ids(beyond) == [] && link("previous", beyond) == "/search.atom?q=commonword&page=3")
        let json =
            try JSONSerialization.jsonObject(
                with: try await server.get("/search.json?q=commonword&page=2").data) as? [String: Any]
        #expect((json?["next_url"] as? String)?.hasSuffix("/search.json?q=commonword&page=3") == true)
        let items = json?["items"] as? [[String: Any]]
        #expect(items?.compactMap { $0["id"] as? String } == Array(found[5..<10]))
        await server.stop()
    }

    @Test("each feed names the same as JSON, which has the same entries")
    func json() async throws {
        let server = try await Tidepool.server.value
        for path in Tidepool.feeds where !path.contains("/feed/") {
            let feed = try root(try await server.get(path))
            let address = try #require(
                feed.elements(named: "link").first { $0.attribute("type") == "application/feed+json" }?
                    .attribute("href"))
            let reply = try await server.get(address.replacing(TestArchive.baseURL, with: ""))
            #expect(
                reply.mediaType == "application/feed+json" && reply["Cache-Control"]?.contains("max-age=900") == true)
            let json = try #require(try JSONSerialization.jsonObject(with: reply.data) as? [String: Any])
            #expect(json["feed_url"] as? String == address)
            #expect((json["items"] as? [[String: Any]])?.compactMap { $0["id"] as? String } == ids(feed), "\(path)")
        }
    }

    @Test("a new deck is told with what it changed, in the feed and on the talk's page")
    func changes() async throws {
        let archive = try Tidepool.archive()
        let token = try archive.token()
        let server = try await TestServer.start(archive, slides: Tidepool.slideCount)
        // The first draft was one slide of other words.
        #expect(
            try await server.get("/2031/feed.atom").text.contains("Slides replaced on 2031-05-09: 3 new, 1 removed."))
        let deck = TestPDF([
            .init(["Limpets hold on", "unsafe blocks are rare", "A limpet grips the stone"]),
            .init(["Why they hold", "The block of unsafe code", "suction and mucus"]),
            .init(["Something new", "that was not there"]), .init(["Thanks", "Questions?"]),
        ])
        #expect(
            try await server.upload(deck.data, to: "2031/limpets", token: token, query: "?note=Mended").status == 201)
        let feed = try await server.get("/feed.atom").text
        #expect(feed.contains(": 1 changed, 1 new. Mended"))
        let page = try await server.get("/2031/limpets/").text
        #expect(page.contains("1 changed, 1 new since the version before"))
        #expect(page.contains("3 new, 1 removed since the version before"))
        await server.stop()
    }

    @Test("a withdrawn talk is gone from everything but the feeds that tell of it")
    func withdrawal() async throws {
        let archive = try Tidepool.archive()
        let front = "title: Wave 3\nspeakers: [Ada Low]\ntags: [waves]\norder: 3\npublished: 2020-05-01T00:00:00Z\n"
        try archive.talk("2030/wave-3", front, text: "The commonword of wave 3.")
        let server = try await TestServer.start(archive, slides: Tidepool.slideCount)
        let id = "tag:tidepool.example,2030:2030/wave-3"
        #expect(ids(try root(try await server.get("/feed/2020.atom"))) == [id])
        // The withdrawal has to be in the past, and everything else of this archive is in the future.
        try archive.talk(
            "2030/wave-3",
            front + "visibility: withdrawn\nwithdrawn: 2021-06-01T00:00:00Z\nwithdrawal_reason: It was <wrong>.",
            text: "The commonword of wave 3.")
        _ = try await eventually("the withdrawn talk is gone") {
            try await server.get("/2030/wave-3/").status == 410 ? true : nil
        }
        for path in ["/2030/feed.atom", "/feed/2020.atom", "/feed/2021.atom"] {
            let reply = try await server.get(path)
            #expect(try FeedCheck.problems(in: reply.body) == [], "\(path)")
            let feed = try root(reply)
            #expect(!ids(feed).contains(id))
            let deletion = try #require(feed.first("deleted-entry"), "\(path)")
            #expect(deletion.attribute("ref") == id && deletion.attribute("when") == "2021-06-01T00:00:00Z")
            #expect(deletion.text == "“Wave 3” was withdrawn: It was <wrong>.")
        }
        for path in [
            "/2030/", "/speakers/ada-low/", "/tags/waves/", "/sitemap.xml", "/search?q=commonword", "/feed.json",
        ] {
            #expect(try await !server.get(path).text.contains("2030/wave-3"), "\(path)")
        }
        await server.stop()
    }
}
