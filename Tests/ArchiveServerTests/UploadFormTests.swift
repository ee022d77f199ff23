import ArchiveServer
import Foundation
import TestSupport
import Testing

@Suite("Organizers in a browser")
struct UploadFormTests {
    /// Where nothing is accepted.
    private static let shared = Task {
        let archive = try Tidepool.archive()
        let token = try archive.token("Olga")
        let server = try await TestServer.start(archive, slides: Tidepool.slideCount) {
            $0.limits.deckBytes = 20_000
            $0.limits.signInTriesPerMinute = 1000
        }
        return (server: server, organizer: try await Organizer.signIn(server, token: token), token: token)
    }

    private static let deck = TestPDF([["formword"]])

    @Test("signing in sets a cookie that scripts and other sites do not get")
    func cookie() async throws {
        let (server, _, token) = try await Self.shared.value
        let reply = try await Organizer.post(server, "/organize/sign-in", [("token", "  \(token) ")])
        #expect(reply.status == 303)
        #expect(reply["Location"] == "/organize/")
        let cookie = try #require(reply["Set-Cookie"])
        for attribute in ["HttpOnly", "SameSite=Strict", "Path=/organize/", "Max-Age="] {
            #expect(cookie.contains(attribute), "\(attribute)")
        }
        #expect(!cookie.contains("Secure"))
        let again = try await Organizer.post(server, "/organize/sign-in", [("token", token)])
        #expect(reply.cookie("rockpool_session") != again.cookie("rockpool_session"))
    }

    @Test("a wrong token signs nobody in, and is not shown again", arguments: ["", "wrongtoken", "rp_abcdefgh_"])
    func wrongToken(token: String) async throws {
        let server = try await Self.shared.value.server
        let reply = try await Organizer.post(server, "/organize/sign-in", [("token", token)])
        #expect(reply.status == 401)
        #expect(reply["Set-Cookie"] == nil)
        #expect(try HTMLPage(reply).count("//input[@name='token']") == 1)
        if !token.isEmpty { #expect(!reply.text.contains(token)) }
    }

    @Test("the desk is for those who are signed in")
    func desk() async throws {
        let (server, organizer, token) = try await Self.shared.value
        let stranger = try await server.get("/organize/")
        #expect(try HTMLPage(stranger).count("//form[@action='/organize/upload']") == 0)
        let desk = try await organizer.get("/organize/?talk=2031/odd")
        let page = try HTMLPage(desk)
        #expect(desk.text.contains("Olga"))
        #expect(try page.strings("//option[@selected]/@value") == ["2031/odd"])
        #expect(try page.count("//form[@action='/organize/upload']") == 1)
        #expect(desk["Content-Security-Policy"]?.contains("connect-src 'self'") == true)
        #expect(!desk.text.contains(token))
        #expect(
            try await server.get("/organize/", [("Cookie", "rockpool_session=\(String(repeating: "0", count: 64))")])
                .body == stranger.body)
    }

    @Test("a deck sent by the form is on the page, in search and in the feed when the answer comes")
    func accepted() async throws {
        let archive = try Tidepool.archive()
        let server = try await TestServer.start(archive, slides: Tidepool.slideCount)
        let organizer = try await Organizer.signIn(server, token: try archive.token())
        let reply = try await organizer.upload(Self.deck.data, to: "2031/limpets", note: "By <form> & \"hand\"")
        #expect(reply.status == 200)
        let page = try HTMLPage(reply)
        #expect(try page.links().contains("/2031/limpets/"))
        #expect(try page.links().contains("/2031/limpets/slides/1"))
        #expect(try await server.get("/2031/limpets/slides.pdf").data == Self.deck.data)
        #expect(try await server.get("/search?q=formword").text.contains("/2031/limpets/slides/1"))
        #expect(try await server.get("/feed.atom").text.contains("length=\"\(Self.deck.data.count)\""))
        #expect(try await server.get("/search.atom?q=formword").text.contains("Limpets and their grip"))
        #expect(try await server.get("/2031/limpets/").text.contains("By &lt;form&gt;"))
        #expect(archive.load().problems == [])

        let out = try await Organizer.post(
            server, "/organize/sign-out", [("csrf", try await organizer.formSecret())], fields: [organizer.field])
        #expect(out.status == 303)
        #expect(out["Set-Cookie"]?.contains("Max-Age=0") == true)
        #expect(try await organizer.formSecret() == "")
        let late = try await organizer.upload(
            [("csrf", Data("x".utf8)), ("talk", Data("2031/odd".utf8)), ("file", Self.deck.data)])
        #expect(late.status == 401)
        await server.stop()
    }

