import FullTextIndex
import Testing

/// Queries that fall back on any of their words, or are content with any.
@Suite struct AnyWordTests {
    private let shelf = index([
        talk("layers", title: "The layers of a driver", slides: ["a boundary in the kernel", "all of the memory"]),
        talk("boundary", title: "Boundary-layer checks", slides: ["what is checked at each boundary"]),
        talk("other", title: "Something of the other kind", slides: ["this is about the rest"]),
    ])

    @Test("words of nearly every text do not count where any is enough")
    func stopWords() {
        #expect(shelf.ids("what of the zebra memory") == ["layers"])
        #expect(shelf.search(SearchRequest(query: "what of the memory", requirement: .any)).totalCount == 1)
    }

    @Test("they count where all are asked for, in quotes, of a field, and where there are no others")
    func stopWordsThatCount() {
        #expect(shelf.ids("of the other") == ["other"])
        #expect(Set(shelf.ids("\"of the\" zebra")) == ["layers", "other"])
        #expect(Set(shelf.ids("title:the zebra")) == ["layers", "other"])
        #expect(shelf.ids("what of zebra").contains("boundary") == false)
        #expect(Set(shelf.ids("what the about")) == ["layers", "boundary", "other"])
    }

    @Test("words joined by a hyphen are looked for each for itself")
    func hyphens() {
        #expect(shelf.ids("boundary-layer") == ["boundary"])
        let any = shelf.ids("boundary-layer zebra")
        #expect(any == ["boundary", "layers"])
    }

    @Test(
        "a text has the marks of its hit",
        arguments: ["what of the zebra memory", "boundary-layer zebra", "of the other", "what is checked zebra"])
    func marks(query: String) {
        let results = shelf.search(SearchRequest(query: query))
        #expect(!results.hits.isEmpty)
        let texts = [
            "layers": ["a boundary in the kernel", "all of the memory"],
            "boundary": ["what is checked at each boundary"], "other": ["this is about the rest"],
        ]
        for hit in results.hits {
            for section in hit.sections {
                let text = texts[hit.documentID]?[section.section] ?? ""
                #expect(
                    shelf.matchedWords(in: text, query: query, field: "slides") == section.wordIndices,
                    "\(query) in \(text)")
            }
        }
    }
}
