import FullTextIndex
import SeededRandom
import Testing

/// Bad input is normal input: nothing here may crash, and what can be found is found.
@Suite struct HostileInputTests {
    @Test("an index of nothing answers everything with nothing")
    func nothing() {
        let bare = FullTextIndex(schema: IndexSchema(fields: []))
        #expect(bare.search(SearchRequest(query: "pin \"a b\" -c d* edition:1")).totalCount == 0)
        #expect(bare.applying([.put(IndexDocument(id: "", fields: [:])), .remove(id: "x")]).ids("") == [""])
        #expect(bare.completions(of: "").isEmpty)
        #expect(bare.spellingSuggestion(for: "") == nil)
        #expect(bare.matchedWords(in: "", query: "").isEmpty)
        #expect(bare.statistics.documentCount == 0)
        #expect(index([]).applying([]).search(SearchRequest(query: "a", limit: -1, offset: -1)).hits.isEmpty)
        #expect(index([talk("a")]).ids("x") == [])
        #expect(
            index([talk("a", slides: ["", " ", "x"])]).search(SearchRequest(query: "x")).hits[0].sections[0].section
                == 2)
    }

    @Test(
        "odd queries neither fail nor find what they should not",
        arguments: [
            String(repeating: "\"", count: 10_001), String(repeating: "(", count: 10_000),
            String(repeating: "a* ", count: 2_000), String(repeating: "-", count: 9_999),
            String(repeating: "OR ", count: 2_000), String(repeating: "title:", count: 2_000),
            String(repeating: "-\"", count: 2_000), String(repeating: "a::", count: 2_000),
            String(repeating: "<", count: 9_999) + "a" + String(repeating: ">", count: 9_999),
            String(repeating: "\u{301}", count: 2_000), String(repeating: "👩‍👩‍👧", count: 2_000),
            String(decoding: [0xFF, 0xC0, 0x80, 0xED, 0xA0, 0x80, 0xF5, 0x22], as: UTF8.self), "\0\u{1}\u{2}\"\0",
            "\"", "-", "*", ":", "title:", "title:\"", "-title:*", "a:*", "\u{FEFF}", "\u{AD}", "'", "''", "-'",
            "\u{200F}abc\u{202E}", "a\u{0}b", "\"*\"", "edition:", "edition:\"\"", "-edition:*",
        ])
    func oddQueries(query: String) {
        let index = slideIndex(["zebra zoo", query])
        let results = index.search(SearchRequest(query: query))
        #expect(results.hits.allSatisfy { !$0.documentID.isEmpty })
        #expect(index.ids("zebra").contains("0"))
        _ = index.completions(of: query)
        _ = index.spellingSuggestion(for: query)
        let marked = index.matchedWords(in: query, query: query)
        let maker = SnippetMaker(analyzer: index.analyzer)
        #expect(maker.runs(of: query, wordIndices: marked).map(\.text).joined() == query)
        #expect(maker.snippet(of: query, wordIndices: marked, maximumLength: 50).text.unicodeScalars.count <= 50)
    }

    @Test(
        "texts without end are indexed, and what stands among them is found",
        arguments: [
            String(repeating: "a", count: 1_000_000), String(repeating: "a_", count: 8_000),
            String(repeating: "aB", count: 8_000), String(repeating: "a/", count: 8_000),
            String(repeating: "é", count: 8_000), String(repeating: "内", count: 4_000),
            String(repeating: "x\u{301}", count: 4_000), String(repeating: "<", count: 8_000),
            String(repeating: "a<", count: 4_000), String(repeating: "#[a", count: 4_000),
            String(repeating: "a-\n", count: 4_000), String(repeating: "'a", count: 4_000),
        ])
    func longTexts(text: String) {
        let index = slideIndex(["needle " + text + " thread", "other"])
        #expect(index.ids("needle") == ["0"])
        #expect(index.ids("thread") == ["0"])
        #expect(!index.ids(String(text.prefix(3_000))).isEmpty || text.hasPrefix("<"))
    }

    @Test("bytes that are not UTF-8 only separate words")
    func malformed() {
        let text = String(decoding: Array("pin".utf8) + [0xFF, 0xFE] + Array("init".utf8) + [0xC3], as: UTF8.self)
        #expect(slideIndex([text]).ids("\"pin init\"") == ["0"])
    }

    @Test("ranges of words are always inside the text and in order", arguments: UInt64(1)...30)
    func ranges(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let pieces = [
            "a", "B", "9", "_", "::", ".", "-", "-\n", "/", "++", "#", "[", "]", "<", ">", "'", "’", "é", "e\u{301}",
            "内", "ｶ", "\u{AD}", "\u{200D}", " ", "\n", "ﬁ", "🦀", "!", "&", "\r\n", "ß", "İ", "(", ")", "*", "\"", "ก็",
        ]
        for _ in 0..<100 {
            let text = (0..<Int.random(in: 0...30, using: &generator)).map { _ in
                pieces.randomElement(using: &generator)!
            }.joined()
            let index = slideIndex([text])
            let words = index.analyzer.words(in: text)
            for (word, next) in zip(words, words.dropFirst()) {
                #expect(word.upperBound <= next.lowerBound, "seed \(seed): \(text)")
            }
            for word in words {
                #expect(!word.isEmpty, "seed \(seed): \(text)")
                let query = String(text[word])
                #expect(index.ids("\"\(query)\"") == ["0"], "seed \(seed): \(query) of \(text)")
            }
            // A minus leaves out and a quote joins; without them a text with words finds itself.
            let isPlain = !text.utf8.contains(UInt8(ascii: "-")) && !text.utf8.contains(UInt8(ascii: "\""))
            let isFound = !index.search(SearchRequest(query: text)).hits.isEmpty
            let isBlank = text.allSatisfy(\.isWhitespace)
            #expect(isFound == (isBlank || !words.isEmpty) || !isPlain, "seed \(seed): \(text)")
        }
    }
}
