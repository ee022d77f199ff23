import ArchiveServer
import Foundation
import TestSupport
import Testing

/// A server and its folder, which people change while it serves.
private struct Shore {
    let server: TestServer
    var folder: TestFolder { server.archive.folder }

    static let deck = TestPDF([["Limpets hold on", "suction"], ["Thanks"]])
    static let talk = "---\ntitle: Limpets\nspeakers: [Ada Low]\n---\nHow a limpet holds.\n"

    static func start(configure: (inout ServerConfiguration) -> Void = { _ in }) async throws -> Shore {
        let archive = try TestArchive()
        try archive.edition("2031")
        try archive.talk(
            "2031/limpets", "title: Limpets\nspeakers: [Ada Low]", text: "How a limpet holds.", decks: [deck.data])
        return Shore(server: try await TestServer.start(archive, slides: 2, configure: configure))
    }

    /// Waits until a page says something.
    func says(_ path: String, _ text: String, _ isThere: Bool = true) async throws {
        _ = try await eventually("\(path) \(isThere ? "says" : "says no more") \(text)") {
            try await server.get(path).text.contains(text) == isThere ? true : nil
        }
    }

    func answers(_ path: String, _ status: Int) async throws {
        _ = try await eventually("\(path) is \(status)") {
            try await server.get(path).status == status ? true : nil
        }
    }

    func logs(_ text: String) async throws {
        _ = try await eventually("the log says \(text)") {
            server.log.lines.contains { $0.contains(text) } ? true : nil
        }
    }

    /// Waits until the server has seen a change that is made now.
    func settle() async throws {
        let name = "wave-\(UInt32.random(in: 0...UInt32.max))"
        try folder.write("2031/\(name)/talk.md", "---\ntitle: \(name)\nspeakers: [Bo]\n---\n")
        try await answers("/2031/\(name)/", 200)
        try folder.remove("2031/\(name)")
        try await answers("/2031/\(name)/", 404)
    }
}

@Suite("Changes by hand")
struct WatchingTests {
    @Test("a new talk, a changed title, a new edition and a removed talk are seen without a restart")
    func talks() async throws {
        let shore = try await Shore.start()
        try shore.folder.write("2031/kelp/talk.md", "---\ntitle: Kelp\nspeakers: [Bo Ray]\n---\nForests.\n")
        try shore.folder.write("2031/kelp/slides.pdf", TestPDF([["Holdfast and stipe"]]).data)
        try await shore.says("/search?q=holdfast", "/2031/kelp/slides/1")
        try await shore.says("/feed.atom", "<title>Kelp</title>")
        try shore.folder.write("2031/limpets/talk.md", Shore.talk.replacing("title: Limpets", with: "title: Whelks"))
        try await shore.says("/2031/", "Whelks")
        #expect(try await shore.server.get("/search?q=suction").text.contains("/2031/limpets/slides/1"))
        try shore.server.archive.edition("2032")
        try shore.server.archive.talk("2032/crabs", "title: Crabs\nspeakers: [Cy]")
        try await shore.answers("/2032/crabs/", 200)
        try shore.folder.remove("2031/kelp")
        try await shore.answers("/2031/kelp/", 404)
        try await shore.says("/search?q=holdfast", "/2031/kelp", false)
        try shore.folder.remove("2032")
        try await shore.answers("/2032/", 404)
        #expect(shore.server.log.lines.contains { $0.contains("are seen as they happen") })
        await shore.server.stop()
    }

    @Test("another PDF under the same name takes the place of the former one, and both are never mixed")
    func replaced() async throws {
        let shore = try await Shore.start { $0.limits.unreadDeckTime = .seconds(3600) }
        let next = TestPDF([["Anemones wave"], ["Second"], ["Third"]])
        try shore.folder.write("2031/limpets/slides.pdf", next.data)
        while true {
            let reply = try await shore.server.get("/2031/limpets/slides.pdf")
            #expect(reply.status == 503 || reply.entityTag == "\"\(TestPDF.hash(of: Data(reply.body)))\"")
            // The slides before it are found until the new ones are.
            let found = try await shore.server.get("/search?q=anemones").text.contains("/2031/limpets/slides/1")
            let former = try await shore.server.get("/search?q=suction").text.contains("/2031/limpets/slides/1")
            if found { break }
            if !former {
                #expect(try await shore.server.get("/search?q=anemones").text.contains("/2031/limpets/slides/1"))
            }
        }
        #expect(try await shore.server.get("/files/\(next.hash).pdf").body == Array(next.data))
        #expect(try await shore.server.get("/files/\(Shore.deck.hash).pdf").status == 404)
        try await shore.says("/search?q=suction", "/2031/limpets/slides", false)
        await shore.server.stop()
    }

