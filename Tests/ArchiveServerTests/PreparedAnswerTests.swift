import ArchiveServer
import Foundation
import TestSupport
import Testing

/// Requests that are answered before Hummingbird, and those that must not be.
@Suite("Prepared answers")
struct PreparedAnswerTests {
    private static func request(_ path: String, _ fields: String..., method: String = "GET") -> [UInt8] {
        Array("\(method) \(path) HTTP/1.1\r\nHost: x\r\n\(fields.map { $0 + "\r\n" }.joined())\r\n".utf8)
    }

    @Test("many requests sent at once are answered in their order, whoever answers them")
    func pipeline() async throws {
        let server = try await Tidepool.server.value
        let paths = [
            "/", "/feed.atom", "/healthz", "/", "/search?q=limpet", "/feed.atom", "/nothing", "/robots.txt",
            "/files/\(Tidepool.limpets.hash).pdf", "/", "/2031/limpets/slides/1",
        ]
        var single: [TestReply] = []
        for path in paths { single.append(try await server.get(path)) }
        let together = try await server.client.replies(
            to: paths.flatMap { Self.request($0) }, hasBodies: paths.map { _ in true })
        #expect(together.map(\.status) == single.map(\.status))
        #expect(together.map(\.entityTag) == single.map(\.entityTag))
        #expect(together.map(\.body) == single.map(\.body))
        #expect(together.allSatisfy { $0["Date"]?.hasSuffix(" GMT") == true })
    }

    @Test("an upload's body between them does not bring them out of step")
    func bodies() async throws {
        let server = try await Tidepool.server.value
        let home = try await server.get("/")
        var bytes = Self.request("/")
        bytes += Self.request("/", "Content-Length: 4", method: "POST") + Array("GET ".utf8)
        bytes += Self.request("/")
        bytes += Self.request("/", "Transfer-Encoding: chunked", method: "POST") + Array("3\r\nGET\r\n0\r\n\r\n".utf8)
        let replies = try await server.client.replies(to: bytes, hasBodies: [true, true, true, true])
        #expect(replies.first?.body == home.body)
        #expect(replies.dropFirst().first?.status == 405)
        // The server may end a connection on which it refused a body; what it answers before is in order.
        #expect(replies.dropFirst(2).allSatisfy { $0.body == home.body || $0.status == 405 })
    }

    @Test("a client that ends its half of the connection gets all that it asked for")
    func halfClosed() async throws {
        let archive = try TestArchive()
        try archive.edition("2031")
        try archive.talk("2031/long", "title: Long", text: String(repeating: "A long text of water. ", count: 20_000))
        let server = try await TestServer.start(archive)
        let whole = try await server.get("/2031/long/")
        #expect(whole.body.count > 400_000)
        for _ in 0..<5 {
            let reply = try await server.client.lastWords(Self.request("/2031/long/"))
            #expect(reply.body == whole.body)
        }
        await server.stop()
    }

    @Test(
        "a request names one host, whichever it is; HTTP/1.0 needs none",
        arguments: [
            ("GET / HTTP/1.1\r\nHost: x\r\n", 200), ("GET / HTTP/1.1\r\nHost: other.example:81\r\n", 200),
            ("GET / HTTP/1.1\r\n", 400), ("GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n", 400),
            ("GET / HTTP/1.0\r\n", 200), ("GET / HTTP/1.0\r\nHost: x\r\n", 200),
            ("GET http://y/ HTTP/1.1\r\nHost: x\r\n", 200), ("GET /nothing HTTP/1.1\r\nHost: evil.example\r\n", 404),
        ])
    func hosts(head: String, status: Int) async throws {
        let server = try await Tidepool.server.value
        for _ in 0..<2 {
            let reply = try await server.client.exchange([Array((head + "\r\n").utf8)])
            #expect(reply.status == status)
            #expect(!reply.text.contains("evil.example") && !reply.text.contains("other.example"))
        }
    }

    @Test("the connection of a client of HTTP/1.0 ends with the answer")
    func old() async throws {
        let server = try await Tidepool.server.value
        let replies = try await server.client.replies(
            to: Array("GET / HTTP/1.0\r\n\r\nGET / HTTP/1.0\r\n\r\n".utf8), hasBodies: [true, true])
        #expect(replies.map(\.status) == [200])
    }

    @Test("what is changed is never answered from what was made before")
    func changes() async throws {
        let archive = try TestArchive()
        try archive.edition("2031")
        try archive.talk("2031/a", "title: Before")
        let server = try await TestServer.start(archive)
        for _ in 0..<3 {
            let reply = try await server.client.send("GET", "/2031/a/", closes: false)
            #expect(reply.text.contains("Before"))
        }
        let tag = try await server.client.send("GET", "/2031/a/", closes: false).entityTag
        try archive.talk("2031/a", "title: After")
        _ = try await eventually("the new title is shown", within: .seconds(60)) {
            let reply = try await server.client.send("GET", "/2031/a/", [("If-None-Match", tag)], closes: false)
            return reply.status == 200 && reply.text.contains("After") ? true : nil
        }
        await server.stop()
    }

    @Test("a busy connection is not taken for an idle one")
    func busy() async throws {
        let archive = try TestArchive()
        let server = try await TestServer.start(archive) { $0.limits.idleTimeout = .seconds(8) }
        _ = try await server.get("/")
        // For longer than a connection may live on which nothing moves.
        let replies = try await server.client.conversation(Self.request("/"), times: 100, every: .milliseconds(100))
        #expect(replies == 100)
        await server.stop()
    }
}
