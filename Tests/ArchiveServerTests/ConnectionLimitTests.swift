import ArchiveServer
import Foundation
import TestSupport
import Testing

/// What a server does with requests that are slow, or too large to be read.
@Suite("Limits of connections")
struct ConnectionLimitTests {
    private static func archive() throws -> TestArchive {
        let archive = try TestArchive()
        try archive.edition("2031")
        try archive.talk("2031/limpets", "title: Limpets\nspeakers: [Ada Low]")
        return archive
    }

    private static func expectLast(_ reply: TestReply?, _ status: Int, _ words: String) {
        #expect(reply?.status == status)
        #expect(reply?["Connection"] == "close")
        #expect(reply?.text.contains(words) == true, "\(reply?.text ?? "no reply")")
        #expect(reply?["X-Content-Type-Options"] == "nosniff")
        #expect(reply?["Content-Security-Policy"]?.hasPrefix("default-src 'none'") == true)
        #expect(reply?["Server"] == nil)
    }

    @Test(
        "an address or fields that are too large are refused with the limit, and so is what is no HTTP",
        arguments: [
            ("GET /\(String(repeating: "a", count: 50_000)) HTTP/1.1\r\nHost: x\r\n\r\n", 414, "49152 bytes"),
            ("GET /search?q=\(String(repeating: "a", count: 50_000)) HTTP/1.1\r\nHost: x\r\n\r\n", 414, "49152 bytes"),
            ("GET /\(String(repeating: "a", count: 70_000)) HTTP/1.1\r\nHost: x\r\n\r\n", 431, "65536 bytes"),
            ("GET / HTTP/1.1\r\nHost: x\r\nX: \(String(repeating: "a", count: 70_000))\r\n\r\n", 431, "65536 bytes"),
            ("GET / HTTP/1.1\r\nHost: x\r\n\(String(repeating: "A: b\r\n", count: 101))\r\n", 431, "may be 100"),
            ("GET / HTTP/1.1\r\nHost: x\r\nX: \(String(repeating: "a", count: 70_000))", 431, "65536 bytes"),
            ("\u{16}\u{03}\u{01}\u{02}", 400, "no request"), ("GARBAGE\r\n\r\n", 400, "no request"),
            ("GET / HTTP/1.1\r\nHost x\r\n\r\n", 400, "no request"),
        ])
    func oversized(request: String, status: Int, words: String) async throws {
        let server = try await Tidepool.server.value
        let replies = try await server.client.replies(to: Array(request.utf8), hasBodies: [true])
        Self.expectLast(replies.first, status, words)
    }

    @Test("as much as is allowed is answered")
    func allowed() async throws {
        let server = try await Tidepool.server.value
        let long = try await server.get("/search?q=\(String(repeating: "a", count: 48_000))")
        #expect(long.status == 200)
        let fields = (0..<90).map { ("X-\($0)", String(repeating: "a", count: 300)) }
        #expect(try await server.get("/", fields).status == 200)
    }

    @Test("after a good request a bad one is refused, and the answers stay in their order")
    func pipelined() async throws {
        let server = try await Tidepool.server.value
        let good = "GET /2031/ HTTP/1.1\r\nHost: x\r\n\r\n"
        let replies = try await server.client.replies(
            to: Array((good + "GET /\(String(repeating: "a", count: 50_000)) HTTP/1.1\r\nHost: x\r\n\r\n").utf8),
            hasBodies: [true, true])
        #expect(replies.first?.status == 200)
        #expect(replies.count == 2)
        Self.expectLast(replies.last, 414, "49152 bytes")
    }

    @Test("a head that does not come to its end is given up with 408; silence is closed in silence")
    func slowHead() async throws {
        let server = try await TestServer.start(Self.archive()) { $0.limits.headTime = .seconds(3) }
        let part = try await server.client.replies(to: Array("GET / HTTP/1.1\r\nHost: x\r\nX-".utf8), hasBodies: [true])
        Self.expectLast(part.first, 408, "within 3 seconds")
        #expect(try await server.client.replies(to: [], hasBodies: [true]).isEmpty)
        #expect(try await server.get("/").status == 200)
        await server.stop()
    }

    @Test("an answered connection is kept for a while, and not for ever")
    func keepAlive() async throws {
        let server = try await TestServer.start(Self.archive()) {
            $0.limits.keepAliveTime = .seconds(1)
        }
        // The client reads until the server closes.
        let get = Array("GET / HTTP/1.1\r\nHost: x\r\n\r\n".utf8)
        let replies = try await server.client.replies(to: get, hasBodies: [true, true])
        #expect(replies.map(\.status) == [200])
        await server.stop()
    }

    @Test("a form that drips is given up")
    func slowForm() async throws {
        let server = try await TestServer.start(Self.archive()) {
            $0.limits.formTime = .zero
            $0.limits.uploadBytesPerSecond = 1 << 30
        }
        let head =
            "POST /organize/sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            + "Content-Length: 60000\r\n\r\n"
        let taken = try await server.client.bytesTakenAfterRefusal(head, piece: [65], limit: 50_000)
        #expect(taken != nil)
        #expect(try await server.get("/").status == 200)
        await server.stop()
    }

    @Test("a body that breaks in the middle is told so, by who was to read it")
    func brokenBody() async throws {
        let server = try await Tidepool.server.value
        let head =
            "POST /organize/sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n5\r\ntoken\r\nno length\r\n"
        let reply = try await server.client.replies(to: Array(head.utf8), hasBodies: [true]).first
        #expect(reply?.status == 400)
        #expect(reply?.text.contains("broke off") == true)
    }

    @Test("with more connections than there is room for, the site still answers")
    func crowd() async throws {
        let server = try await TestServer.start(Self.archive()) {
            $0.limits.connections = 8
            $0.limits.connectionsOfAddress = 6
        }
        let port = server.port
        let idle = try (0..<40).map { _ in try SilentConnection(port: port) }
        for _ in 0..<20 { #expect(try await server.get("/").status == 200) }
        withExtendedLifetime(idle) {}
        await server.stop()
    }
}
