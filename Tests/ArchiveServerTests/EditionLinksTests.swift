import ArchiveServer
import Foundation
import TalkArchive
import TestSupport
import Testing

@Suite("Links for the speakers of an edition")
struct EditionLinksTests {
    private static let path = "/organize/editions/2031/links"

    private static func start() async throws -> (TestArchive, TestServer, Organizer) {
        let archive = try TestArchive()
        try archive.edition("2031")
        try archive.edition("2030")
        try archive.talk(
            "2031/limpets", "title: Limpets\nspeakers: [Ada Low]\norder: 1", decks: [TestPDF([["word"]]).data])
        try archive.talk("2031/whelks", "title: Whelks\nspeakers: [Bo Reed, Cy Wharf]\norder: 2")
        try archive.talk("2031/kelp", "title: Kelp\nspeakers: [Di Weed]\nvisibility: hidden\norder: 3")
        try archive.talk("2031/opening", "title: Opening\nspeakers: []\norder: 4")
        try archive.talk(
            "2031/gone",
            "title: Gone\nspeakers: [Ed Shore]\norder: 5\nvisibility: withdrawn\nwithdrawn: 2031-01-01T00:00:00Z")
        try archive.talk("2030/other", "title: Other\nspeakers: [Fay Pool]")
        let token = try archive.token("Olga")
        let server = try await TestServer.start(archive, slides: 1)
        return (archive, server, try await Organizer.signIn(server, token: token))
    }

    @Test("each talk with speakers and without a link gets one, and all are shown once, as a table, too")
    func many() async throws {
        let (archive, server, olga) = try await Self.start()
        #expect(try HTMLPage(await olga.get("/organize/editions/2031/")).links().contains(Self.path))
        let form = try HTMLPage(await olga.get(Self.path))
        #expect(try form.strings("//select[@name='for']/option") == ["2 talks without slides", "3 talks in all"])
        let made = try await olga.post(
            Self.path, [("for", "without-slides"), ("expires", "2099-01-31"), ("openings", "")])
        #expect(made.status == 200)
        let page = try HTMLPage(made)
        #expect(try page.strings("//h2[@id='made']") == ["2 links made"])
        let lines = try #require(try page.strings("//textarea").first).split(separator: "\n")
            .map { $0.split(separator: "\t").map(String.init) }
        #expect(lines.map { $0.first } == ["Whelks", "Kelp"])
        #expect(lines.map { $0.dropFirst().first } == ["Bo Reed and Cy Wharf", "Di Weed"])
        #expect(try page.strings("//section//code") == lines.compactMap(\.last))
        #expect(made.text.contains("holds until the end of 31 January 2099"))
        #expect(try await !olga.get(Self.path).text.contains("/hand-in/#"))

        let secret = try #require(lines.first?.last?.split(separator: "#").last)
        let opened = try await Organizer.post(server, "/hand-in/open", [("link", String(secret))])
        #expect(opened.status == 303)
        let list = TalkLinks(ArchiveFolder(root: archive.folder.url)).list().links
        #expect(list.map(\.talk.description) == ["2031/whelks", "2031/kelp"])

        // Those that have one get no second one.
        let rest = try await olga.post(Self.path, [("for", "all"), ("expires", ""), ("openings", "3")])
        #expect(try HTMLPage(rest).strings("//h2[@id='made']") == ["1 link made"])
        #expect(try await olga.get(Self.path).text.contains("Every talk with speakers has a link that holds."))
        let open = try HTMLPage(await olga.get(Self.path))
        #expect(try open.count("//form[contains(@action,'revoke')]") == 3)
        let id = try #require(try open.strings("//form[contains(@action,'revoke')]//input[@name='id']/@value").first)
        let revoked = try await olga.post("/organize/links/revoke", [("id", id), ("back", "edition")])
        #expect(revoked["Location"] == Self.path + "?revoked=1")
        await server.stop()
    }

    @Test("what is wrong in the form makes none, and only those who may change the edition make any")
    func refused() async throws {
        let (archive, server, olga) = try await Self.start()
        for form in [[("expires", "soon")], [("expires", "2001-01-01")], [("openings", "none")], [("openings", "0")]] {
            let reply = try await olga.post(Self.path, [("for", "all")] + form)
            #expect(reply.status == 400, "\(form)")
            #expect(try HTMLPage(reply).count("//p[contains(@class,'alert-error')]") == 1, "\(form)")
        }
        #expect(try await olga.post("/organize/editions/2099/links", [("for", "all")]).status == 404)
        let edition = try #require(EditionID("2031"))
        let narrow = try AccessTokens(ArchiveFolder(root: archive.folder.url)).create(
            name: "Uploader", scope: .upload(edition), at: Timestamp(secondsSinceEpoch: 0))
        let uploader = try await Organizer.signIn(server, token: narrow.text)
        #expect(try await uploader.get(Self.path).status == 403)
        #expect(try await uploader.post(Self.path, [("for", "all")]).status == 403)
        #expect(try await !HTMLPage(uploader.get("/organize/editions/2031/")).links().contains(Self.path))
        #expect(try await Organizer.post(server, Self.path, [("for", "all")]).status == 401)
        #expect(TalkLinks(ArchiveFolder(root: archive.folder.url)).list().links.isEmpty)
        await server.stop()
    }
}
