import Foundation
import TalkArchive
import TestSupport
import Testing

@Suite("A speaker's way")
struct HandInTests {
    /// Stands only in what is proposed.
    static let marker = "zzproposedzz"
    static let deck = TestPDF([["The \(marker) slide", "unsafe"], ["Thanks"]])

    private func server(_ edition: String = "") async throws -> TestServer {
        let archive = try TestArchive()
        try archive.edition("2031", edition)
        try archive.talk("2031/limpets", "title: Limpets\nspeakers: [Ada Low]", text: "How they hold.")
        try archive.talk("2031/whelks", "title: Whelks\nspeakers: [Bo]", text: "Their shells.")
        try archive.talk("2031/covert", "title: Covert\nspeakers: [Cy]\nvisibility: hidden", text: "Secret.")
        return try await TestServer.start(archive)
    }

    /// What a stranger gets to see of a server.
    private func strangersView(_ server: TestServer) async throws -> String {
        var text = ""
        for path in [
            "/", "/2031/", "/2031/limpets/", "/2031/limpets/slides/1", "/2031/limpets/slides.pdf", "/feed.atom",
            "/feed.json", "/2031/feed.atom", "/search?q=\(Self.marker)", "/search.atom?q=\(Self.marker)",
            "/suggest?q=zzprop", "/api/v1", "/api/v1/search?q=\(Self.marker)", "/api/v1/changes",
            "/api/v1/editions/2031/talks/limpets", "/api/v1/editions/2031/talks/limpets/slides", "/sitemap.xml",
            "/2031/limpets/talk.md", "/2031/edition.yaml", "/metrics", "/readyz",
            "/oai?verb=ListRecords&metadataPrefix=oai_dc",
            "/organize/", "/hand-in/", "/hand-in/talk", "/organize/proposals/", "/organize/links/",
            "/organize/editions/2031/limpets/links", "/hand-in/slides.pdf",
            "/files/\(Self.deck.hash).pdf", "/files/\(Self.deck.hash)/1.webp", "/files/\(Self.deck.hash)/1-small.webp",
            "/hand-in/pictures/\(Self.deck.hash)/1-small.webp", "/.rockpool/proposals/", "/links.yaml",
        ] {
            let reply = try await server.get(path)
            // A search says what was searched.
            let own = path.contains(Self.marker) ? reply.text.replacing(Self.marker, with: "") : reply.text
            text += "\(path.replacing(Self.marker, with: "")) \(reply.status)\n\(own)\n"
            if path.contains(Self.deck.hash) || path.contains("slides.pdf") || path.hasPrefix("/links") {
                #expect([401, 404].contains(reply.status), "\(path)")
            }
        }
        return text
    }

