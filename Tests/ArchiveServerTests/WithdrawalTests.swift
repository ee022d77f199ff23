import Foundation
import TestSupport
import Testing

@Suite("Withdrawn talks")
struct WithdrawalTests {
    @Test("a talk that is withdrawn leaves a page that says so, and nothing else")
    func tombstone() async throws {
        let archive = try TestArchive()
        try archive.edition("2021")
        let deck = TestPDF([["marker barnacle on the slide"], ["second"]])
        let front = "title: Shore & <tide>\nspeakers: [Ada Marker]\ntags: [marker]\npublished: 2021-05-02T10:00:00Z"
        try archive.talk("2021/shore", front, text: "The marker text.", decks: [deck.data])
        try archive.talk("2021/other", "title: Another\nspeakers: [Bea Low]", decks: [])
        let server = try await TestServer.start(archive, slides: 2)
        #expect(try await server.get("/2021/shore/").status == 200)

        try archive.talk(
            "2021/shore",
            front
                + "\nvisibility: withdrawn\nwithdrawn: 2021-06-01T10:00:00Z\nwithdrawal_reason: At the wish of the speaker.",
            text: "The marker text.")
        _ = try await eventually("the talk is gone") {
            try await server.get("/2021/shore/").status == 410 ? true : nil
        }
        let page = try await server.get("/2021/shore/")
        #expect(page.text.contains("Shore &amp; &lt;tide&gt;"))
        #expect(page.text.contains("1 June 2021"))
        #expect(page.text.contains("At the wish of the speaker."))
        #expect(page.text.contains("noindex"))
        for path in ["/slides/1", "/slides.pdf", "/cite.bib"] {
            #expect(try await server.get("/2021/shore\(path)").status == 410, "\(path)")
        }
        #expect(try await server.get("/2021/shore/nothing-like-this").status == 404)
        #expect(try await server.get("/files/\(deck.hash).pdf").status == 404)
        #expect(try await server.get("/files/\(deck.hash)/1.webp").status == 404)
        #expect(try await server.get("/speakers/ada-marker/").status == 404)
        let paths = [
            "/", "/2021/", "/2021/shore/", "/feed.atom", "/2021/feed.atom", "/search?q=barnacle",
            "/search.atom?q=shore",
            "/speakers/", "/tags/", "/sitemap.xml", "/feeds/", "/2021/cite.bib",
        ]
        for path in paths {
            let text = try await server.get(path).text.lowercased().replacing("q=barnacle", with: "")
            #expect(!text.contains("marker"), "\(path)")
            #expect(!text.contains(deck.hash), "\(path)")
        }
        await server.stop()
    }
}
