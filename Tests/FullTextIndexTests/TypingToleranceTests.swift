import FullTextIndex
import Testing

@Suite struct TypingToleranceTests {
    private static let filler = String(repeating: "kernel driver module interface memory ", count: 8)
    private let archive = index([
        talk("a", title: "Unsafe blocks", slides: ["an unsafe block of memory", "initialization of pinned data"]),
        talk("b", title: "Memory", slides: ["unsafe memory", "binder and 2021"]),
        talk("c", title: "Drivers", slides: ["a bindir of mempool", "initialize"]),
    ])

    @Test(
        "a word that is nowhere also finds those spelled almost alike",
        arguments: [
            ("unsafe blok", ["a"], ["blok: block"]), ("mmeory", ["a", "b"], ["mmeory: memory"]),
            ("initialisaton", ["a", "c"], ["initialisaton: initialization"]),
            // Two errors only in long words, none in short ones, in numbers, in quotes, prefixes and under a minus.
            ("mmeroy", [], []), ("blo", [], []), ("2022x", [], []), ("\"mmeory\"", [], []), ("mmeor*", [], []),
            ("unsafe -mmeory", ["a", "b"], []), ("drivers memory -blok", [], []),
            ("title:mmeory", ["b"], ["mmeory: memory"]), ("memory", ["a", "b"], []), ("driver", ["c"], []),
            ("(blok OR bynder) unsafe", ["a", "b"], ["blok: block", "bynder: binder"]),
        ] as [(String, [String], [String])])
    func finds(query: String, expected: [String], used: [String]) {
        let results = archive.search(SearchRequest(query: query))
        if expected.isEmpty { #expect(results.totalCount == 0 || results.matching == .any) }
        if !expected.isEmpty { #expect(results.hits.map(\.documentID).sorted() == expected) }
        #expect(results.approximations.map { "\($0.typed): \($0.used.joined(separator: " "))" } == used)
        let exact = archive.search(SearchRequest(query: query, toleratesTypos: false))
        #expect(exact.approximations.isEmpty)
        #expect(exact.totalCount <= results.totalCount || exact.matching == .any)
    }

    @Test("a rare word also finds others, which rank below the word itself however often and well they stand")
    func rare() {
        let documents = [
            talk("exact", slides: [Self.filler + Self.filler + "binder " + Self.filler]),
            talk("near", title: "Bindir bindir", slides: ["bindir bindir", "bindir"]),
            talk("other", title: "Something else"), talk("part", slides: ["bindir_module"]),
        ]
        let index = index(documents)
        let results = index.search(SearchRequest(query: "binder"))
        #expect(results.hits.map(\.documentID) == ["exact", "near", "part"])
        #expect(results.hits[1].sections[0].wordIndices == [0, 1])
        #expect(results.approximations == [SearchResults.Approximation(typed: "binder", used: ["bindir"])])
        let more = index.applying([.put(talk("more", slides: ["binder"]))])
        #expect(more.ids("binder").sorted() == ["exact", "more"])
    }

    @Test("words spelled almost alike that stand side by side rank below the word itself elsewhere on the slide")
    func nearness() {
        let documents = [
            talk("exact", slides: ["memory " + Self.filler + " binder"]),
            talk("near", slides: ["memory bindir memory bindir memory " + Self.filler]),
        ]
        let results = index(documents).search(SearchRequest(query: "memory binder"))
        #expect(results.hits.map(\.documentID) == ["exact", "near"])
        let explained = index(documents).explain(SearchRequest(query: "memory binder"), documentID: "near")
        #expect(explained.nearness == 0)
    }

    @Test("the words marked in a text are those that a search of the same index marks")
    func marks() throws {
        let text = "an unsafe block of memory"
        let hit = try #require(archive.search(SearchRequest(query: "blok mmeory")).hits.first)
        #expect(hit.sections[0].wordIndices == [2, 4])
        #expect(archive.matchedWords(in: text, query: "blok mmeory", field: "slides") == [2, 4])
        #expect(archive.matchedWords(in: text, query: "blok mmeory", toleratesTypos: false) == [])
        #expect(index([]).matchedWords(in: text, query: "blok") == [])
    }

    @Test("few words and few spellings of each are tried, and the result says so")
    func bounds() {
        func search(_ query: String, _ limits: QueryLimits) -> SearchResults {
            index([talk("a", slides: ["baaa caaa daaa eaaa", "caaa"]), talk("b", slides: ["daaa"])], limits: limits)
                .search(SearchRequest(query: query))
        }
        let two = search("aaaa", QueryLimits(approximationsPerWord: 2))
        #expect(two.approximations.map(\.used) == [["daaa", "baaa"]])
        #expect(search("aaaa zaaa", QueryLimits(approximatedWordCount: 1)).limitsReached == [.approximatedWords])
        #expect(search("aaaa zaaa", QueryLimits()).limitsReached == [])
    }
}
