import FullTextIndex
import SeededRandom
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

    @Test("a suggestion is one word, even if it is written with one character for several")
    func compounds() throws {
        let index = index([talk("a", slides: ["oc\u{FDFA}j ab⑴cd⒈"])])
        for query in ["oc\u{FDFA}", "ab1cde1"] {
            let suggestion = try #require(index.spellingSuggestion(for: query)?.query)
            let results = index.search(SearchRequest(query: suggestion, toleratesTypos: false))
            #expect(results.totalCount == 1, "\(suggestion)")
            #expect(results.interpretation.groups.count == 1, "\(suggestion)")
        }
    }

    /// Documents in several segments, some replaced and removed, and how many of those left have each word.
    private func archive(
        vocabulary: [String], _ generator: inout SeededGenerator
    ) -> (index: FullTextIndex, counts: [String: Int]) {
        var index = FullTextIndex(schema: talkSchema, options: AnalyzerOptions(language: nil))
        var words: [Int: Set<String>] = [:]
        for batch in [60, 20, 8, 3, 1] {
            index = index.applying(
                (0..<batch).map { _ in
                    let id = Int.random(in: 0..<150, using: &generator)
                    guard Int.random(in: 0...4, using: &generator) > 0 else {
                        words[id] = nil
                        return .remove(id: "\(id)")
                    }
                    let some = (0..<4).map { _ in
                        // The first words are more frequent than the last.
                        vocabulary[
                            Int.random(
                                in: 0...Int.random(in: 0..<vocabulary.count, using: &generator), using: &generator)]
                    }
                    words[id] = Set(some)
                    return .put(talk("\(id)", slides: [some.joined(separator: " ")]))
                })
        }
        return (index, words.values.joined().reduce(into: [:]) { $0[$1, default: 0] += 1 })
    }

    @Test("completions of several segments are counted and ordered as over all documents", arguments: UInt64(1)...20)
    func completionsOfSegments(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let size = [5, 40, 400].randomElement(using: &generator) ?? 5
        let vocabulary = Set(
            (0..<size).map { _ in
                "a" + String((0..<3).map { _ in "abcdé".randomElement(using: &generator) ?? "a" })
            }
        ).map { $0.replacing("é", with: "e") }.sorted().shuffled(using: &generator)
        let (index, counts) = archive(vocabulary: vocabulary, &generator)
        for prefix in ["a", "aa", "ab", "ae", vocabulary[0]] {
            let all = counts.filter { $0.key.hasPrefix(prefix) }.map { Completion(term: $0.key, count: $0.value) }
                .sorted { $0.count == $1.count ? $0.term < $1.term : $0.count > $1.count }
            for limit in [1, 2, 3, 10, 1000, Int.max] {
                #expect(
                    index.completions(of: prefix, limit: limit) == Array(all.prefix(limit)),
                    "seed \(seed): \(prefix) \(limit)")
            }
        }
    }

    @Test("a spelling is the nearest and most frequent word of all segments", arguments: UInt64(1)...10)
    func spellingInSegments(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let vocabulary = Set(
            (0..<60).map { _ in
                "work" + String((0..<4).map { _ in "abc".randomElement(using: &generator) ?? "a" })
            }
        ).sorted().shuffled(using: &generator)
        let (index, counts) = archive(vocabulary: vocabulary, &generator)
        for _ in 0..<30 {
            let word = "work" + String((0..<4).map { _ in "abcd".randomElement(using: &generator) ?? "a" })
            let near = counts.map { (term: $0, count: $1, distance: plainDistance(scalars(word), scalars($0))) }
                .filter { $0.distance <= 2 }
            let best = near.min { ($0.distance, -$0.count, $0.term) < ($1.distance, -$1.count, $1.term) }
            let expected = best?.distance == 0 ? nil : best?.term
            #expect(index.spellingSuggestion(for: word)?.query == expected, "seed \(seed): \(word)")
        }
    }

    private func scalars(_ word: String) -> [Unicode.Scalar] { Array(word.unicodeScalars) }
}
