@testable import ArchiveServer
import TestSupport
import Testing

@Suite("Byte ranges")
struct RangeTests {
    private static let path = "/2031/limpets/slides.pdf"
    private static let bytes = Array(Tidepool.limpets.data)

    @Test(
        "a part is sent as asked for",
        arguments: [
            ("bytes=0-4", 0..<5), ("bytes=5-9", 5..<10), ("bytes=-4", bytes.count - 4..<bytes.count),
            ("bytes=10-", 10..<bytes.count), ("bytes=0-999999999", 0..<bytes.count),
            ("bytes=-999999999", 0..<bytes.count), ("bytes=\(bytes.count - 1)-", bytes.count - 1..<bytes.count),
            ("BYTES=0-0", 0..<1), ("bytes= 2 - 3 ", 2..<4),
        ])
    func part(field: String, range: Range<Int>) async throws {
        let reply = try await Tidepool.server.value.get(Self.path, [("Range", field)])
        #expect(reply.status == 206)
        #expect(reply.body == Array(Self.bytes[range]))
        #expect(reply["Content-Range"] == "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(Self.bytes.count)")
        #expect(reply["Content-Length"] == "\(range.count)")
        #expect(reply.entityTag == "\"\(Tidepool.limpets.hash)\"")
    }

    @Test(
        "other units and what is no range give the whole",
        arguments: [
            "items=0-1", "bytes=", "bytes=-", "bytes=5-2", "bytes=a-b", "bytes=1", "0-1", "bytes=1--2", "bytes=0-1,x",
            "bytes=" + (0..<200).map { "\($0 * 2)-\($0 * 2)" }.joined(separator: ","),
        ])
    func whole(field: String) async throws {
        let reply = try await Tidepool.server.value.get(Self.path, [("Range", field)])
        #expect(reply.status == 200)
        #expect(reply.body == Self.bytes)
        #expect(reply["Accept-Ranges"] == "bytes")
    }

    @Test(
        "several parts come as multipart/byteranges, of files and of pictures",
        arguments: [
            path, "/files/\(Tidepool.limpets.hash).pdf", "/files/\(Tidepool.limpets.hash)/1.webp",
            "/2031/gallery/pool.png",
        ])
    func several(path: String) async throws {
        let server = try await Tidepool.server.value
        let whole = try await server.get(path)
        let count = whole.body.count
        #expect(whole["Accept-Ranges"] == "bytes")
        let reply = try await server.get(path, [("Range", "bytes=-3, 0-4,7-7, 8-9, 999999999-")])
        #expect(reply.status == 206)
        #expect(reply["Content-Range"] == nil)
        #expect(reply.entityTag == whole.entityTag)
        #expect(reply["Content-Length"] == "\(reply.body.count)")
        let type = try #require(reply["Content-Type"])
        #expect(type.hasPrefix("multipart/byteranges; boundary="))
        let boundary = try #require(type.split(separator: "=").last)
        #expect(boundary.count <= 70)
        #expect(whole.body.firstRange(of: Array(boundary.utf8)) == nil)
        var expected: [UInt8] = []
        for part in [count - 3..<count, 0..<5, 7..<10] {
            expected += Array(
                ("\(expected.isEmpty ? "" : "\r\n")--\(boundary)\r\nContent-Type: \(whole.mediaType)\r\n"
                    + "Content-Range: bytes \(part.lowerBound)-\(part.upperBound - 1)/\(count)\r\n\r\n").utf8)
            expected += whole.body[part]
        }
        #expect(reply.body == expected + Array("\r\n--\(boundary)--\r\n".utf8))
        // What comes down to one part is sent as one.
        let one = try await server.get(path, [("Range", "bytes=0-4,3-6,5-7")])
        #expect(one.status == 206 && one["Content-Range"] == "bytes 0-7/\(count)")
        #expect(one.body == Array(whole.body[0..<8]) && one.mediaType == whole.mediaType)
    }

