import ArchiveServer
import Foundation
import TalkArchive
import TestSupport
import Testing

@Suite("Sessions of organizers")
struct SessionPageTests {
    private static func archive() throws -> TestArchive {
        let archive = try TestArchive()
        try archive.edition("2031")
        try archive.talk("2031/limpets", "title: Limpets\nspeakers: [Ada Low]")
        return archive
    }

    private static func isSignedIn(_ organizer: Organizer) async throws -> Bool {
        try await !HTMLPage(organizer.get("/organize/sessions/")).strings("//input[@name='csrf'][@value!='']").isEmpty
    }

    /// Sends the form of the sessions' page.
    private static func send(
        _ organizer: Organizer, _ form: [(String, String)], proof: String? = nil
    ) async throws -> TestReply {
        let page = try HTMLPage(await organizer.get("/organize/sessions/"))
        let own = try page.strings("//form[@action='/organize/sessions/end']//input[@name='csrf']/@value").first
        return try await Organizer.post(
            organizer.server, "/organize/sessions/end", [("csrf", proof ?? own ?? "")] + form,
            fields: [organizer.field])
    }

    private static func sessions(_ organizer: Organizer) async throws -> [String] {
        try await HTMLPage(organizer.get("/organize/sessions/")).strings("//input[@name='session']/@value")
    }

    @Test("a restart signs nobody out, and what was signed out stays so")
    func restart() async throws {
        let archive = try Self.archive()
        let token = try archive.token("Olga")
        let server = try await TestServer.start(archive)
        let stays = try await Organizer.signIn(server, token: token)
        let leaves = try await Organizer.signIn(server, token: token)
        let proof = try await stays.formSecret()
        _ = try await Organizer.post(server, "/organize/sign-out", [], fields: [leaves.field])
        await server.stop()
        let next = try await TestServer.start(archive)
        #expect(try await Organizer(server: next, cookie: stays.cookie).formSecret() == proof)
        #expect(!proof.isEmpty)
        #expect(try await !Self.isSignedIn(Organizer(server: next, cookie: leaves.cookie)))
        try archive.revoke(token)
        #expect(try await !Self.isSignedIn(Organizer(server: next, cookie: stays.cookie)))
        await next.stop()
    }

