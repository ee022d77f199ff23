import Foundation
import TalkArchive
import Testing

@testable import ArchiveImport

@Suite("pyvideo events")
struct PyVideoTests {
    private static func event() throws -> ImportFolder {
        let folder = try ImportFolder([
            "event/category.json":
                #"{"title": "TidePy 2031", "description": "By `many <https://tide.example/>`__.", "start_date": "2031-05-02", "url": "https://tide.example/2031"}"#,
            "event/videos/waves.json": """
            {"title": "Waves", "speakers": ["Bo Tide", "Cy Deep"], "recorded": "2031-05-03", "tags": ["Deep Sea", "!"],
             "description": "Speakers: Bo Tide, Cy Deep\\n\\nHow they come.", "summary": null, "duration": null,
             "related_urls": ["https://slides.example/all", "https://x.example/cut...", "https://x.example/waves.pdf"],
             "videos": [{"type": "youtube", "url": "https://youtu.be/w"}]}
            """,
            "event/videos/limpets.json": """
            {"title": "Limpets", "speakers": ["Unknown"], "recorded": "2031-05-02", "summary": "Short.",
             "description": "Long.", "related_urls": [{"label": "Code", "url": "https://github.com/a/l"}, "https://slides.example/all"]}
            """,
            "event/videos/late.json":
                #"{"title": "Late upload", "speakers": ["Ada Low"], "recorded": "2031-09-30", "related_urls": ["https://slides.example/all"]}"#,
            "event/videos/foam.json":
                #"{"title": "Foam", "speakers": ["ada low"], "recorded": "2031-05-02", "related_urls": []}"#,
            "event/videos/broken.json": "{\"title\": ", "event/videos/odd.json": "{\"title\": 5}",
            "event/videos/empty.json": "{\"title\": \" \"}", "event/videos/readme.txt": "no talk",
        ])
        return folder
    }

    @Test("talks, links and days are read; a broken file does not lose the others")
    func read() throws {
        let folder = try Self.event()
        let reading = try folder.read("event")
        #expect(reading.form == .pyvideo)
        #expect(reading.edition.name == "TidePy 2031")
        #expect(reading.edition.about == "By [many](https://tide.example/).")
        #expect(
            reading.edition.links.map(\.url.absoluteString) == [
                "https://tide.example/2031", "https://slides.example/all",
            ])
        #expect(
            reading.talks.map(\.told) == [
                "Foam | ada low", "Limpets |  | code https://github.com/a/l",
                "Waves | Bo Tide, Cy Deep | https://x.example/waves.pdf | video https://youtu.be/w",
                "Late upload | Ada Low",
            ])
        #expect(reading.talks[2].text == "How they come.")
        #expect(reading.talks[1].text == "Short.\n\nLong.")
        #expect(reading.talks[2].tags.map(\.description) == ["deep-sea"])
        #expect(reading.talks[2].problems.map(\.identifier) == ["no-web-address"])
        #expect(
            reading.problems.map(\.file).sorted() == ["videos/broken.json", "videos/empty.json", "videos/odd.json"])
    }

    @Test("the edition's days leave out what was only uploaded later, and names are written in one way")
    func planned() throws {
        let folder = try Self.event()
        let plan = try folder.plan("event", details: EditionDetails())
        #expect(plan.newEdition?.starts.description == "2031-05-02")
        #expect(plan.newEdition?.ends.description == "2031-05-03")
        #expect(plan.entries.map { $0.talk.date?.description } == ["2031-05-02", "2031-05-02", "2031-05-03", nil])
        #expect(plan.entries[3].problems.map(\.identifier) == ["speaker-spelling", "date-outside-edition"])
        #expect(try folder.run("event/category.json").count == 4)
        #expect(folder.problems() == [])
    }

    @Test("a folder that is no event says what is missing")
    func noEvent() throws {
        let folder = try ImportFolder(["event/notes.txt": "x", "half/category.json": "{}"])
        #expect(throws: ImportError.self) { try folder.read("event") }
        #expect(throws: ImportError.self) { try folder.read("half") }
        #expect(throws: ImportError.self) { try folder.read("nowhere") }
    }
}
