import Foundation
import TalkArchive
import TestSupport
import Testing

@testable import ArchiveServer

@Suite("Many uploads at once")
struct ManyUploadsTests {
    private static let talks = (1...12).map { "2030/wave-\($0)" } + ["2031/limpets", "2031/covert"]
    private static let count = 200

    @Test("two hundred at the same time while people search: every accepted deck is there after a restart, no other")
    func together() async throws {
        let archive = try Tidepool.archive()
        let token = try archive.token()
        let before = Set(archive.load().talks.flatMap { talk in talk.decks.map { "\(talk.key) \($0.hash)" } })
        let server = try await Self.start(archive)
        let uploads = (0..<Self.count).map { number in
            (talk: Self.talks[number % Self.talks.count], deck: TestPDF([["manyword\(number) of many"]]))
        }
        let requests = uploads.map { Self.request($0.talk, $0.deck.data, token: token) }

        let hasEnded = Flag()
        async let searches = Self.search(server, until: hasEnded)
        var client = server.client
        client.patience = .seconds(900)
        let replies = try await client.allAtOnce(requests)
        await hasEnded.raise()
        #expect(try await searches > 0)

        let accepted = Set(
            zip(uploads, replies).filter { (200..<300).contains($1?.status ?? 0) }
                .map { upload, _ in "\(upload.talk) \(upload.deck.hash)" })
        let statuses = replies.map { $0?.status ?? 0 }
        #expect(statuses.allSatisfy { $0 == 201 }, "\(statuses.filter { $0 != 201 })")
        await server.stop()

        let (talks, problems) = archive.load()
        #expect(problems == [])
        let there = Set(talks.flatMap { talk in talk.decks.map { "\(talk.key) \($0.hash)" } })
        #expect(there == before.union(accepted))
        let leftOvers = archive.folder.fingerprint().keys.filter { $0.contains("incoming-") || $0.contains("text-") }
        #expect(leftOvers.isEmpty)

        let again = try await Self.start(archive)
        for (upload, reply) in zip(uploads, replies) where reply?.status == 201 && upload.talk != "2031/covert" {
            let file = try await again.get("/files/\(upload.deck.hash).pdf")
            #expect(file.status == 200 && file.data == upload.deck.data)
        }
        await again.stop()
    }

    private static func start(_ archive: TestArchive) async throws -> TestServer {
        try await TestServer.start(archive) {
            // The machine may be busy with other tests for long.
            $0.limits.idleTimeout = .seconds(900)
            $0.limits.uploadBytesPerSecond = 1
            $0.limits.uploadsPerMinute = 100_000
        }
    }

    private static func request(_ talk: String, _ deck: Data, token: String) -> [UInt8] {
        let parts = talk.split(separator: "/")
        return Array(
            """
            PUT /api/v1/editions/\(parts[0])/talks/\(parts[1])/slides HTTP/1.1\r
            Host: 127.0.0.1\r
            Connection: close\r
            Authorization: Bearer \(token)\r
            Content-Length: \(deck.count)\r
            \r

            """.utf8) + Array(deck)
    }

    /// Searches and reads pages all the time.
    /// - Returns: how often.
    private static func search(_ server: TestServer, until hasEnded: Flag) async throws -> Int {
        var count = 0
        while await !hasEnded.isRaised {
            for path in ["/search?q=manyword\(count)", "/search?q=limpet", "/2030/", "/feed.atom"] {
                let reply = try await server.get(path)
                #expect(reply.status == 200, "\(path)")
                #expect(!reply.text.contains(Tidepool.hiddenWord))
            }
            count += 1
        }
        return count
    }

    private actor Flag {
        private(set) var isRaised = false

        func raise() { isRaised = true }
    }
}
