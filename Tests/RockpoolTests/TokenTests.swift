import Foundation
import TestSupport
import Testing

@Suite("rockpool token")
struct TokenTests {
    @Test("a token is shown once, listed without its secret, and revoked")
    func life() async throws {
        let bench = try Bench.small()
        #expect(try await bench.run("token", "list").output.hasPrefix("There are no tokens."))
        let made = try await bench.run("token", "create", "Ada's laptop")
        #expect(made.status == 0)
        let token = made.output.trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(token.wholeMatch(of: /rp_[a-z0-9]{8}_[A-Za-z0-9_-]{43}/) != nil)
        let parts = token.split(separator: "_", maxSplits: 2).map(String.init)
        let file = try bench.archive.folder.text("tokens.yaml")
        #expect(!file.contains(parts[2]))
        let mode =
            try FileManager.default.attributesOfItem(atPath: bench.archive.folder.file("tokens.yaml").path)[
                .posixPermissions] as? Int
        #expect(mode == 0o600)

        let list = try await bench.run("token", "list")
        #expect(list.output.contains(parts[1]) && list.output.contains("valid") && list.output.contains("Ada's laptop"))
        #expect(!list.output.contains(parts[2]))
        let rows = try #require(try await bench.run("token", "list", "--json").json() as? [[String: Any]])
        #expect(rows.map { $0["id"] as? String } == [parts[1]])

        #expect(try await bench.run("token", "revoke", parts[1]).status == 0)
        #expect(try await bench.run("token").output.contains("revoked"))
        let unknown = try await bench.run("token", "revoke", "nosuchid")
        #expect(unknown.status == 1)
        #expect(unknown.errors.contains("nosuchid"))
        let nameless = try await bench.run("token", "create", "")
        #expect(nameless.status == 1)
        #expect(nameless.errors.contains("name"))
    }
}
