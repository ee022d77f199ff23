import Foundation
import TestSupport
import Testing

/// Every address that the site leads to, asked for in every way that HTTP has for it.
@Suite("Site walk")
struct SiteWalkTests {
    @Test("each address keeps HTTP's promises, by the short way and by the long one")
    func walk() async throws {
        let server = try await Tidepool.server.value
        var count = 0
        for path in try await Self.addresses(server) {
            let reply = try await server.get(path)
            guard reply.status == 200, reply["Cache-Control"] != "private, no-store" else { continue }
            count += 1
            #expect(reply["Last-Modified"] != nil, "\(path)")
            #expect(reply["Content-Length"] == "\(reply.body.count)", "\(path)")
            for closes in [true, false] {
                try await sameAgain(path, reply, closes: closes, server)
                try await notModified(path, reply, closes: closes, server)
                try await compressed(path, reply, closes: closes, server)
            }
        }
        print("walked \(count) addresses")
        #expect(count > 80)
    }

    private func sameAgain(_ path: String, _ first: TestReply, closes: Bool, _ server: TestServer) async throws {
        let again = try await server.client.send("GET", path, closes: closes)
        #expect(again.body == first.body, "\(path)")
        #expect(Self.fields(again) == Self.fields(first), "\(path)")
        let head = try await server.client.send("HEAD", path, closes: closes)
        #expect(head.status == 200 && head.body.isEmpty, "\(path)")
        #expect(Self.fields(head) == Self.fields(first), "\(path)")
    }

    private func notModified(_ path: String, _ first: TestReply, closes: Bool, _ server: TestServer) async throws {
        for conditions in [
            [("If-None-Match", first.entityTag)], [("If-None-Match", "\"x\", W/\(first.entityTag)")],
            [("If-None-Match", "*"), ("If-Modified-Since", "Sun, 06 Nov 1994 08:49:37 GMT")],
            [("If-Modified-Since", first["Last-Modified"] ?? "")],
        ] {
            for method in ["GET", "HEAD"] {
                let reply = try await server.client.send(method, path, conditions, closes: closes)
                #expect(reply.status == 304, "\(path) \(conditions)")
                #expect(reply.body.isEmpty && reply.entityTag == first.entityTag, "\(path)")
                // RFC 9110, section 15.4.5; nothing is said about the bytes that the client has.
                let expected = Self.fields(first).filter {
                    ["etag", "cache-control", "vary"].contains($0.key) || $0.key.hasPrefix("access-control-")
                }
                #expect(Self.fields(reply) == expected, "\(path) \(conditions)")
            }
        }
        let other = try await server.client.send("GET", path, [("If-Match", "\"x\"")], closes: closes)
        #expect(other.status == 412, "\(path)")
    }

    private func compressed(_ path: String, _ plain: TestReply, closes: Bool, _ server: TestServer) async throws {
        let accepts = [("Accept-Encoding", "gzip, deflate, br, zstd")]
        let reply = try await server.client.send("GET", path, accepts, closes: closes)
        guard let coding = reply["Content-Encoding"] else {
            #expect(reply["Vary"] == nil && plain["Vary"] == nil, "\(path)")
            #expect(Self.fields(reply) == Self.fields(plain), "\(path)")
            let mayBePlain = plain.body.count < 860 || plain["Accept-Ranges"] == "bytes"
            #expect(mayBePlain, "\(path) could be compressed")
            return
        }
        #expect(coding == "gzip" && reply["Vary"] == "Accept-Encoding" && plain["Vary"] == "Accept-Encoding", "\(path)")
        #expect(Inflate.gunzip(reply.body) == plain.body, "\(path)")
        #expect(reply.body.count < plain.body.count, "\(path)")
        #expect(reply.entityTag == "\(plain.entityTag.dropLast())-gzip\"", "\(path)")
        let others = ["etag", "content-length", "content-encoding"]
        #expect(
            Self.fields(reply).filter { !others.contains($0.key) }
                == Self.fields(plain).filter { !others.contains($0.key) }, "\(path)")
        let head = try await server.client.send("HEAD", path, accepts, closes: closes)
        #expect(Self.fields(head) == Self.fields(reply) && head.body.isEmpty, "\(path)")
        for tag in [reply.entityTag, plain.entityTag] {
            let known = try await server.client.send("GET", path, accepts + [("If-None-Match", tag)], closes: closes)
            #expect(known.status == 304 && known.entityTag == tag && known["Vary"] == "Accept-Encoding", "\(path)")
        }
        let unwelcome = [("Accept-Encoding", "gzip;q=0"), ("If-None-Match", reply.entityTag)]
        let sent = try await server.client.send("GET", path, unwelcome, closes: closes)
        #expect(sent.status == 200 && sent.body == plain.body, "\(path)")
    }

    /// Fields by name in lower case, but for those of the connection and the moment.
    private static func fields(_ reply: TestReply) -> [String: String] {
        Dictionary(reply.fields.map { ($0.name.lowercased(), $0.value) }) { $0 + ", " + $1 }
            .filter { !["date", "connection"].contains($0.key) }
    }

    private static func addresses(_ server: TestServer) async throws -> [String] {
        var waiting = Tidepool.addresses.map(\.path)
        var seen = Set(waiting)
        var all: [String] = []
        while let path = waiting.popLast() {
            all.append(path)
            let reply = try await server.get(path)
            guard reply.mediaType == "text/html" else { continue }
            // Searches lead to ever more searches; those of the list are enough.
            for link in try HTMLPage(reply).links() where !link.hasPrefix("/search") && seen.insert(link).inserted {
                waiting.append(link)
            }
        }
        return all
    }
}
