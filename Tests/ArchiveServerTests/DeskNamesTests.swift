import TalkArchive
import TestSupport
import Testing

@testable import ArchiveServer

@Suite("Names at the desk")
struct DeskNamesTests {
    @Test(
        "a talk that is called as a part of the desk has all that other talks have there",
        arguments: DeskAddress.ownNames)
    func ownNames(name: String) async throws {
        let archive = try TestArchive()
        try archive.edition("2031")
        let deck = TestPDF([["Under an odd name"]])
        try archive.talk("2031/\(name)", "title: Oddly named\nspeakers: [Ada Low]", decks: [deck.data])
        let server = try await TestServer.start(archive, slides: 1)
        let organizer = try await Organizer.signIn(server, token: try archive.token())
        let path = "/organize/editions/2031/\(name)/"
        let page = try await organizer.get(path)
        #expect(page.status == 200 && page.text.contains("Oddly named"))
        #expect(try await organizer.get("\(path)versions/\(deck.hash).pdf").body == Array(deck.data))
        #expect(try await organizer.get("\(path)links").text.contains("Oddly named"))
        let fields = try HTMLPage(page).fields(of: "\(path)visibility")
        let reply = try await Organizer.post(
            server, "\(path)visibility", Organizer.filled(fields, ["audience": "hidden"]), fields: [organizer.field])
        #expect(reply.status == 303)
        #expect(try await server.get("/2031/\(name)/").status == 404)
        await server.stop()
    }
}