    @Test("from a link to slides that an organizer accepted, and nobody else sees them before")
    func approval() async throws {
        let server = try await server()
        let organizer = try await Organizer.signIn(server, token: try server.archive.token())
        let page = try await organizer.get("/organize/editions/2031/limpets/links")
        #expect(page.status == 200)
        let secret = try await organizer.formSecret()
        let made = try await Organizer.post(
            server, "/organize/editions/2031/limpets/links",
            [("csrf", secret), ("name", "Ada Low"), ("openings", "3")],
            fields: [organizer.field])
        let text = try #require(made.text.firstMatch(of: /\/hand-in\/#(rl_[\w-]+)/)?.output.1)
        #expect(made["Cache-Control"] == "private, no-store")
        let ada = try await Speaker.comeIn(server, to: "2031/limpets", by: String(text))
        let before = try await strangersView(server)
        let sent = try await ada.send(Self.deck.data)
        #expect(sent.status == 303 && sent["Location"] == "/hand-in/talk?done=waiting")
        #expect(try await ada.send(title: "Limpets \(Self.marker)", body: "They **\(Self.marker)**.").status == 303)
        let own = try await ada.get()
        #expect(own.text.contains("Waiting for an organizer since") && own.text.contains("2 slides"))
        #expect(own.text.contains("slides, title and abstract"))
        #expect(own["Referrer-Policy"] == "same-origin" && own["Cache-Control"] == "private, no-store")
        let picture = try await ada.get("/hand-in/pictures/\(Self.deck.hash)/1-small.webp")
        #expect(picture.status == 200 && picture.mediaType == "image/webp")
        #expect(picture["Cache-Control"] == "private, no-store")
        #expect(try await ada.get("/hand-in/slides.pdf").data == Self.deck.data)
        let view = try await strangersView(server)
        #expect(!view.contains(Self.marker))
        #expect(Self.withoutNumbers(view) == Self.withoutNumbers(before))
        let bo = try await Speaker.comeIn(server, to: "2031/whelks")
        #expect(try await bo.get("/hand-in/pictures/\(Self.deck.hash)/1-small.webp").status == 404)
        #expect(try await bo.get("/hand-in/slides.pdf").status == 404)
        #expect(try await !bo.get().text.contains(Self.marker))

        let list = try await organizer.get("/organize/proposals/")
        #expect(list.text.contains("Limpets \(Self.marker)") && list.text.contains("<strong>\(Self.marker)</strong>"))
        let links = try await organizer.get("/organize/links/")
        #expect(links.text.contains("1 proposal waits for you"))
        let html = try HTMLPage(list)
        let source = try #require(try html.strings("//ol[@class='sheet']//img/@src").first)
        #expect(try await organizer.get(source).mediaType == "image/webp")
        #expect(try await server.get(source).status == 404)
        let form = [
            ("csrf", secret), ("id", try html.strings("//input[@name='id']/@value").first ?? ""),
            ("seen", try html.strings("//input[@name='seen']/@value").first ?? ""),
        ]
        let accepted = try await Organizer.post(
            server, "/organize/proposals/accept", form, fields: [organizer.field])
        #expect(accepted.status == 303 && accepted["Location"] == "/organize/proposals/?done=accepted")
        for path in ["/2031/limpets/", "/feed.atom", "/search?q=\(Self.marker)", "/api/v1/search?q=\(Self.marker)"] {
            let text = try await server.get(path).text.replacing("<mark>", with: "")
            #expect(text.contains("Limpets \(Self.marker)"), "\(path)")
        }
        #expect(try await server.get("/2031/limpets/slides.pdf").data == Self.deck.data)
        #expect(try await !organizer.get("/organize/links/").text.contains("waits for you"))
        #expect(try await ada.get().text.contains("Current slides"))
        #expect(server.archive.load().problems.isEmpty)
        #expect(!server.log.lines.contains { $0.contains(text) || $0.contains(text.suffix(43)) })
        await server.stop()
    }

    /// Times and counters differ from call to call.
    private static func withoutNumbers(_ text: String) -> String {
        text.split(separator: "\n").filter { !$0.hasPrefix("rockpool_") }.joined(separator: "\n")
            .replacing(/\d+/, with: "0")
    }

    @Test("is live at once where the edition asks for no approval")
    func live() async throws {
        let server = try await server("approval: false")
        let ada = try await Speaker.comeIn(server, to: "2031/limpets")
        #expect(try await ada.send(Self.deck.data)["Location"] == "/hand-in/talk?done=shown")
        #expect(try await server.get("/2031/limpets/slides.pdf").data == Self.deck.data)
        #expect(try await server.get("/search?q=\(Self.marker)").text.contains("Limpets"))
        #expect(try await ada.send(Self.deck.data)["Location"] == "/hand-in/talk?done=nothing")
        let sent = try await ada.send(
            title: "Limpets II", body: "They hold **on**.", links: [("Code", "https://example.org/code"), ("", "")])
        #expect(sent["Location"] == "/hand-in/talk?done=shown")
        let page = try await server.get("/2031/limpets/").text
        #expect(page.contains("Limpets II") && page.contains("https://example.org/code"))
        #expect(server.archive.load().problems.isEmpty)
        let log = try server.archive.folder.text("audit.log")
        #expect(log.contains("deck-added") && log.contains("Ada Low (link"))
        await server.stop()
    }

