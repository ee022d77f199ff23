import Foundation
import TestSupport
import Testing

@Suite("rockpool serve")
struct ServeTests {
    @Test("where another program listens, it says so and ends in order, while decks are being read")
    func portIsTaken() async throws {
        let bench = try Bench.small()
        let other = try await TestServer.start(TestArchive())
        for round in 1...5 {
            // Nothing is known of the decks, so reading them begins and is broken off.
            let result = try await bench.run(
                "serve", "--port", "\(other.port)", "--cache", "\(bench.home.path)/cache-\(round)", "--templates",
                SourceTree.templates.path)
            #expect(result.status == 1, "\(result.errors)")
            #expect(result.errors.contains("another program listens there"), "\(result.errors)")
        }
        await other.stop()
    }
}
