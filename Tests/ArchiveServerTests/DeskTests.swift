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
}