    @Test("is closed from the freeze on, and the page says so")
    func frozen() async throws {
        let server = try await server("approval: false\nfreeze: 2020-01-01")
        let ada = try await Speaker.comeIn(server, to: "2031/limpets")
        let page = try await ada.get()
        #expect(page.text.contains("closed to changes since 1 January 2020"))
        #expect(try HTMLPage(page).count("//input[@type='file']") == 0)
        let before = try server.archive.folder.text("2031/limpets/talk.md")
        let secret = try await ada.value("csrf")
        #expect(try await ada.send(Self.deck.data, csrf: secret).status == 403)
        let seen = ArchiveEditor.revision(of: before)
        let sent = try await ada.post("/hand-in/texts", [("seen", "\(seen)"), ("title", "New"), ("body", "New")])
        #expect(sent.status == 403)
        #expect(try server.archive.folder.text("2031/limpets/talk.md") == before)
        #expect(ProposalStore(ArchiveFolder(root: server.archive.folder.url)).list().proposals.isEmpty)
        await server.stop()
    }

    @Test("ends in the middle when the link is revoked")
    func revoked() async throws {
        let server = try await server()
        let link = try Speaker.link(server.archive, to: "2031/limpets")
        let ada = try await Speaker.comeIn(server, to: "2031/limpets", by: link.text)
        #expect(try await ada.send(Self.deck.data).status == 303)
        let secret = try await ada.value("csrf")
        let organizer = try await Organizer.signIn(server, token: try server.archive.token())
        let reply = try await Organizer.post(
            server, "/organize/links/revoke", [("csrf", try await organizer.formSecret()), ("id", link.id)],
            fields: [organizer.field])
        #expect(reply.status == 303)
        #expect(try await !organizer.get("/organize/sessions/").text.contains("link for 2031/limpets"))
        #expect(try await ada.get().status == 401)
        #expect(try await ada.get("/hand-in/slides.pdf").status == 404)
        #expect(try await ada.get("/hand-in/pictures/\(Self.deck.hash)/1-small.webp").status == 404)
        #expect(try await ada.send(Self.deck.data, csrf: secret).status == 401)
        for path in ["/hand-in/texts", "/hand-in/withdraw"] {
            #expect(try await Organizer.post(server, path, [("csrf", secret)], fields: [ada.field]).status == 401)
        }
        #expect(try await Organizer.post(server, "/hand-in/open", [("link", link.text)]).status == 401)
        await server.stop()
    }