    @Test("what keeps a talk from being served is told on the desk")
    func problems() async throws {
        let archive = try Tidepool.archive()
        try archive.folder.write("2031/broken/talk.md", "---\ntitel: Misspelled\n---\n")
        let server = try await TestServer.start(archive, slides: Tidepool.slideCount)
        let organizer = try await Organizer.signIn(server, token: try archive.token())
        let desk = try await organizer.get("/organize/")
        #expect(desk.text.contains("2031/broken/talk.md"))
        #expect(try await !server.get("/organize/").text.contains("2031/broken"))
        await server.stop()
    }

    @Test("revoking a token ends its sessions at once")
    func revoked() async throws {
        let archive = try Tidepool.archive()
        let token = try archive.token()
        let server = try await TestServer.start(archive, slides: Tidepool.slideCount)
        let organizer = try await Organizer.signIn(server, token: token)
        let secret = try await organizer.formSecret()
        #expect(!secret.isEmpty)
        try archive.revoke(token)
        #expect(try await organizer.formSecret() == "")
        let reply = try await organizer.upload(
            [("csrf", Data(secret.utf8)), ("talk", Data("2031/odd".utf8)), ("file", Self.deck.data)])
        #expect(reply.status == 401)
        #expect(try await server.get("/2031/odd/slides.pdf").data == Tidepool.oddDeck.data)
        await server.stop()
    }

