import FullTextIndex
import Testing

/// Documents far beyond any deck.
@Suite struct HugeTalkTests {
    @Test("a talk of 100,000 slides is found by any of them, slide by slide")
    func manySlides() throws {
        let slides = (0..<100_000).map { "slide \($0 % 1000)" } + ["", "the needle", "end"]
        let index = index([talk("huge", title: "Huge", slides: slides), talk("small", slides: ["slide 7"])])
        #expect(index.statistics.sectionCount == 100_004)

        let needle = try #require(index.search(SearchRequest(query: "needle")).hits.first)
        #expect(needle.sections.map(\.section) == [100_001])
        #expect(needle.sections[0].wordIndices == [1])

        let hit = try #require(
            index.search(SearchRequest(query: "slide 7", sectionsPerDocument: 200)).hits.first {
                $0.documentID == "huge"
            })
        #expect(hit.matchedSectionCount == 100_000)
        #expect(hit.sections.prefix(100).map(\.section) == stride(from: 7, to: 100_000, by: 1000).map { $0 })
        #expect(hit.sections[0].wordIndices == [0, 1])

        // A phrase never crosses from one slide into the next.
        #expect(index.ids("\"7 slide\"") == [])
        #expect(index.ids("\"needle end\"") == [])
        #expect(index.ids("\"slide 999\"") == ["huge"])
    }

    @Test("a talk of nothing but empty slides has nothing to find")
    func emptySlides() {
        let index = index([talk("empty", slides: Array(repeating: "", count: 1000)), talk("other", title: "pin")])
        #expect(index.ids("pin") == ["other"])
        #expect(index.ids("has:slides") == [])
        #expect(index.ids("") == ["empty", "other"])
    }
}