    @Test(
        "pictures are sent in parts, too",
        arguments: ["/files/\(Tidepool.limpets.hash)/1.webp", "/2031/gallery/pool.png"])
    func pictures(path: String) async throws {
        let server = try await Tidepool.server.value
        let whole = try await server.get(path)
        let count = whole.body.count
        let date = try #require(whole["Last-Modified"])
        for condition in [nil, whole.entityTag, date] {
            let reply = try await server.get(
                path, [("Range", "bytes=-9")] + (condition.map { [("If-Range", $0)] } ?? []))
            #expect(reply.status == 206)
            #expect(reply.body == Array(whole.body.suffix(9)))
            #expect(reply["Content-Range"] == "bytes \(count - 9)-\(count - 1)/\(count)")
            #expect(reply["Content-Type"] == whole["Content-Type"])
        }
        #expect(try await server.get(path, [("Range", "bytes=0-1"), ("If-Range", "\"other\"")]).status == 200)
        let beyond = try await server.get(path, [("Range", "bytes=\(count)-")])
        #expect(beyond.status == 416)
        #expect(beyond["Content-Range"] == "bytes */\(count)")
    }

    @Test("texts are not sent in parts", arguments: ["/", "/feed.atom", "/robots.txt"])
    func texts(path: String) async throws {
        let reply = try await Tidepool.server.value.get(path, [("Range", "bytes=0-4")])
        #expect(reply.status == 200)
        #expect(reply["Accept-Ranges"] == nil)
    }

    @Test(
        "a part beyond the end is refused with the length",
        arguments: [
            "bytes=999999-", "bytes=999999-1000000", "bytes=-0", "bytes=99999999999999999999-", "bytes=999999-,-0",
        ])
    func unsatisfiable(field: String) async throws {
        let reply = try await Tidepool.server.value.get(Self.path, [("Range", field)])
        #expect(reply.status == 416)
        #expect(reply["Content-Range"] == "bytes */\(Self.bytes.count)")
        #expect(reply.body.isEmpty)
    }

    @Test("a part of other bytes than those that the client has is not sent")
    func ifRange() async throws {
        let server = try await Tidepool.server.value
        let whole = try await server.get(Self.path)
        let date = try #require(whole["Last-Modified"])
        func status(_ condition: String) async throws -> Int {
            try await server.get(Self.path, [("Range", "bytes=0-4"), ("If-Range", condition)]).status
        }
        #expect(try await status(whole.entityTag) == 206)
        #expect(try await status(date) == 206)
        #expect(try await status("W/\(whole.entityTag)") == 200)
        #expect(try await status("\"other\"") == 200)
        #expect(try await status("Sun, 06 Nov 1994 08:49:37 GMT") == 200)
        #expect(try await status("nonsense") == 200)
    }

    @Test("HEAD ignores ranges, and a client that has the file gets 304 whatever part it asks for")
    func head() async throws {
        let server = try await Tidepool.server.value
        let head = try await server.client.send("HEAD", Self.path, [("Range", "bytes=0-4")])
        #expect(head.status == 200)
        #expect(head["Content-Length"] == "\(Self.bytes.count)")
        let fields = [("Range", "bytes=0-4"), ("If-None-Match", "\"\(Tidepool.limpets.hash)\"")]
        #expect(try await server.get(Self.path, fields).status == 304)
    }

    @Test("parts put together are the file, however it is cut")
    func pieces() async throws {
        let server = try await Tidepool.server.value
        var bytes: [UInt8] = []
        while bytes.count < Self.bytes.count {
            let reply = try await server.get(
                "/files/\(Tidepool.limpets.hash).pdf", [("Range", "bytes=\(bytes.count)-\(bytes.count + 299)")])
            #expect(reply.status == 206)
            bytes += reply.body
            if reply.body.isEmpty { break }
        }
        #expect(bytes == Self.bytes)
    }
}