    @Test("a PDF that is copied slowly over another is waited for; nothing of the other is lost but its file")
    func slowCopy() async throws {
        let shore = try await Shore.start { $0.limits.halfCopiedTime = .seconds(3600) }
        let next = TestPDF((1...40).map { ["Barnacle page \($0)"] }).data
        let handle = try FileHandle(forWritingTo: shore.folder.file("2031/limpets/slides.pdf"))
        try handle.truncate(atOffset: 0)
        for start in stride(from: 0, to: next.count, by: next.count / 5 + 1) {
            try handle.write(contentsOf: next[start..<min(next.count, start + next.count / 5 + 1)])
            try await shore.answers("/files/\(Shore.deck.hash).pdf", 503)
            let reply = try await shore.server.get("/2031/limpets/slides.pdf")
            #expect(reply.status == 503)
            #expect(reply["Retry-After"] == "2")
            // Another change shows meanwhile.
            try await shore.settle()
            #expect(try await shore.server.get("/search?q=suction").text.contains("/2031/limpets/slides/1"))
            #expect(try await shore.server.get("/search?q=barnacle").text.contains("/2031/limpets/slides") == false)
        }
        try handle.close()
        try await shore.says("/search?q=barnacle", "/2031/limpets/slides/")
        #expect(try await shore.server.get("/2031/limpets/slides.pdf").body == Array(next))
        await shore.server.stop()
    }

    @Test("a PDF that has no end is shown after the time that a half copied one may take")
    func endless() async throws {
        let shore = try await Shore.start { $0.limits.halfCopiedTime = .seconds(1) }
        var endless = TestPDF([["Sea urchins"]]).data
        endless.removeLast(6)
        try shore.folder.write("2031/limpets/slides.pdf", endless)
        try await shore.says("/search?q=urchins", "/2031/limpets/slides/1")
        #expect(try await shore.server.get("/2031/limpets/slides.pdf").body == Array(endless))
        await shore.server.stop()
    }

    @Test("what git does to files in a pull is seen: new text by a new file, renamed and removed folders")
    func likeGit() async throws {
        let shore = try await Shore.start()
        let files = FileManager.default
        // git removes a file and writes it anew.
        try shore.folder.remove("2031/limpets/talk.md")
        try shore.folder.write("2031/limpets/talk.md", Shore.talk.replacing("Limpets", with: "Cowries"))
        try await shore.says("/2031/limpets/", "Cowries")
        try files.moveItem(at: shore.folder.file("2031/limpets"), to: shore.folder.file("2031/cowries"))
        try await shore.answers("/2031/cowries/", 200)
        try await shore.answers("/2031/limpets/", 404)
        try await shore.says("/search?q=suction", "/2031/cowries/slides/1")
        #expect(try await shore.server.get("/2031/cowries/slides.pdf").body == Array(Shore.deck.data))
        // Editors write beside and rename over.
        try shore.folder.write("2031/cowries/.talk.md.new", Shore.talk.replacing("Limpets", with: "Olives"))
        let (new, old) = (shore.folder.file("2031/cowries/.talk.md.new"), shore.folder.file("2031/cowries/talk.md"))
        #expect(rename(new.path, old.path) == 0)
        try await shore.says("/2031/cowries/", "Olives")
        await shore.server.stop()
    }

    @Test("a broken edit leaves the talk as it was, tells the log once and the organizers, and is mended by the next")
    func broken() async throws {
        let shore = try await Shore.start()
        let organizer = try await Organizer.signIn(shore.server, token: try shore.server.archive.token())
        try shore.folder.write("2031/limpets/talk.md", "---\ntitle: Limpets: a tale\nspeakers: [Ada Low]\n---\n")
        try await shore.logs("2031/limpets/talk.md:2: error")
        try await shore.settle()
        #expect(try await shore.server.get("/2031/limpets/").text.contains("How a limpet holds."))
        #expect(try await organizer.get("/organize/").text.contains("2031/limpets/talk.md:2: error: This is not YAML"))
        let desk = try await organizer.get("/organize/editions/2031/").text
        #expect(desk.contains("The last edit cannot be used: the talk is shown as before."))
        #expect(desk.contains("talk.md, line 2: This is not YAML"))
        #expect(shore.server.log.lines.count { $0.contains("talk.md:2: error") } == 1)
        try shore.folder.write("2031/limpets/talk.md", Shore.talk.replacing("Limpets", with: "\"Limpets: a tale\""))
        try await shore.says("/2031/limpets/", "Limpets: a tale")
        try await shore.logs("mended")
        #expect(try await !organizer.get("/organize/editions/2031/").text.contains("The last edit cannot be used"))
        await shore.server.stop()
    }