    @Test("leads to one talk alone, and to nothing of the organizers")
    func otherTalk() async throws {
        let server = try await server("approval: false")
        let bo = try await Speaker.comeIn(server, to: "2031/whelks")
        let before = server.archive.load().talks
        #expect(try await bo.send(Self.deck.data, talk: "2031/limpets").status == 403)
        #expect(server.archive.load().talks == before)
        for path in ["/organize/proposals/", "/organize/links/", "/organize/editions/2031/whelks/links"] {
            let reply = try await server.get(path, [("Cookie", "rockpool_session=\(bo.cookie)")])
            #expect(try HTMLPage(reply).count("//input[@name='token']") == 1, "\(path)")
        }
        let cy = try await Speaker.comeIn(server, to: "2031/covert")
        #expect(try await cy.get().text.contains("Secret."))
        let organizers = try await Organizer.signIn(server, token: try server.archive.token())
        #expect(
            try await server.get("/hand-in/talk", [("Cookie", "rockpool_speaker=\(organizers.cookie)")]).status == 401)
        await server.stop()
    }

    @Test("needs the cookie, the form's proof and a form of this site")
    func forged() async throws {
        let server = try await server("approval: false")
        let ada = try await Speaker.comeIn(server, to: "2031/limpets")
        let before = server.archive.load().talks
        #expect(try await ada.send(Self.deck.data, withCookie: false).status == 401)
        #expect(try await ada.send(Self.deck.data, csrf: "x").status == 403)
        #expect(try await ada.send(Self.deck.data, fields: [("Sec-Fetch-Site", "cross-site")]).status == 403)
        #expect(try await ada.send(Self.deck.data, fields: [("Origin", "https://evil.example")]).status == 403)
        let form = [("seen", try await ada.value("seen")), ("title", "X"), ("body", "X")]
        for csrf in ["", "x"] {
            let reply = try await Organizer.post(
                server, "/hand-in/texts", [("csrf", csrf)] + form, fields: [ada.field])
            #expect(reply.status == 403)
        }
        #expect(try await server.get("/hand-in/talk").status == 401)
        let link = try Speaker.link(server.archive, to: "2031/limpets", openings: 1)
        let foreign = try await Organizer.post(
            server, "/hand-in/open", [("link", link.text)], fields: [("Sec-Fetch-Site", "cross-site")])
        #expect(foreign.status == 403)
        #expect(server.archive.load().talks == before)
        #expect(try await Organizer.post(server, "/hand-in/open", [("link", link.text)]).status == 303)
        await server.stop()
    }

    @Test("begins with a link that holds; all others look alike, and too many are refused")
    func opening() async throws {
        let server = try await server()
        let once = try Speaker.link(server.archive, to: "2031/limpets", openings: 1)
        let pasted = "\(TestArchive.baseURL)/hand-in/#\(once.text) "
        let opened = try await Organizer.post(server, "/hand-in/open", [("link", pasted)])
        #expect(opened.status == 303)
        let cookie = try #require(opened["Set-Cookie"])
        for part in ["HttpOnly", "SameSite=Strict", "Path=/hand-in/"] { #expect(cookie.contains(part)) }
        let wrong = [once.text, "", "rl_aaaaaaaa_\(String(repeating: "A", count: 43))", String(once.text.dropLast())]
        var pages: Set<String> = []
        for text in wrong {
            let reply = try await Organizer.post(server, "/hand-in/open", [("link", text)])
            #expect(reply.status == 401 && reply.cookie("rockpool_speaker") == nil)
            pages.insert(reply.text)
        }
        #expect(pages.count == 1)
        var statuses: [Int] = []
        for _ in 0..<20 { statuses.append(try await Organizer.post(server, "/hand-in/open", [("link", "x")]).status) }
        #expect(statuses.last == 429)
        await server.stop()
    }

    @Test("shows a preview, says what cannot be taken, and never overwrites what somebody changed meanwhile")
    func texts() async throws {
        let server = try await server()
        let ada = try await Speaker.comeIn(server, to: "2031/limpets")
        let proposals = ProposalStore(ArchiveFolder(root: server.archive.folder.url))
        let preview = try await ada.send(title: "New", body: "Very **bold**.", more: [("preview", "1")])
        #expect(preview.status == 200 && preview.text.contains("<strong>bold</strong>"))
        #expect(proposals.list().proposals.isEmpty)
        let bad = try await ada.send(title: "", body: "Kept <b>text</b>", links: [("Bad", "javascript:alert(1)")])
        #expect(bad.status == 422 && bad.text.contains("Kept &lt;b&gt;text"))
        #expect(try HTMLPage(bad).count("//*[@role='alert']//li") == 2)
        let seen = try await ada.value("seen")
        try server.archive.folder.write(
            "2031/limpets/talk.md", "---\ntitle: By hand\nspeakers: [Ada Low]\n---\nChanged by hand.\n")
        let stale = try await ada.post("/hand-in/texts", [("seen", seen), ("title", "Mine"), ("body", "My text")])
        #expect(stale.status == 409)
        #expect(stale.text.contains("By hand") && stale.text.contains("My text"))
        #expect(proposals.list().proposals.isEmpty)
        let next = try #require(try HTMLPage(stale).strings("//input[@name='seen']/@value").first)
        let again = try await ada.post("/hand-in/texts", [("seen", next), ("title", "Mine"), ("body", "My text")])
        #expect(again.status == 303)
        #expect(proposals.list().proposals.map(\.parts) == [["title", "abstract"]])
        #expect(try await ada.post("/hand-in/withdraw", []).status == 303)
        #expect(proposals.list().proposals.isEmpty)
        await server.stop()
    }

    @Test("refuses slides that cannot be read, in words, and keeps what waited")
    func unreadable() async throws {
        let server = try await server()
        let ada = try await Speaker.comeIn(server, to: "2031/limpets")
        #expect(try await ada.send(Self.deck.data).status == 303)
        let reply = try await ada.send(Data("hello".utf8))
        #expect(reply.status == 415 && reply.text.contains("no PDF") && reply.text.contains("Waiting for an organizer"))
        #expect(try await ada.send(Data("%PDF-1.7\nbroken".utf8)).status == 422)
        let proposals = ProposalStore(ArchiveFolder(root: server.archive.folder.url)).list().proposals
        #expect(proposals.map(\.deck?.hash.description) == [Self.deck.hash])
        await server.stop()
    }

    @Test("shows an organizer what somebody changed meanwhile, before that is replaced")
    func conflict() async throws {
        let server = try await server()
        let ada = try await Speaker.comeIn(server, to: "2031/limpets")
        let organizer = try await Organizer.signIn(server, token: try server.archive.token())
        let secret = try await organizer.formSecret()
        #expect(try await ada.send(title: "Mine", body: "How they hold.").status == 303)
        func form() async throws -> [(String, String)] {
            let page = try HTMLPage(await organizer.get("/organize/proposals/"))
            return try ["id", "seen", "onto"].compactMap { name in
                try page.strings("//input[@name='\(name)']/@value").first.map { (name, $0) }
            }
        }
        func accept(_ form: [(String, String)]) async throws -> TestReply {
            try await Organizer.post(
                server, "/organize/proposals/accept", [("csrf", secret)] + form, fields: [organizer.field])
        }
        let first = try await form()
        #expect(first.map(\.0) == ["id", "seen"])
        try server.archive.folder.write(
            "2031/limpets/talk.md", "---\ntitle: By hand\nspeakers: [Ada Low]\n---\nHow they hold.\n")
        let refused = try await accept(first)
        #expect(refused.status == 409 && refused.text.contains("changed the title"))
        #expect(server.archive.load().talks.contains { $0.title == "By hand" })
        _ = try await eventually("the server has seen the change") {
            try await server.get("/2031/limpets/").text.contains("By hand") ? true : nil
        }
        let second = try await form()
        #expect(second.map(\.0) == ["id", "seen", "onto"])
        #expect(try await ada.send(title: "Mine, better", body: "How they hold.").status == 303)
        #expect(try await accept(second).status == 409)
        #expect(try await accept(try await form()).status == 303)
        #expect(try await server.get("/2031/limpets/").text.contains("Mine, better"))
        await server.stop()
    }

    @Test("tells the speaker why something was refused, until it is handed in again")
    func refusal() async throws {
        let server = try await server()
        let ada = try await Speaker.comeIn(server, to: "2031/limpets")
        let organizer = try await Organizer.signIn(server, token: try server.archive.token())
        let secret = try await organizer.formSecret()
        #expect(try await ada.send(Self.deck.data).status == 303)
        func refuse(_ reason: String) async throws -> Int {
            let page = try HTMLPage(await organizer.get("/organize/proposals/"))
            let form = [
                ("csrf", secret), ("id", try page.strings("//input[@name='id']/@value").first ?? ""),
                ("seen", try page.strings("//input[@name='seen']/@value").first ?? ""), ("reason", reason),
            ]
            return try await Organizer.post(server, "/organize/proposals/refuse", form, fields: [organizer.field])
                .status
        }
        #expect(try await refuse(" ") == 400)
        #expect(try await refuse("Wrong <deck>?") == 303)
        let page = try await ada.get().text
        #expect(page.contains("Refused on") && page.contains("Wrong &lt;deck&gt;?"))
        #expect(try await organizer.get("/organize/proposals/").text.contains("Nothing waits"))
        #expect(try await ada.send(Self.deck.data).status == 303)
        #expect(try await !ada.get().text.contains("Refused on"))
        await server.stop()
    }
}
