import Foundation
import TestSupport
import Testing

/// A server that may have few files and connections open.
@Suite("File handles")
struct HandleTests {
    @Test(
        "with few of them a crowd of silent connections keeps nobody out, and slides are still taken",
        .enabled(
            if: FileManager.default.isExecutableFile(atPath: "/usr/bin/prlimit"), "needs prlimit of util-linux"))
    func crowd() async throws {
        let bench = try Bench.small()
        let token = try bench.archive.token()
        let server = try await ServerProcess.start(bench, handles: 120)
        let silent = try (0..<300).map { _ in try SilentConnection(port: server.port) }
        for _ in 0..<10 { #expect(try await server.client.get("/").status == 200) }
        let deck = TestPDF([["taken all the same"]])
        let reply = try await server.client.send(
            "PUT", "/api/v1/editions/2030/talks/waves/slides", [("Authorization", "Bearer \(token)")],
            body: Array(deck.data))
        #expect(reply.status == 201, "\(reply.text)")
        #expect(try await server.client.get("/2030/waves/slides.pdf").data == deck.data)
        withExtendedLifetime(silent) {}
        #expect(try await server.stop() == 0)
    }
}
