import ArchiveServer
import Foundation
import LibXML
import TestSupport
import Testing

@Suite("Feeds")
struct FeedTests {
    @Test("every feed is valid by RFC 4287's grammar", arguments: Tidepool.feeds)
    func valid(path: String) async throws {
        let reply = try await Tidepool.server.value.get(path)
        let problems = try FeedCheck.problems(in: reply.body)
        #expect(problems.isEmpty, "\(problems)")
        #expect(!reply.text.contains("xml-stylesheet"))
        #expect(reply["Last-Modified"] != nil)
    }

    @Test("every feed that the page about feeds names is valid, and links to itself and its page")
    func feedsPage() async throws {
        let server = try await Tidepool.server.value
        let page = try HTMLPage(await server.get("/feeds/"))
        let feeds = try page.links().filter { $0.hasSuffix(".atom") }
        #expect(feeds.count >= 10)
        for path in feeds {
            let bytes = try await server.get(path).body
            #expect(try FeedCheck.problems(in: bytes).isEmpty, "\(path)")
            let own = try XMLTree(parsing: bytes).root.elements(named: "link").filter { $0.attribute("rel") == "self" }
            #expect(own.map { $0.attribute("href") } == [TestArchive.baseURL + path])
        }
        #expect(try page.count("//form[@action='/search.atom']") == 1)
    }

    @Test("ids and dates are the same under another address, and so is everything after a restart")
    func identity() async throws {
        let archive = try Tidepool.archive()
        let here = try await TestServer.start(archive, slides: Tidepool.slideCount)
        let before = try await states(of: here)
        let paths = Tidepool.addresses.map(\.path).filter { !["/organize/", "/readyz", "/healthz"].contains($0) }
        var tags: [String: String] = [:]
        for path in paths { tags[path] = try await here.get(path).entityTag }
        await here.stop()

        let there = try await TestServer.start(archive, slides: Tidepool.slideCount) {
            $0.baseURL = URL(string: "http://elsewhere.example:8080/prefix")
        }
        #expect(try await states(of: there) == before)
        #expect(try await there.get("/feed.atom").text.contains("http://elsewhere.example:8080/prefix/2031/limpets/"))
        await there.stop()

        // Every file is written again, so that its times are new and its bytes are not.
        for path in archive.folder.fingerprint().keys {
            try archive.folder.write(path, try archive.folder.data(path))
        }
        let again = try await TestServer.start(archive, slides: Tidepool.slideCount)
        #expect(try await states(of: again) == before)
        for path in paths { #expect(try await again.get(path).entityTag == tags[path], "\(path)") }
        await again.stop()
    }

    /// Id and time of every feed and entry.
    private func states(of server: TestServer) async throws -> [String: [String]] {
        var states: [String: [String]] = [:]
        for path in Tidepool.feeds {
            let root = try XMLTree(parsing: try await server.get(path).body).root
            states[path] = ([root] + root.elements(named: "entry")).map { element in
                ["id", "published", "updated"].map { element.first($0)?.text ?? "-" }.joined(separator: " ")
            }
            #expect(states[path]?.allSatisfy { $0.hasPrefix("tag:tidepool.example,2030:") } == true)
        }
        return states
    }

    @Test("an entry has its deck as enclosure, whose length and type are those of the file")
    func enclosure() async throws {
        let server = try await Tidepool.server.value
        let root = try XMLTree(parsing: try await server.get("/2031/feed.atom").body).root
        let links = root.elements(named: "entry").flatMap { $0.elements(named: "link") }
            .filter { $0.attribute("rel") == "enclosure" }
        #expect(links.count == 3)
        for link in links {
            let address = try #require(link.attribute("href"))
            #expect(address.hasPrefix(TestArchive.baseURL))
            let reply = try await server.get(address.replacing(TestArchive.baseURL, with: ""))
            #expect(reply.status == 200)
            #expect(link.attribute("length") == "\(reply.body.count)")
            #expect(link.attribute("type") == reply.mediaType)
        }
    }

    @Test("a search's feed has the talks that have all of the words, and none when no talk has")
    func search() async throws {
        let server = try await Tidepool.server.value
        func titles(_ path: String) async throws -> [String] {
            try XMLTree(parsing: try await server.get(path).body).root.elements(named: "entry")
                .map { $0.first("title")?.text ?? "" }
        }
        #expect(try await titles("/search.atom?q=unsafe+blocks") == ["Limpets and their grip"])
        #expect(try await titles("/search.atom?q=unsafe+nothinghasthis") == [])
        #expect(try await titles("/search.atom?q=commonword").count == 12)
        #expect(try await titles("/search.atom?q=commonword&speaker=bo-nandu") == [])
        #expect(try await titles("/search.atom?tag=waves&q=").sorted() == titles("/tags/waves/feed.atom").sorted())
    }
}