    @Test("a broken edit that may have been meant to hide the talk hides it everywhere")
    func brokenAndHidden() async throws {
        let shore = try await Shore.start()
        try shore.folder.write(
            "2031/limpets/talk.md", "---\ntitle: Limpets\nspeakers: [Ada Low]\nvisibility hidden\n---\n")
        try await shore.answers("/2031/limpets/", 404)
        #expect(try await !shore.server.get("/search?q=suction").text.contains("/2031/limpets"))
        #expect(try await shore.server.get("/files/\(Shore.deck.hash).pdf").status == 404)
        #expect(try await !shore.server.get("/feed.atom").text.contains("Limpets"))
        try shore.folder.write("2031/limpets/talk.md", Shore.talk)
        try await shore.answers("/2031/limpets/", 200)
        await shore.server.stop()
    }

    @Test("a broken archive.yaml or edition.yaml leaves the site as it was; another language takes effect")
    func settings() async throws {
        let shore = try await Shore.start()
        let settings = try shore.folder.text("archive.yaml")
        try shore.folder.write("archive.yaml", "name: [")
        try await shore.logs("archive.yaml:")
        try shore.folder.write("2031/edition.yaml", "starts: never\n")
        try await shore.logs("2031/edition.yaml:1: error")
        try await shore.settle()
        #expect(try await shore.server.get("/").text.contains("The Workshop on Small Waters"))
        try shore.folder.write("archive.yaml", settings + "\nlanguage: de\n")
        try await shore.says("/", "lang=\"de\"")
        #expect(try await shore.server.get("/search?q=suction").text.contains("/2031/limpets/slides/1"))
        await shore.server.stop()
    }

    @Test("a download of a file that is written over breaks off, and is never of other bytes")
    func download() async throws {
        let large = TestPDF([["Limpets"]]).padded(to: 40_000_000)
        let archive = try TestArchive()
        try archive.edition("2031")
        try archive.talk("2031/limpets", "title: Limpets\nspeakers: [Ada Low]", decks: [large])
        let server = try await TestServer.start(archive) { $0.limits.halfCopiedTime = .milliseconds(500) }
        let path = "/files/\(TestPDF.hash(of: large)).pdf"
        _ = try await eventually("the deck is taken") { try await server.get(path).status == 200 ? true : nil }
        let handle = try FileHandle(forWritingTo: archive.folder.file("2031/limpets/slides.pdf"))
        let bytes = Array(large)
        for round in 0..<5 {
            async let download = server.get(path)
            try handle.seek(toOffset: UInt64(30_000_000 + round))
            try handle.write(contentsOf: Data("other bytes".utf8))
            // Broken off, refused, or all that the address names.
            if let reply = try? await download, reply.status == 200 { #expect(reply.body == bytes) }
        }
        try handle.close()
        await server.stop()
    }

    @Test("files that are touched, and uploads that are shown already, make no new snapshot")
    func nothingNew() async throws {
        let shore = try await Shore.start()
        let token = try shore.server.archive.token()
        let upload = TestPDF([["Uploaded mussels"]])
        #expect(try await shore.server.upload(upload.data, to: "2031/limpets", token: token).status == 201)
        try await shore.settle()
        let number = try await shore.server.get("/readyz").text
        let tag = try await shore.server.get("/feed.atom").entityTag
        for path in ["2031/limpets/talk.md", "2031/limpets/slides.pdf", "archive.yaml", "2031/edition.yaml"] {
            try FileManager.default.setAttributes(
                [.modificationDate: Date()], ofItemAtPath: shore.folder.file(path).path)
            try shore.folder.write(path, try shore.folder.data(path))
        }
        _ = try await eventually("the touched deck is served again") {
            try await shore.server.get("/files/\(Shore.deck.hash).pdf").body == Array(Shore.deck.data) ? true : nil
        }
        #expect(try await shore.server.get("/readyz").text == number)
        #expect(try await shore.server.get("/feed.atom").entityTag == tag)
        await shore.server.stop()
    }

    @Test("five hundred talks that come at once are all there, with few snapshots")
    func pull() async throws {
        let shore = try await Shore.start()
        for number in 1...500 {
            try shore.folder.write(
                "2031/wave-\(number)/talk.md",
                "---\ntitle: Wave \(number)\nspeakers: [Bo Ray]\ntags: [waves]\n---\nThe commonword.\n")
        }
        try await shore.says("/readyz", "501 talks")
        try await shore.answers("/2031/wave-500/", 200)
        #expect(shore.server.log.lines.count { $0.contains("the archive's folder changed") } < 50)
        await shore.server.stop()
    }
}
