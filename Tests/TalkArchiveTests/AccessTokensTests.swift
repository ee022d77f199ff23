import Foundation
import Testing

@testable import TalkArchive

@Suite struct AccessTokensTests {
    let now: Timestamp = "2024-06-01T08:00:00Z"

    @Test("a token opens the archive until it is revoked, and its secret is stored nowhere")
    func life() throws {
        let folder = try SampleFolder.small()
        let tokens = AccessTokens(folder.archive)
        #expect(tokens.list().tokens.isEmpty && tokens.list().diagnostics.isEmpty)
        let made = try tokens.create(name: "Ada: \"laptop\"\n#1", at: now)
        let other = try tokens.create(name: "Bea", at: now)
        #expect(made.text.wholeMatch(of: /rp_[a-z2-9]{8}_[A-Za-z0-9_-]{43}/) != nil)
        #expect(tokens.verify(made.text) == made.token)
        #expect(made.token.name == "Ada: \"laptop\" #1")
        #expect(tokens.list().tokens == [made.token, other.token])
        let secret = made.text.suffix(43)
        #expect(!folder.contents().values.contains { String(decoding: $0, as: UTF8.self).contains(secret) })
        let later: Timestamp = "2024-07-01T00:00:00Z"
        #expect(try tokens.revoke(made.token.id, at: later).revoked == later)
        #expect(try tokens.revoke(made.token.id, at: now).revoked == later)
        #expect(tokens.verify(made.text) == nil)
        #expect(tokens.verify(other.text) == other.token)
        #expect(tokens.list().tokens.map(\.revoked) == [later, nil])
        #expect(tokens.list().diagnostics.isEmpty)
        #expect(folder.load().diagnostics.isEmpty)
    }

    @Test(
        "a token keeps its scope; one of before there were scopes allows everything, one that is not understood nothing"
    )
    func scopes() throws {
        let folder = try SampleFolder.small()
        let tokens = AccessTokens(folder.archive)
        let edition = try #require(EditionID("2022"))
        let scopes: [TokenScope] = [.everything, .reading, .upload(edition)]
        let made = try scopes.map { try tokens.create(name: "Ada", scope: $0, at: now) }
        #expect(made.map { tokens.verify($0.text)?.scope } == scopes)
        for scope in scopes { #expect(TokenScope(scope.description) == scope) }
        for text in ["", "all", "upload", "upload search", "upload 2022 2021", "read ", "read 2022"] {
            #expect(TokenScope(text) == nil, "\(text)")
        }
        let path = folder.url.appending(path: "tokens.yaml")
        let text = try String(contentsOf: path, encoding: .utf8)
        try text.replacing("    scope: everything\n", with: "").write(to: path, atomically: false, encoding: .utf8)
        #expect(tokens.verify(made[0].text)?.scope == .everything)
        try text.replacing("scope: read", with: "scope: raed").write(to: path, atomically: false, encoding: .utf8)
        #expect(tokens.list().diagnostics.map(\.identifier).contains("bad-token"))
        #expect(made.allSatisfy { tokens.verify($0.text) == nil })
    }

    @Test("nothing but the whole token is accepted")
    func refused() throws {
        let folder = try SampleFolder.small()
        let tokens = AccessTokens(folder.archive)
        let first = try tokens.create(name: "Ada", at: now)
        let second = try tokens.create(name: "Bea", at: now)
        let wrong = [
            "", "rp_", "rp__", first.token.id, String(first.text.dropLast()), first.text + "A", " " + first.text,
            first.text.uppercased(), "rp_\(second.token.id)_\(first.text.suffix(43))",
            "rp_\(first.token.id)_\(String(repeating: "A", count: 43))",
            "rp_aaaaaaaa_\(first.text.suffix(43))", String(repeating: "rp_", count: 100_000),
        ]
        for text in wrong { #expect(tokens.verify(text) == nil, "\(text.prefix(80))") }
        #expect(tokens.verify(first.text) == first.token)
    }

    @Test("the file is only for its owner")
    func rights() throws {
        let folder = try SampleFolder.small()
        let tokens = AccessTokens(folder.archive)
        let made = try tokens.create(name: "Ada", at: now)
        let path = folder.url.appending(path: "tokens.yaml").path()
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        #expect(tokens.list().diagnostics.map(\.identifier) == ["tokens-readable"])
        #expect(tokens.verify(made.text) != nil)
        _ = try tokens.create(name: "Bea", at: now)
        #expect(tokens.list().diagnostics.isEmpty)
    }

    @Test(
        "a damaged file lets nobody in and is not written over",
        arguments: [
            { $0 + "  - id: x\n" }, { $0.replacingOccurrences(of: "tokens:", with: "token:") }, { _ in "" },
            { _ in "tokens: {" }, { $0.replacingOccurrences(of: "created: 2024", with: "created: 24") },
            { $0.replacingOccurrences(of: "sha256: ", with: "sha256: 0") }, { $0 + "    revoked: soon\n" },
            { $0 + $0.components(separatedBy: "tokens:\n")[1] }, { $0 + "    revoked:\n" },
        ] as [@Sendable (String) -> String])
    func damaged(damage: @Sendable (String) -> String) throws {
        let folder = try SampleFolder.small()
        let tokens = AccessTokens(folder.archive)
        let made = try tokens.create(name: "Ada", at: now)
        try folder.write("tokens.yaml", damage(try folder.text("tokens.yaml")))
        let before = folder.contents()
        #expect(tokens.list().tokens.isEmpty)
        #expect(tokens.list().diagnostics.contains { $0.severity == .error && $0.file == "tokens.yaml" })
        #expect(tokens.verify(made.text) == nil)
        let error = #expect(throws: AccessTokenError.self) { try tokens.create(name: "Bea", at: now) }
        guard case .damaged = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(folder.contents() == before)
    }

    @Test("a token needs a name, and only one that exists can be revoked")
    func input() throws {
        let folder = try SampleFolder.small()
        let tokens = AccessTokens(folder.archive)
        #expect(throws: AccessTokenError.badName) { try tokens.create(name: " \n ", at: now) }
        #expect(throws: AccessTokenError.badName) {
            try tokens.create(name: String(repeating: "x", count: 201), at: now)
        }
        #expect(throws: AccessTokenError.unknown("nobody")) { try tokens.revoke("nobody", at: now) }
    }
}
