import Foundation
import TestSupport
import Testing

@Suite("Killed while it fills its cache")
struct CacheKillTests {
    @Test("the next start shows every picture whole, and none of before has changed", .timeLimit(.minutes(5)))
    func killed() async throws {
        let archive = try TestArchive()
        try archive.edition("2031")
        let decks = (1...3).map { deck in
            TestPDF((1...24).map { page in ["deck \(deck) page \(page)", "limpets hold on"] })
        }
        for (number, deck) in decks.enumerated() {
            try archive.talk("2031/talk-\(number)", "title: Talk \(number)\nspeakers: [Ada Low]", decks: [deck.data])
        }
        let bench = try Bench(archive)
        let addresses = decks.flatMap { deck in (1...24).map { "/files/\(deck.hash)/\($0)-small.webp" } }
        var seen: [String: Data] = [:]
        // Killed in the midst of reading, then with more and more pictures made.
        for wanted in [0, 1, 9, 40] {
            let server = try await ServerProcess.start(bench)
            for address in addresses.shuffled().prefix(wanted) { seen[address] = try await picture(address, server) }
            try await server.kill9()
        }
        let server = try await ServerProcess.start(bench)
        for address in addresses {
            let bytes = try await picture(address, server)
            if let before = seen[address] { #expect(bytes == before) }
        }
        #expect(try await server.stop() == 0)
    }

    /// A picture as soon as its deck is read.
    private func picture(_ address: String, _ server: ServerProcess) async throws -> Data {
        try await eventually("\(address) comes", within: .seconds(60)) {
            let reply = try await server.client.send("GET", address)
            guard reply.status == 200 else { return nil }
            let bytes = reply.body
            let length = (4..<8).reduce(0) { $0 | Int(bytes[$1]) << (8 * ($1 - 4)) }
            #expect(reply.mediaType == "image/webp" && length == bytes.count - 8)
            return reply.data
        }
    }
}
