import FullTextIndex
import Testing

@Suite struct SuggestionTests {
    private let archive = index([
        talk("a", title: "Unsafe blocks", slides: ["memory allocation", "pinned initialization", "pin_init"]),
        talk("b", title: "Memory blocks", slides: ["memory", "Überprüfung"]),
        talk("c", title: "Memorial", slides: ["mempool"]),
    ])

    @Test(
        "the last word is completed by words of the index, most documents first",
        arguments: [
            ("mem", ["memory 2", "memorial 1", "mempool 1"]), ("Unsafe MEM", ["memory 2", "memorial 1", "mempool 1"]),
            ("uber", ["uberprufung 1"]), ("ÜBER", ["uberprufung 1"]), ("pin", ["pin 1", "pin_init 1", "pinned 1"]),
            ("memory", ["memory 2"]), ("memory ", []), ("", []), ("zz", []),
            ("\"mem", ["memory 2", "memorial 1", "mempool 1"]),
        ] as [(String, [String])])
    func completions(prefix: String, expected: [String]) {
        #expect(archive.completions(of: prefix).map { "\($0.term) \($0.count)" } == expected)
    }

    @Test("completions are limited and forget removed documents")
    func completionLimits() {
        #expect(archive.completions(of: "mem", limit: 1).map(\.term) == ["memory"])
        #expect(archive.completions(of: "mem", limit: 0).isEmpty)
        let without = archive.applying([.remove(id: "c")])
        #expect(without.completions(of: "memo").map(\.term) == ["memory"])
    }

    @Test(
        "a word that is not in the index is replaced by the nearest one that is",
        arguments: [
            ("unsafe memry", "unsafe memory"), ("mmeory", "memory"), ("memoory blocks", "memory blocks"),
            ("initialisaton", "initialization"), ("intialzation", "initialization"), ("-gcc memry", "-gcc memory"),
            ("title:blocsk", "title:blocks"), ("Memry  OR Unsaef", "memory  OR unsafe"),
            ("memory", nil), ("memories", nil), ("zebra", nil), ("\"memry\"x", nil), ("mem*", nil), ("pni", nil),
            ("", nil),
        ] as [(String, String?)])
    func spelling(query: String, expected: String?) {
        #expect(archive.spellingSuggestion(for: query)?.query == expected)
    }

    @Test("a suggestion names what it replaced")
    func replacements() throws {
        let suggestion = try #require(archive.spellingSuggestion(for: "Memry blocsk"))
        #expect(suggestion.replacements.map(\.original) == ["Memry", "blocsk"])
        #expect(suggestion.replacements.map(\.suggestion) == ["memory", "blocks"])
    }
}
