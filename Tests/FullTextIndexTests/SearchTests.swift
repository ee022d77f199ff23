import FullTextIndex
import Testing

@Suite struct SearchTests {
    private let archive = index([
        talk(
            "2022/pinned-init", title: "Safe Pinned Initialization in Rust", speakers: ["Benno Lossin"],
            summary: "In-place construction.", slides: ["pin-init", "The PinInit trait\nunsafe blocks", "Box::pin"],
            edition: "2022", tags: ["language"], date: 20),
        talk(
            "2022/rust-gcc", title: "Rust GCC", speakers: ["Philip Herron"], slides: ["A front end", "unsafe code"],
            edition: "2022", tags: ["compiler"], date: 21),
        talk(
            "2021/codegen-gcc", title: "rustc_codegen_gcc", speakers: ["Antoni Boucher"],
            slides: ["GCC as a backend", "C++ and C"], edition: "2021", tags: ["compiler"], date: 10),
        talk(
            "2021/binder", title: "Binder in Rust", slides: ["The driver of Android", "blocks and unsafe"],
            edition: "2021", tags: ["driver"], date: 11),
    ])

    @Test(
        "documents with all words are found, wherever in the document each word stands",
        arguments: [
            ("pinned init", ["2022/pinned-init"]),
            ("lossin trait", ["2022/pinned-init"]),
            ("codegen", ["2021/codegen-gcc"]),
            ("gcc", ["2021/codegen-gcc", "2022/rust-gcc"]),
            ("gcc -codegen", ["2022/rust-gcc"]),
            ("rust gcc", ["2022/rust-gcc"]),
            ("\"unsafe blocks\"", ["2022/pinned-init"]),
            ("unsafe blocks", ["2021/binder", "2022/pinned-init"]),
            ("title:gcc", ["2021/codegen-gcc", "2022/rust-gcc"]),
            ("slide:gcc", ["2021/codegen-gcc"]),
            ("speaker:lossin pin", ["2022/pinned-init"]),
            ("year:2021 unsafe", ["2021/binder"]),
            ("unsafe -edition:2021", ["2022/pinned-init", "2022/rust-gcc"]),
            ("year:2021 year:2022 gcc", ["2021/codegen-gcc", "2022/rust-gcc"]),
            ("herron OR boucher", ["2021/codegen-gcc", "2022/rust-gcc"]),
            ("bin*", ["2021/binder"]),
            ("\"pinned initialisation\"", ["2022/pinned-init"]),
            ("C++", ["2021/codegen-gcc"]),
            ("year:1999 rust", []),
            ("zebra", []),
            ("-gcc", ["2021/binder", "2022/pinned-init"]),
            ("tag:compiler", ["2021/codegen-gcc", "2022/rust-gcc"]),
            ("tag:COMPILER -year:2021", ["2022/rust-gcc"]),
            ("???", []),
            ("(lossin OR herron) unsafe", ["2022/pinned-init", "2022/rust-gcc"]),
            ("(lossin trait) OR boucher", ["2021/codegen-gcc", "2022/pinned-init"]),
            ("unsafe -(gcc OR binder)", ["2022/pinned-init"]),
            ("unsafe -(gcc binder)", ["2021/binder", "2022/pinned-init", "2022/rust-gcc"]),
            ("(year:2022 OR tag:driver) unsafe", ["2021/binder", "2022/pinned-init", "2022/rust-gcc"]),
            ("(year:2022 tag:compiler) OR binder", ["2021/binder", "2022/rust-gcc"]),
            ("unsafe -(year:2022 gcc)", ["2021/binder", "2022/pinned-init"]),
            ("year:2021 OR tag:language", ["2021/binder", "2021/codegen-gcc", "2022/pinned-init"]),
            ("has:summary", ["2022/pinned-init"]),
            ("has:speaker -has:summary", ["2021/codegen-gcc", "2022/rust-gcc"]),
            ("-has:speakers", ["2021/binder"]),
            ("has:slides unsafe", ["2021/binder", "2022/pinned-init", "2022/rust-gcc"]),
            ("gcc OR has:summary", ["2021/codegen-gcc", "2022/pinned-init", "2022/rust-gcc"]),
        ] as [(String, [String])])
    func finds(query: String, expected: [String]) {
        let results = archive.search(SearchRequest(query: query))
        #expect(results.hits.map(\.documentID).sorted() == expected)
        #expect(results.totalCount == expected.count)
        #expect(results.matching == .all)
    }

    @Test("when no document has all words, documents with any are found and the result says so")
    func fallback() {
        let results = archive.search(SearchRequest(query: "gcc zebra lossin"))
        #expect(results.matching == .any)
        #expect(results.hits.map(\.documentID).sorted() == ["2021/codegen-gcc", "2022/pinned-init", "2022/rust-gcc"])
        let excluded = archive.search(SearchRequest(query: "gcc zebra -codegen"))
        #expect(excluded.matching == .any)
        #expect(excluded.hits.map(\.documentID) == ["2022/rust-gcc"])
        #expect(archive.search(SearchRequest(query: "zebra lion")).totalCount == 0)
        #expect(archive.search(SearchRequest(query: "zebra lion")).matching == .all)
    }

