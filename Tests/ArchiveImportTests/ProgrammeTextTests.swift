import Foundation
import TalkArchive
import Testing

@testable import ArchiveImport

@Suite("Programmes in plain text")
struct ProgrammeTextTests {
    @Test("a page saved as text, with an empty line between all things")
    func savedPage() throws {
        let folder = try ImportFolder([
            "page.txt": """
            Tidal 2031
            The Workshop on Tides
            2 May 2031, Kiel, Germany

            About

            An informal meeting.

            Sessions

            Limpets: how they hold

            Ada Low — Slides

            They hold by suction.
            And by mucus.

            Rust Reefs

            Bo Tide and Cy Deep — Slides: https://x.example/r.pdf

            See https://github.com/bo/reefs for more.

            Closing discussion

            Everyone talks.

            Foam in the wind
            Dora Reef
            Video: https://youtu.be/abc

            It moves.
            """
        ])
        let reading = try folder.read("page.txt")
        #expect(reading.form == .text)
        #expect(reading.edition.name == "Tidal 2031" && reading.edition.place == "Kiel, Germany")
        #expect(
            reading.talks.map(\.told) == [
                "Limpets: how they hold | Ada Low", "Rust Reefs | Bo Tide, Cy Deep | https://x.example/r.pdf",
                "Closing discussion | ", "Foam in the wind | Dora Reef | video https://youtu.be/abc",
            ])
        #expect(reading.talks[0].text == "They hold by suction.\nAnd by mucus.")
        #expect(reading.talks[0].problems.map(\.identifier) == ["slides-without-link"])
        #expect(reading.talks[0].line == 11)
    }

    @Test("Markdown keeps its marks")
    func markdown() throws {
        let folder = try ImportFolder([
            "page.md": """
            # Shore Days 2031

            ## Friday, 2 May 2031

            ### Limpets
            **Ada Low** ([slides](https://x.example/l.pdf))

            How they *hold*: `grip()`.

            - one
            - two

            ```
            # not a heading
            ```

            ### Waves
            Bo Tide
            """
        ])
        let reading = try folder.read("page.md")
        #expect(reading.talks.map(\.told) == ["Limpets | Ada Low | https://x.example/l.pdf", "Waves | Bo Tide"])
        #expect(reading.talks[0].text == "How they *hold*: `grip()`.\n\n- one\n- two\n\n```\n# not a heading\n```")
        #expect(reading.talks.map { $0.date?.description } == ["2031-05-02", "2031-05-02"])
    }

    @Test("an agenda of one line each")
    func agenda() throws {
        let folder = try ImportFolder([
            "page.txt": """
            Schedule

            09:00  Registration
            09:30  Opening (Ada Low)
            10:00  Limpets: how they hold - Bo Tide (Shore Labs)
            10:45  Coffee break
            11:00  Waves and wind - Cy Deep & Dora Reef
            """
        ])
        let reading = try folder.read("page.txt")
        #expect(
            reading.talks.map(\.told) == [
                "Opening | Ada Low", "Limpets: how they hold | Bo Tide", "Waves and wind | Cy Deep, Dora Reef",
            ])
        #expect(reading.leftOut.map(\.text) == ["Registration", "Coffee break"])
    }

    @Test("underlined headings, labels and line ends of other systems")
    func labels() throws {
        let folder = try ImportFolder([
            "page.txt":
                "Shore\r\n=====\r\n\r\nThe sea\r\n-------\r\nSpeaker: ada\r\nSlides: https://x.example/s.pdf\r\n\r\n"
                + "Abstract: Wide.\r\n\r\nSand\r\n----\r\nSpeakers: Bo Tide; Cy Deep\r\n\r\nFine.\r\n"
        ])
        let talks = try folder.read("page.txt").talks
        #expect(talks.map(\.told) == ["The sea | ada | https://x.example/s.pdf", "Sand | Bo Tide, Cy Deep"])
        #expect(talks[1].text == "Fine.")
    }

    @Test(
        "what is no programme is named as what it is",
        arguments: [
            ("%PDF-1.7", "a PDF"), ("PK\u{3}\u{4}rest", "a ZIP or an office document"), ("{\"a\": 1}", "JSON"),
            ("<?xml version='1.0'?><rss/>", "XML with the root 'rss'"), ("a\0b", "no text"), ("", "empty"),
        ])
    func otherForms(text: String, told: String) throws {
        let folder = try ImportFolder(["page.txt": text])
        let error = #expect(throws: ImportError.self) { try folder.read("page.txt") }
        #expect(error?.description.contains(told) == true, "\(String(describing: error))")
    }
}
