import FullTextIndex
import Testing

@Suite struct ExplanationTests {
    private let archive = index([
        talk("a", title: "Unsafe blocks", slides: ["an unsafe block", "pin_init"], edition: "2022"),
        talk("b", title: "Memory", slides: ["unsafe memory blocks blocks"], edition: "2021"),
        talk("c", title: "Drivers"),
    ])

    @Test(
        "the shares add up to the hit's score to the last bit",
        arguments: [
            "unsafe", "unsafe blocks", "blocks OR memory unsafe", "(unsafe memory) OR init", "unsafe blok", "Pin* init",
            "\"unsafe block\" init", "unsafe -memory", "", "title:unsafe block zebra", "year:2021 memory", "mmeory",
        ])
    func sums(query: String) {
        for requirement in SearchRequest.Requirement.allCases {
            let request = SearchRequest(query: query, requirement: requirement)
            let results = archive.search(request)
            #expect(!results.hits.isEmpty)
            for hit in results.hits {
                let explanation = archive.explain(request, documentID: hit.documentID)
                #expect(explanation.outcome == .found)
                #expect(explanation.score == hit.score)
                #expect(explanation.matching == results.matching)
                #expect(explanation.interpretation == results.interpretation)
            }
            for id in ["a", "b", "c"] where !results.hits.map(\.documentID).contains(id) {
                #expect(archive.explain(request, documentID: id).outcome != .found)
            }
        }
    }

    @Test("fields, frequencies and lengths are those of the document")
    func fields() throws {
        let explanation = archive.explain(SearchRequest(query: "unsafe blok"), documentID: "a")
        #expect(explanation.groups.map { $0.fields.map(\.name) } == [["title", "slides"], ["title", "slides"]])
        let slides = try #require(explanation.groups[1].fields.last)
        #expect([slides.formCount, slides.wholeCount, slides.partCount, slides.nearCount] == [0, 0, 0, 1])
        #expect(slides.length == 4)
        #expect(slides.meanLength == 4)
        let blok = explanation.groups[1].alternatives[0]
        #expect(blok.nearWords == ["block"])
        #expect(blok.counts == ["title": 1, "slides": 1])
        #expect(explanation.bestSection?.field == "title" || explanation.bestSection?.section == 0)
        for word in ["unsafe", "blok (near: block)", "slides: near 1", "idf", "best section", "a: found"] {
            #expect(explanation.description.contains(word), "\(word) in \(explanation)")
        }
    }

    @Test("why a document is not found")
    func notFound() {
        func outcome(_ query: String, _ id: String, filters: [String: Set<String>] = [:]) -> String {
            "\(archive.explain(SearchRequest(query: query, filters: filters), documentID: id).outcome)"
        }
        #expect(outcome("unsafe", "x") == "unknownDocument")
        #expect(outcome("???", "a") == "nothingAsked")
        let filtered = outcome("unsafe", "a", filters: ["edition": ["2021"], "tag": ["x"]])
        #expect(filtered == "filteredOut([\"edition\", \"tag\"])")
        #expect(outcome("unsafe memory (pin OR init) -drivers", "b") == "found")
        #expect(outcome("unsafe blocks -memory", "b") == "unmet([-memory])")
        #expect(outcome("unsafe (pin OR init)", "b") == "unmet([pin OR init])")
        let text = archive.explain(SearchRequest(query: "unsafe has:speakers"), documentID: "a").description
        #expect(text.contains("a: not found, as it is not: has:speakers"))
    }
}
