import Foundation
import TalkArchive
import Testing

@Suite("Citation")
struct CitationTests {
    @Test("a talk in BibTeX")
    func bibtex() throws {
        let citation = try #require(try Citation(of: talk(), in: archive(talk())))
        #expect(
            CitationFormat.bibtex.text([citation]) == ##"""
                @misc{tidepool-2031-limpets,
                  title = {{Limpets \& their \{grip\}: 100\% \textbackslash{}o/ \#1}},
                  author = {Ada Low and {Low, Tide and Co}},
                  year = {2031},
                  month = {5},
                  date = {2031-05-02},
                  howpublished = {Talk at Tidepool 2031, Böö},
                  eventtitle = {Tidepool 2031},
                  venue = {Böö},
                  url = {https://tidepool.example/2031/limpets/},
                  keywords = {shells},
                  abstract = {How they hold.},
                  note = {Slides: \url{https://tidepool.example/2031/limpets/slides.pdf}},
                }

                """##)
    }

    @Test("a slide in RIS, each field on a line of its own whatever the title has")
    func ris() throws {
        let citation = try #require(try Citation(of: talk(title: "Two\nlines\u{7}"), slide: 7, in: archive(talk())))
        let text = CitationFormat.ris.text([citation])
        #expect(
            text.components(separatedBy: "\r\n") == [
                "TY  - SLIDE", "ID  - tidepool-2031-limpets-slide-7", "TI  - Two lines , slide 7", "AU  - Ada Low",
                "AU  - Low, Tide and Co", "PY  - 2031", "DA  - 2031/05/02/", "T2  - Tidepool 2031", "CY  - Böö",
                "AB  - How they hold.", "KW  - shells", "LA  - en",
                "UR  - https://tidepool.example/2031/limpets/slides/7",
                "L1  - https://tidepool.example/2031/limpets/slides.pdf", "ER  - ", "",
            ])
    }

    @Test("talks in CSL-JSON; the year alone where no day is known")
    func csl() throws {
        let citation = try #require(try Citation(of: talk(), in: archive(talk())))
        let undated = try #require(try Citation(of: talk(date: nil), in: archive(talk())))
        let text = CitationFormat.csl.text([citation, undated])
        let items = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
        #expect(items[0]["type"] as? String == "speech")
        #expect(items[0]["title"] as? String == citation.title)
        let authors = try #require(items[0]["author"] as? [[String: String]])
        #expect(authors[0] == ["family": "Low", "given": "Ada"])
        let parts = items.map { ($0["issued"] as? [String: [[Int]]])?["date-parts"] }
        #expect(parts == [[[2031, 5, 2]], [[2031]]])
        #expect(items[0]["URL"] as? String == "https://tidepool.example/2031/limpets/")
    }

    @Test("a summary that is not the speaker's is not cited as the abstract, and no slides give no file")
    func summary() throws {
        var talk = try talk()
        talk.textKind = .summary
        talk.decks = []
        let citation = try #require(try Citation(of: talk, in: archive(talk)))
        #expect(citation.abstract.isEmpty)
        #expect(citation.pdf == nil)
        let empty = Archive(settings: try archive(talk).settings, editions: [])
        #expect(Citation(of: talk, in: empty) == nil)
    }

    private func talk(
        title: String = #"Limpets & their {grip}: 100% \o/ #1"#, date: String? = "2031-05-02"
    ) throws -> Talk {
        Talk(
            key: "2031/limpets", title: title,
            speakers: [Speaker(name: "Ada Low"), Speaker(name: "Low, Tide and Co")],
            date: date.flatMap { CalendarDate($0) }, tags: [try #require(Tag("shells"))], text: "How they **hold**.",
            published: Timestamp(secondsSinceEpoch: 0), updated: Timestamp(secondsSinceEpoch: 0),
            decks: [
                Deck(
                    file: "slides.pdf", hash: ContentHash(of: Data()), byteCount: 0,
                    added: Timestamp(secondsSinceEpoch: 0), origin: .upload)
            ])
    }

    private func archive(_ talk: Talk) throws -> Archive {
        Archive(
            settings: ArchiveSettings(
                name: "Tidepool", baseURL: try #require(URL(string: "https://tidepool.example")),
                tagAuthority: "tidepool.example,2030"),
            editions: [
                Edition(
                    id: talk.key.edition, name: "Tidepool 2031", starts: try #require(CalendarDate("2031-05-02")),
                    ends: try #require(CalendarDate("2031-05-03")), place: "Böö",
                    published: Timestamp(secondsSinceEpoch: 0),
                    talks: [talk])
            ])
    }
}
