import Foundation
import TestSupport
import Testing

@Suite("rockpool ingest")
struct IngestTests {
    @Test("decks are read once, and no progress is drawn where nobody watches")
    func ingest() async throws {
        let bench = try Bench.small()
        let first = try await bench.run("ingest")
        #expect(first.status == 0)
        #expect(first.output == "2 decks, 3 slides\n")
        #expect(first.errors.contains("2031/limpets: 2 slides"))
        #expect(!(first.output + first.errors).contains("\u{1B}"))
        #expect(!(first.output + first.errors).contains("\r"))
        let second = try await bench.run("ingest")
        #expect(second.output == first.output)
        #expect(!second.errors.contains("2031/limpets"), "it was read again")
        let json = try await bench.run("ingest", "--json")
        let outcomes = try #require(try json.json() as? [[String: Any]])
        #expect(outcomes.map { $0["talk"] as? String } == ["2031/covert", "2031/limpets"])
        #expect(outcomes.allSatisfy { $0["cached"] as? Bool == true })
        #expect(json.errors == "")
    }

    @Test("a deck that cannot be read is told, the others are read, and the exit status is 1")
    func bad() async throws {
        let bench = try Bench.small()
        try bench.archive.talk("2031/sealed", "title: Sealed", decks: [TestPDF.encrypted])
        try bench.archive.talk("2031/cut", "title: Cut", decks: [TestPDF.truncated])
        let result = try await bench.run("ingest")
        #expect(result.status == 1)
        #expect(result.output == "4 decks, 3 slides; 2 decks could not be read\n")
        #expect(result.errors.contains("2031/sealed: the PDF asks for a password"))
        #expect(result.errors.contains("2031/cut: "))
        let json = try await bench.run("ingest", "--json")
        #expect(json.status == 1)
        let outcomes = try #require(try json.json() as? [[String: Any]])
        #expect(outcomes.count { $0["error"] is String } == 2)
    }
}
