import ArchiveServer
import Foundation
import TalkArchive
import TestSupport
import Testing

@Suite("Tokens at the desk")
struct TokenPageTests {
    private static let path = "/organize/tokens/"

    private static func start() async throws -> (TestArchive, TestServer, Organizer) {
        let archive = try TestArchive()
        try archive.edition("2031")
        try archive.talk("2031/limpets", "title: Limpets\nspeakers: [Ada Low]")
        let token = try archive.token("Olga")
        let server = try await TestServer.start(archive)
        return (archive, server, try await Organizer.signIn(server, token: token))
    }

    private static func id(of name: String, by organizer: Organizer) async throws -> String? {
        try await HTMLPage(organizer.get(path)).strings("//li[contains(., '\(name)')]//input[@name='id']/@value").first
    }

    @Test("is made, shown once, opens what it allows, and is revoked with its sessions")
    func whole() async throws {
        let (archive, server, olga) = try await Self.start()
        let made = try await olga.post(Self.path, [("name", "Bo <b>"), ("scope", "upload 2031")])
        #expect(made.status == 200)
        #expect(made["Cache-Control"] == "private, no-store")
        #expect(try HTMLPage(made).strings("//h2[@id='made']") == ["The token for Bo <b>"])
        let text = try #require(try HTMLPage(made).strings("//code[@data-copy]").first)
        #expect(try await !olga.get(Self.path).text.contains(text))
        #expect(try await olga.get(Self.path).text.contains("Bo &lt;b&gt;"))
        #expect(archive.load().problems == [])

        let bo = try await Organizer.signIn(server, token: text)
        #expect(try await bo.get("/organize/editions/2031/").status == 200)
        #expect(try await bo.get(Self.path).status == 403)
        #expect(try await bo.post(Self.path, [("name", "Third"), ("scope", "everything")]).status == 403)
        let olgas = try #require(try await Self.id(of: "Olga", by: olga))
        #expect(try await bo.post(Self.path + "revoke", [("id", olgas)]).status == 403)

        let id = try #require(try await Self.id(of: "Bo", by: olga))
        #expect(try await olga.get("/organize/sessions/").text.contains("Bo &lt;b&gt;"))
        let revoked = try await olga.post(Self.path + "revoke", [("id", id)])
        #expect(revoked.status == 303)
        #expect(try await olga.get(revoked["Location"] ?? "").text.contains("The token was revoked"))
        #expect(try await Self.id(of: "Bo", by: olga) == nil)
        #expect(try await bo.formSecret().isEmpty)
        #expect(try await !olga.get("/organize/sessions/").text.contains("Bo &lt;b&gt;"))
        let log = try await olga.get("/organize/log").text
        #expect(log.contains(id) && log.contains("Olga") && !log.contains(text))
        await server.stop()
    }

    @Test("needs a name and a scope, the form's proof and a person who is signed in")
    func refused() async throws {
        let (archive, server, olga) = try await Self.start()
        let nameless = try await olga.post(Self.path, [("name", " "), ("scope", "read")])
        #expect(nameless.status == 400)
        #expect(nameless.text.contains("A token needs a name"))
        #expect(try await olga.post(Self.path, [("name", "Bo"), ("scope", "all")]).status == 400)
        #expect(try await olga.post(Self.path + "revoke", [("id", "none")]).status == 404)
        let form = [("name", "Bo"), ("scope", "everything")]
        #expect(try await Organizer.post(server, Self.path, form, fields: [olga.field]).status == 403)
        #expect(try await Organizer.post(server, Self.path, form).status == 401)
        #expect(try HTMLPage(await server.get(Self.path)).count("//input[@name='token']") == 1)
        #expect(AccessTokens(ArchiveFolder(root: archive.folder.url)).list().tokens.map(\.name) == ["Olga"])
        await server.stop()
    }

    @Test("the last one that allows everything stays until there is another")
    func last() async throws {
        let (archive, server, olga) = try await Self.start()
        _ = try await olga.post(Self.path, [("name", "Reader"), ("scope", "read")])
        let own = try #require(try await Self.id(of: "Olga", by: olga))
        let kept = try await olga.post(Self.path + "revoke", [("id", own)])
        #expect(kept.status == 409)
        #expect(kept.text.contains("the last token that allows everything"))
        #expect(try await !olga.formSecret().isEmpty)
        _ = try await olga.post(Self.path, [("name", "Rita"), ("scope", "everything")])
        #expect(try await olga.post(Self.path + "revoke", [("id", own)]).status == 303)
        #expect(try await olga.formSecret().isEmpty)
        let tokens = AccessTokens(ArchiveFolder(root: archive.folder.url)).list().tokens
        #expect(tokens.filter { $0.revoked == nil }.map(\.name) == ["Reader", "Rita"])
        await server.stop()
    }

    @Test("programs make, list and revoke them, too")
    func program() async throws {
        let (archive, server, _) = try await Self.start()
        let client = OrganizingClient(server: server, token: try archive.token("Robot"))
        let path = OrganizingClient.root + "/tokens"
        let json = [("Content-Type", "application/json")]
        let made = try await client.send("POST", path, json, body: Array(#"{"name": "CI", "scope": "read"}"#.utf8))
        #expect(made.status == 201)
        let reply = try APIReply(made)
        let secret = try #require(reply.secret.string)
        let id = try #require(reply.token.id.string)
        let reader = OrganizingClient(server: server, token: secret)
        #expect(try await reader.get("/editions").status == 200)
        #expect(try await reader.get("/tokens").status == 403)
        let list = try await client.get("/tokens")
        #expect(!list.text.contains(secret))
        #expect(try APIReply(list).tokens.list.map(\.scope.string) == ["everything", "everything", "read"])
        for (body, key) in [
            (#"{"name": "", "scope": "read"}"#, "name"), (#"{"name": "x", "scope": "all"}"#, "scope"),
            (#"{"name": "x"}"#, "scope"),
        ] {
            let refused = try await client.send("POST", path, json, body: Array(body.utf8))
            #expect(refused.status == 422, "\(body)")
            #expect(try APIReply(refused).fields.list.map(\.key.string) == [key])
        }
        #expect(try await client.send("DELETE", "\(path)/\(id)").status == 200)
        #expect(try await reader.get("/editions").status == 401)
        #expect(try await client.send("DELETE", "\(path)/none").status == 404)
        await server.stop()
    }
}
