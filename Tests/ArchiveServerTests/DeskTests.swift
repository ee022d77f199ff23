import ArchiveServer
import Foundation
import TalkArchive
import TestSupport
import Testing

@Suite("The organizers' desk")
struct DeskTests {
    /// A server on an archive that nobody else looks at.
    private static func desk(
        _ archive: TestArchive, scope: String? = nil
    ) async throws -> (server: TestServer, organizer: Organizer) {
        let server = try await TestServer.start(archive)
        return (server, try await Organizer.signIn(server, token: try archive.token("Olga")))
    }

    private static let limpets = """
        ---
        # written by hand
        title:   "Limpets"   # a working title
        speakers: [Ada Low, 'Bo Ñandú']
        # the day
        date: 2031-05-02
        tags:
          - shells
          - grip   # new
        decks: []
        published: 2031-01-01T00:00:00Z
        ---

        How a limpet **holds** its rock.

        """

    private static func archive() throws -> TestArchive {
        let archive = try TestArchive()
        try archive.edition("2031", "about: \"An edition *on the shore*.\"")
        try archive.folder.write("2031/limpets/talk.md", limpets)
        try archive.talk("2031/crabs", "title: Crabs\nspeakers: [Cy Wharf]\norder: 2")
        return archive
    }

    @Test("from an archive without an edition, the browser alone makes one with talks")
    func empty() async throws {
        let archive = try TestArchive()
        let (server, olga) = try await Self.desk(archive)
        let overview = try HTMLPage(await olga.get("/organize/"))
        #expect(try overview.links().contains("/organize/editions/new"))

        let made = try await olga.fill(
            "/organize/editions/new",
            [
                "id": "2031", "name": "Tidepool 2031", "starts": "2031-05-02", "ends": "2031-05-03", "online": "true",
                "organisers.0.name": "Olga Shore", "organisers.0.url": "https://example.org/olga",
                "about": "On the *shore*.\r\n\r\nAgain.",
            ])
        #expect(made.status == 303)
        #expect(made["Location"] == "/organize/editions/2031/?done=created")
        let edition = try archive.folder.text("2031/edition.yaml")
        #expect(edition.contains("name: Tidepool 2031\nstarts: 2031-05-02\nends: 2031-05-03\nonline: true\n"))
        #expect(edition.contains("about: |\n  On the *shore*.\n\n  Again.\n"))

        let talk = try await olga.fill(
            "/organize/editions/2031/new",
            ["title": "Füße & <b>grip</b>", "speakers": "Ada Low\r\nBo Ñandú", "tags": "grip, shells", "body": "Text."])
        #expect(talk["Location"] == "/organize/editions/2031/fusse-b-grip-b/?done=created")
        let page = try await server.get("/2031/fusse-b-grip-b/")
        #expect(page.text.contains("Füße &amp; &lt;b&gt;grip&lt;/b&gt;"))
        #expect(try HTMLPage(page).links().contains("/speakers/bo-nandu/"))
        #expect(try await server.get("/2031/").text.contains("Olga Shore"))
        #expect(archive.load().problems == [])
        #expect(archive.load().talks.first?.order == 1)

        let again = try await olga.fill("/organize/editions/2031/new", ["title": "Füße & <b>grip</b>"])
        #expect(again["Location"]?.contains("/fusse-b-grip-b-2/") == true)
        let notice = try await olga.get(again["Location"] ?? "")
        #expect(try HTMLPage(notice).count("//p[@role='status']") == 1)
        await server.stop()
    }

    @Test("a new title changes its own line and the time of the change, and no other")
    func smallDifference() async throws {
        let archive = try Self.archive()
        let (server, olga) = try await Self.desk(archive)
        let reply = try await olga.fill("/organize/editions/2031/limpets/", ["title": "Limpets & <rocks>"])
        #expect(reply["Location"] == "/organize/editions/2031/limpets/?done=saved")
        let before = Self.limpets.split(separator: "\n", omittingEmptySubsequences: false)
        let after = try archive.folder.text("2031/limpets/talk.md").split(
            separator: "\n", omittingEmptySubsequences: false)
        let difference = after.difference(from: before)
        #expect(difference.removals.count == 1)
        #expect(difference.insertions.count == 2)
        #expect(
            after.contains("title:   \"Limpets & <rocks>\"   # a working title")
                || after.contains("title:   Limpets & <rocks>   # a working title"))
        #expect(try await server.get("/2031/limpets/").text.contains("Limpets &amp; &lt;rocks&gt;"))

