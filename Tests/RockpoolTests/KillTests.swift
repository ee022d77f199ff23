import Foundation
import SeededRandom
import TalkArchive
import TestSupport
import Testing

/// Power failures: the server's process is killed while decks are handed in.
@Suite("Kill -9")
struct KillTests {
    private static let talks = ["2031/limpets", "2030/waves", "2031/covert"]
    /// Starts of the server, and uploads sent to it, at the least.
    private static let (rounds, uploads) = (15, 200)

    @Test("no accepted deck is lost and nothing half done is left, whenever the server is killed")
    func kill() async throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("killing at moments from seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        let bench = try Bench.small()
        let token = try bench.archive.token()
        let before = bench.archive.load().talks
        var sent: [Handed] = []
        var round = 0
        while round < Self.rounds || sent.count < Self.uploads {
            let server = try await ServerProcess.start(bench)
            // Counted in decks, since a busy machine takes its time for each; the moment after that is any.
            let count = [0, 1, 2, 16, 30][round % 5]
            let pause = Duration.milliseconds(Int.random(in: 0...(count == 0 ? 700 : 200), using: &generator))
            let (acceptances, source) = AsyncStream.makeStream(of: Void.self)
            async let uploads = Self.handIn(to: server, token: token, round: round, telling: source)
            var acceptance = acceptances.makeAsyncIterator()
            for _ in 0..<count { _ = await acceptance.next() }
            try await Task.sleep(for: pause)
            try await server.kill9()
            sent += await uploads
            try Self.expectWhole(bench, sent, before)
            round += 1
        }
        let accepted = sent.filter(\.isAccepted)
        print("\(accepted.count) of \(sent.count) decks were accepted in \(round) rounds")
        #expect(!accepted.isEmpty)

        // Started once more, it cleans up, and serves every deck.
        let server = try await ServerProcess.start(bench)
        let leftOvers = bench.archive.folder.fingerprint().keys.filter { $0.hasPrefix(".rockpool/") }.sorted()
        #expect(leftOvers.allSatisfy { [".rockpool/lock", ".rockpool/.gitignore"].contains($0) }, "\(leftOvers)")
        for handed in accepted where handed.talk != "2031/covert" {
            let reply = try await server.client.get("/files/\(TestPDF.hash(of: handed.deck)).pdf")
            #expect(reply.status == 200 && reply.data == handed.deck)
        }
        #expect(try await server.stop() == 0)
        let check = try await bench.run("check")
        #expect(check.status == 0, "\(check.output)")
        #expect(!check.output.contains("error:"))
        try Self.expectTold(bench, before)
        let fixity = try await bench.run("check", "--fixity")
        #expect(fixity.status == 0, "\(fixity.output)")
    }

    /// The audit log tells each deck that came in once, and no other.
    private static func expectTold(_ bench: Bench, _ before: [Talk]) throws {
        var told: [String] = []
        try AuditLog(ArchiveFolder(root: bench.archive.folder.url)).read { line in
            guard case .event(let event) = line, event.what == .deckAdded, let talk = event.talk, let new = event.new
            else { return }
            #expect(!event.isUncertain)
            told.append("\(talk) \(new)")
        }
        let old = Set(before.flatMap(\.decks).map(\.hash))
        let there = bench.archive.load().talks.flatMap { talk in
            talk.decks.filter { !old.contains($0.hash) }.map { "\(talk.key) \($0.hash)" }
        }
        #expect(told.sorted() == there.sorted())
    }

    /// A deck that was sent.
    private struct Handed: Sendable {
        let talk: String
        let deck: Data
        /// The server said that it has it.
        let isAccepted: Bool
    }

    /// Sends one deck after the other to each talk, until the server is gone.
    private static func handIn(
        to server: ServerProcess, token: String, round: Int, telling acceptances: AsyncStream<Void>.Continuation
    ) async -> [Handed] {
        defer { acceptances.finish() }
        return await withTaskGroup(of: [Handed].self) { group in
            for talk in talks {
                group.addTask {
                    var sent: [Handed] = []
                    for number in 0..<100 {
                        let deck = TestPDF([["round \(round) deck \(number) of \(talk)"]]).padded(to: 30_000)
                        let parts = talk.split(separator: "/")
                        let reply = try? await server.client.send(
                            "PUT", "/api/v1/editions/\(parts[0])/talks/\(parts[1])/slides",
                            [("Authorization", "Bearer \(token)")], body: Array(deck))
                        let isAccepted = (200..<300).contains(reply?.status ?? 0)
                        sent.append(Handed(talk: talk, deck: deck, isAccepted: isAccepted))
                        if isAccepted { acceptances.yield() }
                        if reply == nil { break }
                    }
                    return sent
                }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
    }

    /// As it lies on the disk just after the kill: every talk can be read, and every accepted deck is one of its
    /// versions, byte by byte, and there is no version that was not sent.
    private static func expectWhole(_ bench: Bench, _ sent: [Handed], _ before: [Talk]) throws {
        let (talks, problems) = bench.archive.load()
        #expect(problems.filter { $0.contains("error:") } == [])
        #expect(talks.count == before.count)
        for talk in before {
            let now = try #require(talks.first { $0.key == talk.key })
            #expect(now.title == talk.title && now.text == talk.text && now.visibility == talk.visibility)
            #expect(Set(now.decks.map(\.hash)).isSuperset(of: talk.decks.map(\.hash)))
            #expect(now.updated >= talk.updated)
            let own = sent.filter { $0.talk == talk.key.description }.map { ContentHash(of: $0.deck) }
            #expect(Set(now.decks.map(\.hash)).isSubset(of: talk.decks.map(\.hash) + own))
            for deck in now.decks {
                let bytes = try bench.archive.folder.data("\(now.key)/\(deck.file)")
                #expect(ContentHash(of: bytes) == deck.hash)
            }
        }
        for handed in sent where handed.isAccepted {
            let talk = try #require(talks.first { $0.key.description == handed.talk })
            #expect(talk.decks.contains { $0.hash == ContentHash(of: handed.deck) }, "lost: a deck of \(handed.talk)")
        }
    }
}
