import Foundation
import TestSupport
import Testing

@Suite("Visibility")
struct VisibilityTests {
    @Test("nothing of what is hidden or embargoed is in any answer to a stranger")
    func nothingLeaks() async throws {
        let archive = try Tidepool.archive()
        _ = try archive.token()
        let server = try await TestServer.start(archive, slides: Tidepool.slideCount)
        // Their decks have been read by now, too: the desk says so.
        let words = [Tidepool.hiddenWord, Tidepool.embargoedWord, "covert", "2031/later", "Nobody sees"]
        var paths = Tidepool.addresses.map(\.path)
        for word in words.prefix(3) + ["talk", "slides", ""] {
            paths += ["/search?q=\(word)", "/search.atom?q=\(word)", "/nothing-\(word.count)"]
        }
        for key in ["2031/covert", "2031/later"] {
            for path in ["", "/", "/slides/1", "/slides.pdf", "/talk.md"] {
                #expect(try await server.get("/\(key)\(path)").status == 404, "\(key)\(path)")
            }
        }
        for deck in [Tidepool.hiddenDeck, Tidepool.embargoedDeck] {
            for path in [".pdf", "/1.webp", "/1-small.webp", "/1.png", "/1-small.png"] {
                #expect(try await server.get("/files/\(deck.hash)\(path)").status == 404, "\(path)")
            }
            paths.append("/search?q=\(deck.hash)")
        }
        for word in [Tidepool.hiddenWord, Tidepool.embargoedWord] {
            for path in [
                "/speakers/hidden-\(word)/", "/speakers/later-\(word)/", "/tags/\(word)/", "/tags/\(word)/feed.atom",
            ] {
                #expect(try await server.get(path).status == 404, "\(path)")
            }
        }
        for path in paths {
            let reply = try await server.get(path)
            // A search repeats what was asked for; what it must not do is find it.
            var text = reply.text.lowercased()
            if let asked = path.split(separator: "=").dropFirst().first.map({ $0.lowercased() }), !asked.isEmpty {
                text = text.replacing(asked, with: "")
            }
            for word in words { #expect(!text.contains(word.lowercased()), "\(path) tells of \(word)") }
            for deck in [Tidepool.hiddenDeck, Tidepool.embargoedDeck] where !path.contains(deck.hash) {
                #expect(!text.contains(deck.hash), "\(path) names a hidden deck")
            }
        }
        for path in ["/search?q=\(Tidepool.hiddenWord)", "/search?q=\(Tidepool.embargoedWord)"] {
            let page = try HTMLPage(await server.get(path))
            #expect(try page.marks().isEmpty)
            #expect(try page.count("//a[contains(@href, '/slides/')]") == 0)
        }
        #expect(!server.log.lines.joined().contains("Nobody sees"))
        await server.stop()
    }

    @Test("when an embargo ends, the talk is there, in pages, search, feed and files")
    func embargoEnds() async throws {
        let archive = try TestArchive()
        try archive.edition("2031")
        let deck = TestPDF([["sooner than later"]])
        let end = Date().addingTimeInterval(4)
        let formatter = ISO8601DateFormatter()
        try archive.talk(
            "2031/soon", "title: Soon\nspeakers: [Ada Low]\nembargo: \(formatter.string(from: end))",
            decks: [deck.data])
        let server = try await TestServer.start(archive)
        if Date() < end.addingTimeInterval(-2) {
            #expect(try await server.get("/2031/soon/").status == 404)
            #expect(try await !server.get("/feed.atom").text.contains("Soon"))
        }
        _ = try await eventually("the embargoed talk is shown") {
            try await server.get("/2031/soon/").status == 200 ? true : nil
        }
        _ = try await eventually("its slides are found") {
            try await server.get("/search?q=sooner").text.contains("/2031/soon/slides/1") ? true : nil
        }
        #expect(try await server.get("/feed.atom").text.contains("<title>Soon</title>"))
        #expect(try await server.get("/files/\(deck.hash).pdf").status == 200)
        #expect(try await server.get("/files/\(deck.hash)/1.webp").status == 200)
        #expect(try await server.get("/sitemap.xml").text.contains("/2031/soon/"))
        await server.stop()
    }

    @Test("an organizer sees what is hidden on the desk, and puts slides up for it that stay hidden")
    func desk() async throws {
        let archive = try Tidepool.archive()
        let token = try archive.token()
        let server = try await TestServer.start(archive, slides: Tidepool.slideCount)
        let visitor = try await Organizer.signIn(server, token: token)
        let desk = try await visitor.get("/organize/")
        #expect(desk.text.contains(Tidepool.hiddenWord) && desk.text.contains(Tidepool.embargoedWord))
        #expect(desk["Cache-Control"]?.contains("no-store") == true)
        let deck = TestPDF([["another \(Tidepool.hiddenWord)"]])
        #expect(try await server.upload(deck.data, to: "2031/covert", token: token).status == 201)
        #expect(try await server.get("/files/\(deck.hash).pdf").status == 404)
        #expect(try await server.get("/files/\(deck.hash)/1.webp").status == 404)
        #expect(try await server.get("/2031/covert/").status == 404)
        #expect(try await !server.get("/search?q=another").text.contains("/2031/covert"))
        await server.stop()
    }
}