        let nothing = try await olga.fill("/organize/editions/2031/limpets/", [:])
        #expect(nothing["Location"]?.hasSuffix("?done=unchanged") == true)
        #expect(
            try archive.folder.text("2031/limpets/talk.md").split(
                separator: "\n", omittingEmptySubsequences: false) == after)
        let untouched = try archive.folder.text("2031/edition.yaml")
        _ = try await olga.fill("/organize/editions/2031/edit", [:])
        #expect(try archive.folder.text("2031/edition.yaml") == untouched)
        await server.stop()
    }

    @Test("what cannot be taken is told at its field, which has the focus, and everything typed is kept")
    func mistakes() async throws {
        let archive = try Self.archive()
        let (server, olga) = try await Self.desk(archive)
        let before = archive.folder.fingerprint()
        let long = String(repeating: "words ", count: 20_000) + "end"
        let reply = try await olga.fill(
            "/organize/editions/2031/limpets/",
            ["title": " ", "date": "someday", "body": long, "links.0.url": "javascript:alert(1)", "links.0.title": "X"])
        #expect(reply.status == 422)
        let page = try HTMLPage(reply)
        #expect(try page.strings("//input[@autofocus]/@name") == ["title"])
        #expect(try page.strings("//input[@name='date']/@value") == ["someday"])
        #expect(try page.strings("//input[@name='date']/@aria-invalid") == ["true"])
        let described = try page.strings("//input[@name='date']/@aria-describedby").first ?? ""
        #expect(try page.strings("//*[@id='\(described)']").first?.contains("no day of the calendar") == true)
        #expect(try page.strings("//textarea[@name='body']").first?.contains(long) == true)
        #expect(try page.strings("//input[@name='links.0.url']/@value") == ["javascript:alert(1)"])
        #expect(
            archive.folder.fingerprint().filter { !$0.key.hasPrefix(".rockpool") }
                == before.filter { !$0.key.hasPrefix(".rockpool") })

        for (id, words) in [
            ("search", "the site itself"), ("A B", "cannot be an address"), ("", "name for its address"),
            ("2031", "already"),
        ] {
            let edition = try await olga.fill(
                "/organize/editions/new", ["id": id, "name": "N", "starts": "2031-01-01"])
            #expect([409, 422].contains(edition.status), "\(id)")
            let page = try HTMLPage(edition)
            #expect(try page.strings("//input[@autofocus]/@name") == ["id"], "\(id)")
            #expect(try page.strings("//input[@name='name']/@value") == ["N"])
            #expect(try page.strings("//*[@id='f-id-error']").first?.contains(words) == true, "\(id)")
        }
        let taken = try await olga.fill("/organize/editions/2031/new", ["slug": "limpets", "title": "Other"])
        #expect(taken.status == 409)
        #expect(try HTMLPage(taken).strings("//input[@name='title']/@value") == ["Other"])
        await server.stop()
    }

    @Test(
        "odd texts are kept as they are and script nothing",
        arguments: ["/organize/editions/2031/limpets/", "/organize/editions/2031/new"])
    func oddTexts(path: String) async throws {
        let archive = try Self.archive()
        let (server, olga) = try await Self.desk(archive)
        let title = "</textarea><script>alert(1)</script> \u{202E}اليد \"quoted\" & 'so' 🦀"
        let body = "</textarea><script>alert(2)</script>\r\n\r\nاليد *b*"
        let preview = try await olga.fill(path, ["title": title, "body": body], button: ("do", "preview"))
        #expect(preview.status == 200)
        #expect(!preview.text.contains("<script>alert"))
        #expect(try HTMLPage(preview).strings("//input[@name='title']/@value") == [title])
        #expect(try HTMLPage(preview).count("//section[@class='preview']//em") == 1)
        let saved = try await olga.fill(path, ["title": title, "body": body])
        #expect(saved.status == 303)
        let talk = archive.load().talks.first { $0.title == title }
        #expect(talk?.text == "</textarea><script>alert(2)</script>\n\nاليد *b*\n")
        let shown = try await olga.get(saved["Location"] ?? "")
        #expect(!shown.text.contains("<script>alert"))
        let rendered = try await olga.post("/organize/preview", [("text", body)])
        #expect(rendered.status == 200 && !rendered.text.contains("<script>"))
        #expect(rendered["Cache-Control"]?.contains("no-store") == true)
        await server.stop()
    }

    @Test("more rows come when they are asked for, and nothing is saved by that")
    func rows() async throws {
        let archive = try Self.archive()
        let (server, olga) = try await Self.desk(archive)
        let path = "/organize/editions/2031/edit"
        let more = try await olga.fill(path, ["organisers.0.name": "Olga"], button: ("more", "organisers"))
        let page = try HTMLPage(more)
        #expect(try page.count("//input[starts-with(@name,'organisers.') and contains(@name,'.name')]") == 5)
        #expect(try page.strings("//input[@name='organisers.0.name']/@value") == ["Olga"])
        #expect(try !archive.folder.text("2031/edition.yaml").contains("Olga"))
        let saved = try await olga.fill(
            path,
            [
                "organisers.0.name": "Olga", "organisers.3.name": "Ida", "approval": "false",
                "freeze": "2031-05-01T10:00",
            ])
        #expect(saved.status == 303)
        let text = try archive.folder.text("2031/edition.yaml")
        #expect(text.contains("organisers:\n  - {name: Olga}\n  - {name: Ida}\n"))
        #expect(text.contains("approval: false\nfreeze: 2031-05-01T10:00:00Z\n"))
        #expect(archive.load().problems == [])
        await server.stop()
    }

    @Test("who comes second sees both versions, loses nothing, and saves what is chosen of both")
    func conflict() async throws {
        let archive = try Self.archive()
        let (server, olga) = try await Self.desk(archive)
        let path = "/organize/editions/2031/limpets/"
        let opened = try HTMLPage(await olga.get(path)).fields(of: path)
        // Meanwhile somebody else changes the tags and the text.
        _ = try await olga.fill(path, ["tags": "shells, tide", "body": "Their text."])
        let mine = Organizer.filled(opened, ["title": "My title", "body": "My text."])
        let reply = try await Organizer.post(server, path, mine + [("do", "save")], fields: [olga.field])
        #expect(reply.status == 409)
        #expect(try archive.folder.text("2031/limpets/talk.md").contains("Their text."))
        let page = try HTMLPage(reply)
        #expect(try page.count("//fieldset") == 3)
        // What only one of the two changed is that one's, by itself.
        #expect(try page.strings("//input[@name='take.title' and @checked]/@value") == ["mine"])
        #expect(try page.strings("//input[@name='take.tags' and @checked]/@value") == ["theirs"])
        #expect(try page.strings("//input[@name='take.body' and @checked]/@value") == ["mine"])
        #expect(reply.text.contains("Their text.") && reply.text.contains("My text."))

        let choice = try page.fields(of: path)
        let look = try await Organizer.post(
            server, path, Organizer.filled(choice, ["take.body": "theirs"]) + [("do", "look")], fields: [olga.field])
        #expect(try HTMLPage(look).strings("//textarea[@name='body']").first?.contains("Their text.") == true)
        let merged = try await Organizer.post(server, path, choice + [("do", "merge")], fields: [olga.field])
        #expect(merged.status == 303)
        let text = try archive.folder.text("2031/limpets/talk.md")
        #expect(text.contains("My title") && text.contains("- tide") && text.contains("My text."))
        #expect(text.contains("# the day") && text.contains("'Bo Ñandú'"))
        // The same choice once more comes too late.
        #expect(try await Organizer.post(server, path, choice + [("do", "merge")], fields: [olga.field]).status == 409)
        await server.stop()
    }

    @Test("a change by hand between opening and saving is noticed")
    func changedByHand() async throws {
        let archive = try Self.archive()
        let (server, olga) = try await Self.desk(archive)
        let path = "/organize/editions/2031/edit"
        let opened = try HTMLPage(await olga.get(path)).fields(of: path)
        try archive.folder.write("2031/edition.yaml", "name: By hand\nstarts: 2031-05-02\n")
        let reply = try await Organizer.post(
            server, path, Organizer.filled(opened, ["place": "Tideway"]) + [("do", "save")], fields: [olga.field])
        #expect(reply.status == 409)
        #expect(try archive.folder.text("2031/edition.yaml").contains("By hand"))
        await server.stop()
    }

    @Test("each choice of who may see a talk shows on the site at once")
    func visibility() async throws {
        let archive = try Self.archive()
        let (server, olga) = try await Self.desk(archive)
        let path = "/organize/editions/2031/limpets/"
        func choose(_ fields: [String: String]) async throws -> TestReply {
            let page = try HTMLPage(await olga.get(path))
            let form = Organizer.filled(try page.fields(of: path + "visibility"), fields)
            return try await Organizer.post(server, path + "visibility", form, fields: [olga.field])
        }
        for (fields, status) in [
            (["audience": "hidden"], 404), (["audience": "public"], 200),
            (["audience": "embargo", "embargo": "2999-01-01T10:00"], 404), (["audience": "public"], 200),
            (["audience": "withdrawn", "withdrawal_reason": "As Ada asked."], 410), (["audience": "public"], 200),
        ] {
            #expect(try await choose(fields).status == 303, "\(fields)")
            let seen = try await server.get("/2031/limpets/")
            #expect(seen.status == status, "\(fields)")
            #expect(try await server.get("/2031/").text.contains("Limpets") == (status == 200))
            if status == 410 { #expect(seen.text.contains("As Ada asked.")) }
            #expect(try await olga.get(path).status == 200)
            let checked = try HTMLPage(await olga.get(path)).strings("//input[@name='audience' and @checked]/@value")
            #expect(checked == [fields["audience"] ?? ""])
        }
        let empty = try await choose(["audience": "embargo", "embargo": ""])
        #expect(empty.status == 422)
        #expect(try HTMLPage(empty).strings("//*[@id='audience-error']").first?.contains("until when") == true)
        let wrong = try await choose(["audience": "embargo", "embargo": "tomorrow"])
        #expect(wrong.status == 422)
        #expect(try await server.get("/2031/limpets/").status == 200)
        await server.stop()
    }

    @Test("the order of the programme changes by numbers and by arrows, in as few files as can be")
    func order() async throws {
        let archive = try TestArchive()
        try archive.edition("2031")
        for number in 1...4 {
            try archive.talk("2031/t\(number)", "title: Talk \(number)\norder: \(number)\nkind: discussion")
        }
        let (server, olga) = try await Self.desk(archive)
        let path = "/organize/editions/2031/"
        func seen() throws -> [String] {
            archive.load().talks.map(\.key.slug.description)
        }
        let form = try HTMLPage(await olga.get(path)).fields(of: path + "order")
        let places = ["at.t1": "3"]
        let numbers = form + (1...4).map { ("at.t\($0)", places["at.t\($0)"] ?? "\($0)") }
        let before = archive.folder.fingerprint()
        let moved = try await Organizer.post(server, path + "order", numbers, fields: [olga.field])
        #expect(moved["Location"]?.hasSuffix("?done=ordered") == true)
        #expect(try seen() == ["t2", "t3", "t1", "t4"])
        let after = archive.folder.fingerprint()
        #expect(after.filter { $0.key.hasSuffix("talk.md") && before[$0.key] != $0.value }.count <= 2)
        // The page of before is too old now.
        let late = try await Organizer.post(server, path + "order", form + [("move", "t4:up")], fields: [olga.field])
        #expect(late.status == 409)
        let fresh = try HTMLPage(await olga.get(path)).fields(of: path + "order")
        let arrow = try await Organizer.post(server, path + "order", fresh + [("move", "t4:up")], fields: [olga.field])
        #expect(arrow.status == 303)
        #expect(try seen() == ["t2", "t3", "t4", "t1"])
        await server.stop()
    }

    @Test("a talk called as a part of the desk is told apart by its slash")
    func names() async throws {
        let archive = try Self.archive()
        for name in ["new", "edit", "order", "upload", "staged"] {
            try archive.talk("2031/\(name)", "title: The \(name) talk\nkind: discussion")
        }
        let (server, olga) = try await Self.desk(archive)
        for name in ["new", "edit", "order", "upload", "staged"] {
            let path = "/organize/editions/2031/\(name)/"
            #expect(try HTMLPage(await olga.get(path)).strings("//h1") == ["The \(name) talk"])
            #expect(try await olga.fill(path, ["title": "Changed \(name)"])["Location"] == path + "?done=saved")
        }
        #expect(try HTMLPage(await olga.get("/organize/editions/2031/new")).strings("//h1") == ["New talk"])
        await server.stop()
    }
}
