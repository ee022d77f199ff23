import Foundation
import TalkArchive
import TestSupport
import Testing

@Suite("Metadata as files")
struct SourceFileTests {
    @Test(
        "the archive, an edition and a talk can be had as files, with a validator",
        arguments: [
            ("/archive.yaml", "application/yaml", "name: Tidepool\n"),
            ("/2031/edition.yaml", "application/yaml", "place: Tideway\n"),
            ("/2031/limpets/talk.md", "text/markdown; charset=utf-8", "title: Limpets and their grip\n"),
        ])
    func files(path: String, mediaType: String, line: String) async throws {
        let server = try await Tidepool.server.value
        let reply = try await server.get(path)
        #expect(reply.status == 200)
        #expect(reply["Content-Type"] == mediaType)
        #expect(reply.text.contains(line), "\(reply.text)")
        #expect(try await server.get(path, [("If-None-Match", reply["ETag"] ?? "")]).status == 304)
        #expect(try await server.client.send("HEAD", path).status == 200)
    }

    @Test("the feeds name the very bytes of each file")
    func hashes() async throws {
        let server = try await Tidepool.server.value
        var count = 0
        for feed in ["/feed.atom", "/2031/feed.atom"] {
            let text = try await server.get(feed).text
            for match in text.matches(
                of: /rel="(?:describedby|item)"[^>]* href="([^"]*)" length="(\d+)" le:hash="sha-256:(\w+)"/)
            {
                let path = String(match.1.dropFirst(TestArchive.baseURL.count))
                let body = try await server.get(path).body
                #expect(String(body.count) == match.2, "\(path)")
                #expect(ContentHash(of: Data(body)).description == match.3, "\(path)")
                count += 1
            }
        }
        #expect(count > 3)
    }

    @Test(
        "what nobody may see has no file",
        arguments: ["/2031/covert/talk.md", "/2031/later/talk.md", "/1999/edition.yaml"])
    func missing(path: String) async throws {
        let server = try await Tidepool.server.value
        #expect(try await server.get(path).status == 404)
    }
}