    @Test("signing in once more in a browser ends the session that it had")
    func again() async throws {
        let archive = try Self.archive()
        let token = try archive.token("Olga")
        let server = try await TestServer.start(archive)
        let first = try await Organizer.signIn(server, token: token)
        let reply = try await Organizer.post(server, "/organize/sign-in", [("token", token)], fields: [first.field])
        let second = Organizer(server: server, cookie: try #require(reply.cookie("rockpool_session")))
        #expect(try await !Self.isSignedIn(first))
        #expect(try await Self.isSignedIn(second))
        await server.stop()
    }

    @Test("an organizer sees who is signed in, ends one, and ends all others")
    func ending() async throws {
        let archive = try Self.archive()
        let tokens = (olga: try archive.token("Olga"), bo: try archive.token("Bo <b>"))
        let server = try await TestServer.start(archive)
        let olga = try await Organizer.signIn(server, token: tokens.olga)
        let bo = try await Organizer.signIn(server, token: tokens.bo)
        let third = try await Organizer.signIn(server, token: tokens.olga)
        let page = try await olga.get("/organize/sessions/")
        #expect(page.text.contains("Bo &lt;b&gt;"))
        #expect(page["Cache-Control"] == "private, no-store")
        let ids = try await Self.sessions(olga)
        #expect(ids.count == 3)
        for cookie in [olga.cookie, bo.cookie, third.cookie] { #expect(!page.text.contains(cookie)) }

        #expect(try await Self.send(olga, [("session", ids[1])], proof: "").status == 403)
        #expect(try await Self.send(olga, [("session", "none")]).status == 303)
        #expect(try await Self.sessions(olga).count == 3)
        // The newest is first; Bo is between Olga's two, unless the second changed meanwhile.
        let own = try HTMLPage(page).strings(
            "//li[contains(., 'this one')]//input[@name='session']/@value")
        #expect(own.count == 1)
        let bos = try #require(
            try HTMLPage(page).strings("//li[contains(., 'Bo')]//input[@name='session']/@value").first)
        #expect(try await Self.send(olga, [("session", bos)]).status == 303)
        #expect(try await !Self.isSignedIn(bo))
        #expect(try await Self.isSignedIn(third))
        #expect(try await Self.send(olga, [("others", "1")]).status == 303)
        #expect(try await !Self.isSignedIn(third))
        #expect(try await Self.sessions(olga) == own)
        #expect(try await Self.send(olga, [("session", own[0])]).status == 303)
        #expect(try await !Self.isSignedIn(olga))
        await server.stop()
    }

    @Test("a token that may not change everything shows and ends its own sessions alone")
    func scoped() async throws {
        let archive = try Self.archive()
        let all = try archive.token("Olga")
        let edition = try #require(EditionID("2031"))
        let narrow = try AccessTokens(ArchiveFolder(root: archive.folder.url)).create(
            name: "Uploader", scope: .upload(edition), at: Timestamp(secondsSinceEpoch: 0)
        ).text
        let server = try await TestServer.start(archive)
        let olga = try await Organizer.signIn(server, token: all)
        let uploader = try await Organizer.signIn(server, token: narrow)
        let olgas = try #require(
            try await HTMLPage(olga.get("/organize/sessions/")).strings(
                "//li[contains(., 'this one')]//input[@name='session']/@value"
            ).first)
        #expect(try await !uploader.get("/organize/sessions/").text.contains("Olga"))
        #expect(try await Self.send(uploader, [("session", olgas)]).status == 303)
        #expect(try await Self.send(uploader, [("others", "1")]).status == 303)
        #expect(try await Self.isSignedIn(olga))
        await server.stop()
    }

    @Test("a stranger gets the way in, and ends nothing")
    func stranger() async throws {
        let archive = try Self.archive()
        let server = try await TestServer.start(archive)
        let page = try await server.get("/organize/sessions/")
        #expect(try HTMLPage(page).count("//input[@name='token']") == 1)
        #expect(try await Organizer.post(server, "/organize/sessions/end", [("others", "1")]).status == 401)
        let forged = try await Organizer.post(
            server, "/organize/sessions/end", [("others", "1")], fields: [("Sec-Fetch-Site", "cross-site")])
        #expect(forged.status == 403)
        #expect(try await server.get("/organize/sessions/end").status == 405)
        await server.stop()
    }

    @Test("the cookie is Secure for who comes by the site's https address, and only for them")
    func secure() async throws {
        let archive = try Self.archive()
        let token = try archive.token("Olga")
        let server = try await TestServer.start(archive)
        let direct = try await Organizer.post(server, "/organize/sign-in", [("token", token)])
        #expect(direct["Set-Cookie"]?.contains("Secure") == false)
        let body = Array("token=\(token)".utf8)
        let head =
            "POST /organize/sign-in HTTP/1.1\r\nHost: tidepool.example\r\nConnection: close\r\n"
            + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: \(body.count)\r\n\r\n"
        let proxied = try await server.client.replies(to: Array(head.utf8) + body, hasBodies: [true])
        #expect(proxied.first?["Set-Cookie"]?.hasSuffix("; Secure") == true)
        await server.stop()
    }

    @Test(
        "a proxy is believed that the visitor came by https when it is trusted, and only then",
        arguments: [(0, "https", false), (1, "https", true), (1, "http", false), (1, "http, https", true)])
    func proxied(trusted: Int, said: String, isSecure: Bool) async throws {
        let archive = try Self.archive()
        let token = try archive.token("Olga")
        let server = try await TestServer.start(archive) { $0.trustedProxies = trusted }
        let reply = try await Organizer.post(
            server, "/organize/sign-in", [("token", token)], fields: [("X-Forwarded-Proto", said)])
        #expect(reply["Set-Cookie"]?.hasSuffix("; Secure") == isSecure)
        await server.stop()
    }
}