    @Test("the fall-back is to any of the parts that the query has at its top")
    func fallbackInTrees() {
        let results = archive.search(SearchRequest(query: "(lossin zebra) gcc"))
        #expect(results.matching == .any)
        #expect(results.hits.map(\.documentID).sorted() == ["2021/codegen-gcc", "2022/rust-gcc"])
        #expect(archive.search(SearchRequest(query: "(lossin zebra)")).matching == .any)
        #expect(archive.search(SearchRequest(query: "(lossin zebra) -gcc")).totalCount == 0)
        #expect(archive.search(SearchRequest(query: "(gcc zebra) OR zebra")).totalCount == 0)
    }

    @Test("any of the words is enough where the request says so")
    func anyRequired() {
        func search(_ query: String) -> SearchResults {
            archive.search(SearchRequest(query: query, requirement: .any))
        }
        #expect(search("lossin gcc").hits.map(\.documentID).sorted() == archive.ids("lossin OR gcc").sorted())
        #expect(search("unsafe trait").totalCount == 3)
        #expect(search("unsafe trait").matching == .any)
        #expect(search("unsafe trait -android").totalCount == 2)
        #expect(search("gcc").matching == .all)
        #expect(search("zebra lion").totalCount == 0)
        #expect(search("").totalCount == 4)
        #expect(search("year:2021").totalCount == 2)
    }

    @Test("a filter never turns a result of all words into one of any")
    func filterKeepsMatching() {
        let results = archive.search(SearchRequest(query: "unsafe trait", filters: ["edition": ["2021"]]))
        #expect(results.matching == .all)
        #expect(results.totalCount == 0)
        #expect(
            results.facets["edition"] == [FacetCount(value: "2022", count: 1), FacetCount(value: "2021", count: 0)])
    }

    @Test("a facet is counted with the filters of the other facets and not its own")
    func facets() {
        let results = archive.search(SearchRequest(query: "", filters: ["edition": ["2022"], "tag": ["compiler"]]))
        #expect(results.hits.map(\.documentID) == ["2022/rust-gcc"])
        #expect(
            results.facets["edition"] == [FacetCount(value: "2021", count: 1), FacetCount(value: "2022", count: 1)])
        #expect(
            results.facets["tag"] == [FacetCount(value: "compiler", count: 1), FacetCount(value: "language", count: 1)])
        #expect(results.facets["speaker"] == [FacetCount(value: "Philip Herron", count: 1)])
        let both = archive.search(SearchRequest(query: "", filters: ["edition": ["2021", "2022"], "nonsense": ["x"]]))
        #expect(both.totalCount == 4)
    }

    @Test("an empty query finds everything, newest first, and pages join without gap or overlap")
    func browsing() {
        let all = ["2022/rust-gcc", "2022/pinned-init", "2021/binder", "2021/codegen-gcc"]
        #expect(archive.ids("") == all)
        #expect(archive.ids("unsafe", sort: .newest) == ["2022/rust-gcc", "2022/pinned-init", "2021/binder"])
        for limit in 1...5 {
            var paged: [String] = []
            for offset in stride(from: 0, to: 6, by: limit) {
                let results = archive.search(SearchRequest(query: "", limit: limit, offset: offset))
                #expect(results.totalCount == 4)
                paged += results.hits.map(\.documentID)
            }
            #expect(paged == all)
        }
        #expect(archive.search(SearchRequest(query: "", limit: 0)).totalCount == 4)
    }

    @Test("the best slides come first, with the words that matched, and the other fields' matches beside them")
    func sections() throws {
        let hit = try #require(archive.search(SearchRequest(query: "unsafe pin", sectionsPerDocument: 2)).hits.first)
        #expect(hit.documentID == "2022/pinned-init")
        #expect(hit.sections.map(\.section) == [1, 2] || hit.sections.map(\.section) == [1, 0])
        #expect(hit.sections[0].wordIndices == [1, 3])
        #expect(hit.sections[0].matchedTermCount == 2)
        #expect(hit.matchedSectionCount == 3)
        #expect(hit.marks.map(\.field) == ["title"])
        #expect(hit.marks[0].wordIndices == [1])
    }

    @Test("a phrase never crosses a slide, a field or a document")
    func phraseBorders() {
        let index = index([
            talk("a", title: "memory", summary: "safety", slides: ["memory", "safety first", "memory\n\nsafety"]),
            talk("b", slides: ["memory", "safety"]),
            talk("c", slides: ["the memory of safety"]),
        ])
        let results = index.search(SearchRequest(query: "\"memory safety\""))
        #expect(results.hits.map(\.documentID) == ["a"])
        #expect(results.hits[0].sections.map(\.section) == [2])
        #expect(results.hits[0].sections[0].wordIndices == [0, 1])
    }

    @Test("overlapping phrases mark each word once")
    func overlappingPhrases() {
        let results = slideIndex(["a a a b a"]).search(SearchRequest(query: "\"a a\""))
        #expect(results.hits[0].sections[0].wordIndices == [0, 1, 2])
    }
}
