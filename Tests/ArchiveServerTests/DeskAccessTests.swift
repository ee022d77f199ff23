import ArchiveServer
import Foundation
import TalkArchive
import TestSupport
import Testing

@Suite("The way to the organizers' desk")
struct DeskAccessTests {
    private static let shared = Task {
        let archive = try Tidepool.archive()
        let server = try await TestServer.start(archive, slides: Tidepool.slideCount) {
            $0.limits.signInTriesPerMinute = 1000
        }
        return (server: server, organizer: try await Organizer.signIn(server, token: try archive.token("Olga")))
    }

    private static func organizer(_ scope: TokenScope) async throws -> (TestServer, Organizer) {
        let server = try await shared.value.server
        let tokens = AccessTokens(ArchiveFolder(root: server.archive.folder.url))
        let token = try tokens.create(name: "Ida", scope: scope, at: Timestamp(secondsSinceEpoch: 0)).text
        return (server, try await Organizer.signIn(server, token: token))
    }

    private static let pages = [
        "/organize/", "/organize/log", "/organize/editions/new", "/organize/editions/2031/",
        "/organize/editions/2031/edit", "/organize/editions/2031/new", "/organize/editions/2031/staged",
        "/organize/editions/2031/covert/", "/organize/editions/2031/limpets/",
    ]
    private static let forms = [
        "/organize/preview", "/organize/editions/new", "/organize/editions/2031/edit", "/organize/editions/2031/new",
        "/organize/editions/2031/order", "/organize/editions/2031/staged", "/organize/editions/2031/limpets/",
        "/organize/editions/2031/limpets/visibility",
        "/organize/editions/2031/limpets/versions/\(Tidepool.formerLimpets.hash)/restore",
    ]

    private static func content(of server: TestServer) -> [String: String] {
        server.archive.folder.fingerprint().filter {
            !$0.key.hasPrefix(".rockpool/") && $0.key != "tokens.yaml" && $0.key != "audit.log"
        }
    }