    struct Refusal: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var status: Int
        var parts: [(name: String, bytes: Data)]
        var fields: [(String, String)] = []
        var framing = TestClient.Framing.length
    }

    /// The word `PROOF` is replaced by the form's own.
    private static func parts(_ parts: (String, String)..., file: Data? = deck.data) -> [(name: String, bytes: Data)] {
        parts.map { ($0.0, Data($0.1.utf8)) } + (file.map { [("file", $0)] } ?? [])
    }

    private static let refusals = [
        Refusal(testDescription: "no proof", status: 403, parts: parts(("talk", "2031/odd"))),
        Refusal(testDescription: "a wrong proof", status: 403, parts: parts(("csrf", "wrong"), ("talk", "2031/odd"))),
        Refusal(
            testDescription: "the proof behind the file", status: 403,
            parts: parts(("talk", "2031/odd")) + [("csrf", Data("PROOF".utf8))]),
        Refusal(testDescription: "no talk", status: 400, parts: parts(("csrf", "PROOF"))),
        Refusal(testDescription: "no form of a talk", status: 400, parts: parts(("csrf", "PROOF"), ("talk", "x"))),
        Refusal(
            testDescription: "an unknown talk", status: 404, parts: parts(("csrf", "PROOF"), ("talk", "2031/none"))),
        Refusal(
            testDescription: "no file", status: 400, parts: parts(("csrf", "PROOF"), ("talk", "2031/odd"), file: nil)),
        Refusal(
            testDescription: "an empty file", status: 415,
            parts: parts(("csrf", "PROOF"), ("talk", "2031/odd"), file: Data())),
        Refusal(
            testDescription: "no PDF", status: 415,
            parts: parts(("csrf", "PROOF"), ("talk", "2031/odd"), file: Data("a text file".utf8))),
        Refusal(
            testDescription: "a sealed PDF", status: 422,
            parts: parts(("csrf", "PROOF"), ("talk", "2031/odd"), file: TestPDF.encrypted)),
        Refusal(
            testDescription: "too large, and says so", status: 413,
            parts: parts(("csrf", "PROOF"), ("talk", "2031/odd"), file: deck.padded(to: 200_000))),
        Refusal(
            testDescription: "too large, streamed", status: 413,
            parts: parts(("csrf", "PROOF"), ("talk", "2031/odd"), file: deck.padded(to: 50_000)), framing: .chunked),
        Refusal(
            testDescription: "a large field", status: 413,
            parts: parts(("csrf", "PROOF"), ("note", String(repeating: "n", count: 70_000)), ("talk", "2031/odd"))),
        Refusal(
            testDescription: "another site's form, says its origin", status: 403,
            parts: parts(("csrf", "PROOF"), ("talk", "2031/odd")), fields: [("Origin", "https://evil.example")]),
        Refusal(
            testDescription: "a page of nowhere", status: 403, parts: parts(("csrf", "PROOF"), ("talk", "2031/odd")),
            fields: [("Origin", "null")]),
        Refusal(
            testDescription: "another site's form, says the browser", status: 403,
            parts: parts(("csrf", "PROOF"), ("talk", "2031/odd")), fields: [("Sec-Fetch-Site", "cross-site")]),
        Refusal(
            testDescription: "a neighbour's form, says the browser", status: 403,
            parts: parts(("csrf", "PROOF"), ("talk", "2031/odd")), fields: [("Sec-Fetch-Site", "same-site")]),
    ]

    @Test("a form that is refused says why and changes nothing", arguments: refusals)
    func refused(refusal: Refusal) async throws {
        let (server, organizer, _) = try await Self.shared.value
        let before = Self.content(of: server)
        let proof = Data(try await organizer.formSecret().utf8)
        let reply = try await organizer.upload(
            refusal.parts.map { ($0.name, $0.bytes == Data("PROOF".utf8) ? proof : $0.bytes) }, fields: refusal.fields,
            framing: refusal.framing)
        #expect(reply.status == refusal.status)
        #expect(reply.mediaType == "text/html")
        #expect(try HTMLPage(reply).count("//h1") == 1)
        #expect(reply["Content-Security-Policy"]?.hasPrefix("default-src 'none'") == true)
        _ = try await eventually("all is as before") {
            Self.content(of: server) == before ? true : nil
        }
    }

    @Test("a form without a proof costs no file, and one of a stranger neither")
    func strangers() async throws {
        let (server, organizer, _) = try await Self.shared.value
        let before = Self.content(of: server)
        let reply = try await organizer.upload(
            [
                ("csrf", Data(try await organizer.formSecret().utf8)), ("talk", Data("2031/odd".utf8)),
                ("file", Self.deck.data),
            ],
            withCookie: false)
        #expect(reply.status == 401)
        #expect(Self.content(of: server) == before)
        for type in [
            "multipart/form-data", "text/plain", "multipart/form-data; boundary=", "multipart/form-data; boundary=x",
        ] {
            let odd = try await server.client.send(
                "POST", "/organize/upload", [("Content-Type", type), organizer.field], body: Array("--y\r\n\r\nx".utf8))
            #expect(odd.status == 400, "\(type)")
        }
        #expect(Self.content(of: server) == before)
    }

    @Test("signing in and out from another site is refused")
    func crossSite() async throws {
        let (server, organizer, token) = try await Self.shared.value
        for field in [("Origin", "https://evil.example"), ("Sec-Fetch-Site", "cross-site")] {
            let reply = try await Organizer.post(server, "/organize/sign-in", [("token", token)], fields: [field])
            #expect(reply.status == 403)
            #expect(reply["Set-Cookie"] == nil)
            let out = try await Organizer.post(server, "/organize/sign-out", [], fields: [field, organizer.field])
            #expect(out.status == 403)
        }
        let own = try await Organizer.post(
            server, "/organize/sign-in", [("token", token)],
            fields: [("Origin", "http://127.0.0.1:\(server.port)"), ("Sec-Fetch-Site", "same-origin")])
        #expect(own.status == 303)
        #expect(try await !organizer.formSecret().isEmpty)
    }

    /// What is in the archive's folder, without what uploads of other tests are just doing.
    private static func content(of server: TestServer) -> [String: String] {
        server.archive.folder.fingerprint().filter { !$0.key.hasPrefix(".rockpool/") }
    }
}