    @Test("a stranger sees the way in, which leads back to the page that was asked for", arguments: pages)
    func wayIn(path: String) async throws {
        let (server, organizer) = try await Self.shared.value
        let stranger = try await server.get(path)
        let page = try HTMLPage(stranger)
        #expect(try page.strings("//input[@name='return']/@value") == [path])
        #expect(!stranger.text.contains(Tidepool.hiddenWord))
        let own = try await organizer.get(path)
        #expect(own.status == 200)
        #expect(own["Cache-Control"]?.contains("no-store") == true)
        #expect(own["Content-Security-Policy"]?.contains("connect-src 'self'") == true)
        let shown = try HTMLPage(own)
        #expect(try shown.count("//h1") == 1)
        #expect(try shown.count("//*[@style] | //script[not(@src)] | //@onclick") == 0)
        let ids = try shown.strings("//@id")
        #expect(Set(ids).count == ids.count, "\(path)")
        for label in try shown.strings("//label/@for") { #expect(ids.contains(label), "\(path) \(label)") }
        let unnamed =
            "//main//*[self::input or self::select or self::textarea][not(@type='hidden') and not(@hidden)]"
            + "[not(ancestor::label) and not(@id=//label/@for)]"
        #expect(try shown.count(unnamed) == 0, "\(path)")
    }

    @Test(
        "signing in leads to no page but the desk's",
        arguments: [
            ("/organize/editions/2031/", "/organize/editions/2031/"),
            ("/organize/?talk=2031/odd", "/organize/?talk=2031/odd"),
            ("https://evil.example/", "/organize/"), ("//evil.example/", "/organize/"),
            ("/organize/../2031/", "/organize/"),
            ("/organize//evil.example", "/organize/"), ("/organize/\r\nSet-Cookie: x=y", "/organize/"),
            ("/2031/", "/organize/"),
            ("/organize/\\evil", "/organize/"), ("", "/organize/"),
        ])
    func destination(wanted: String, led: String) async throws {
        let server = try await Self.shared.value.server
        let token = try server.archive.token("Rita")
        let reply = try await Organizer.post(server, "/organize/sign-in", [("token", token), ("return", wanted)])
        #expect(reply.status == 303)
        #expect(reply["Location"] == led)
    }

    @Test(
        "a form without its proof, of another session, of another site or of a stranger does nothing", arguments: forms)
    func forged(path: String) async throws {
        let (server, organizer) = try await Self.shared.value
        let before = Self.content(of: server)
        let fields = [
            ("title", "Forged"), ("name", "Forged"), ("id", "2040"), ("audience", "public"), ("move", "odd:up"),
        ]
        #expect(try await Organizer.post(server, path, fields, fields: [organizer.field]).status == 403)
        #expect(
            try await Organizer.post(server, path, [("csrf", "wrong")] + fields, fields: [organizer.field]).status
                == 403)
        let proof = [("csrf", try await organizer.formSecret())]
        #expect(try await Organizer.post(server, path, proof + fields).status == 401)
        for field in [("Origin", "https://evil.example"), ("Sec-Fetch-Site", "cross-site")] {
            #expect(
                try await Organizer.post(server, path, proof + fields, fields: [organizer.field, field]).status == 403)
        }
        #expect(Self.content(of: server) == before)
    }

    @Test("whoever may only read sees everything and finds nothing to press")
    func reading() async throws {
        let (server, ida) = try await Self.organizer(.reading)
        let before = Self.content(of: server)
        for path in ["/organize/", "/organize/editions/2031/", "/organize/editions/2031/covert/"] {
            let page = try HTMLPage(await ida.get(path))
            #expect(try page.count("//main//form[not(contains(@action,'sign-out'))]") == 0, "\(path)")
            #expect(try page.strings("//h1").first?.isEmpty == false)
        }
        #expect(try await ida.get("/organize/editions/2031/covert/").text.contains("About \(Tidepool.hiddenWord)"))
        for path in [
            "/organize/log", "/organize/editions/new", "/organize/editions/2031/edit", "/organize/editions/2031/new",
        ] {
            #expect(try await ida.get(path).status == 403, "\(path)")
        }
        for path in Self.forms where !path.hasSuffix("preview") {
            #expect([403, 404].contains(try await ida.post(path, [("title", "X")]).status), "\(path)")
        }
        #expect(Self.content(of: server) == before)
    }

    @Test("whoever may put slides up in one edition sees that one, and nothing but uploads to press")
    func uploads() async throws {
        let edition = try #require(EditionID("2031"))
        let (server, ida) = try await Self.organizer(.upload(edition))
        let before = Self.content(of: server)
        let overview = try HTMLPage(await ida.get("/organize/"))
        #expect(try overview.links().contains("/organize/editions/2031/"))
        #expect(try !overview.links().contains("/organize/editions/2030/"))
        #expect(try !overview.links().contains("/organize/log"))
        let talk = try HTMLPage(await ida.get("/organize/editions/2031/limpets/"))
        #expect(try talk.count("//form[@action='/organize/upload']") == 1)
        #expect(try talk.count("//textarea | //input[@name='audience']") == 0)
        #expect(try await ida.get("/organize/editions/2030/").status == 404)
        #expect(try await ida.get("/organize/editions/2030/closing/").status == 403)
        #expect(try await ida.get("/organize/editions/2031/edit").status == 403)
        for path in Self.forms
        where !path.hasSuffix("preview") && !path.hasSuffix("restore") && !path.hasSuffix("staged") {
            #expect(try await ida.post(path, [("title", "X")]).status == 403, "\(path)")
        }
        #expect(Self.content(of: server) == before)
    }

    @Test("versions and their pictures are for organizers, also of what is hidden, and are kept nowhere")
    func versions() async throws {
        let (server, olga) = try await Self.shared.value
        for (talk, deck) in [("limpets", Tidepool.formerLimpets), ("covert", Tidepool.hiddenDeck)] {
            let path = "/organize/editions/2031/\(talk)/versions/\(deck.hash)"
            let file = try await olga.get(path + ".pdf")
            #expect(file.data == deck.data)
            #expect(file["Cache-Control"]?.contains("no-store") == true)
            #expect(file["Content-Security-Policy"]?.hasPrefix("default-src 'none'") == true)
            let picture = try await olga.get(path + "/1-small.webp")
            #expect(picture.status == 200 && picture.mediaType == "image/webp")
            #expect(picture["Cache-Control"]?.contains("no-store") == true)
            #expect(try await server.get(path + ".pdf").mediaType == "text/html")
            #expect(try await olga.get(path + "/2.webp").status == 404)
            #expect(try await olga.get("/organize/editions/2031/odd/versions/\(deck.hash).pdf").status == 404)
        }
        for odd in ["x.pdf", "\(Tidepool.limpets.hash)", "\(Tidepool.limpets.hash)/01.webp", "..%2f..%2ftokens.yaml"] {
            #expect(try await olga.get("/organize/editions/2031/limpets/versions/\(odd)").status == 404, "\(odd)")
        }
    }
}
