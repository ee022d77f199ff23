import FullTextIndex
import SeededRandom
import Testing

/// Random documents and queries, against looking at every word and against an index made anew.
@Suite struct OracleTests {
    private static let vocabulary = ["a", "b", "c", "d", "e", "ab", "abc", "bc", "a_b", "b_a", "c_d", "a_a"]
    private static let options = AnalyzerOptions(language: nil)

    private func text(_ generator: inout SeededGenerator, upTo count: Int) -> String {
        (0..<Int.random(in: 0...count, using: &generator)).map { _ in
            Self.vocabulary.randomElement(using: &generator) ?? "a"
        }.joined(separator: " ")
    }

    private func document(_ id: Int, _ generator: inout SeededGenerator) -> IndexDocument {
        talk(
            "\(id)", title: text(&generator, upTo: 3), summary: text(&generator, upTo: 4),
            slides: (0..<Int.random(in: 0...3, using: &generator)).map { _ in text(&generator, upTo: 8) },
            edition: ["2021", "2022"].randomElement(using: &generator), date: Int64.random(in: 0...3, using: &generator)
        )
    }

    private func query(_ generator: inout SeededGenerator, depth: Int = 0) -> NaiveSearch.Query {
        let word = { (generator: inout SeededGenerator) in Self.vocabulary.randomElement(using: &generator) ?? "a" }
        switch Int.random(in: 0...(depth == 0 ? 9 : 6), using: &generator) {
        case 0...3: return .word(word(&generator))
        case 4, 5:
            return .phrase((0..<Int.random(in: 2...3, using: &generator)).map { _ in word(&generator) })
        case 6: return .prefix(["a", "ab", "a_", "b"].randomElement(using: &generator) ?? "a")
        default:
            return .inField(
                ["title", "slides"].randomElement(using: &generator) ?? "title", query(&generator, depth: 1))
        }
    }

    @Test("finds and marks what looking at every word finds and marks", arguments: UInt64(1)...30)
    func matchesNaive(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let documents = (0..<Int.random(in: 1...12, using: &generator)).map { document($0, &generator) }
        let naive = NaiveSearch(documents: documents)
        let index = index(documents, options: Self.options)
        for _ in 0..<40 {
            let groups = (0..<Int.random(in: 1...3, using: &generator)).map { _ in
                (0..<(Int.random(in: 0...4, using: &generator) == 0 ? 2 : 1)).map { _ in query(&generator) }
            }
            let excluded = Int.random(in: 0...3, using: &generator) == 0 ? [query(&generator)] : []
            let text =
                (groups.map { $0.map(\.text).joined(separator: " OR ") } + excluded.map { "-\($0.text)" })
                .joined(separator: " ")
            let results = index.search(SearchRequest(query: text, limit: 100, sectionsPerDocument: 100))
            var expected = naive.ids(groups: groups, excluded: excluded, matching: .all)
            var matching = SearchResults.Matching.all
            if expected.isEmpty, groups.count > 1 {
                expected = naive.ids(groups: groups, excluded: excluded, matching: .any)
                if !expected.isEmpty { matching = .any }
            }
            #expect(results.hits.map(\.documentID).sorted() == expected, "seed \(seed): \(text)")
            #expect(results.matching == matching, "seed \(seed): \(text)")
            for hit in results.hits {
                let document = documents[Int(hit.documentID)!]
                checkMarks(of: hit, in: document, groups: groups, query: text, index: index, seed: seed)
            }
        }
    }

    /// A part of a query of any shape; two values of one facet never stand side by side, where they would be alternatives.
    private func tree(_ generator: inout SeededGenerator, depth: Int = 0) -> NaiveSearch.Query {
        var parts: [NaiveSearch.Query] {
            (0..<Int.random(in: 2...3, using: &generator)).map { _ in tree(&generator, depth: depth + 1) }
        }
        switch Int.random(in: 0...(depth < 3 ? 12 : 7), using: &generator) {
        case 0...5: return query(&generator)
        case 6: return .has(["title", "summary", "slides"].randomElement(using: &generator) ?? "title")
        case 7: return Bool.random(using: &generator) ? .not(query(&generator)) : query(&generator)
        case 8: return .not(.any(parts))
        case 9: return .not(.all(parts))
        case 10: return .all(parts)
        case 11:
            return .any([.edition(["2021", "2022"].randomElement(using: &generator) ?? "2021")] + parts)
        default: return .any(parts)
        }
    }

    @Test("finds and marks the same for groups in groups, under a minus and with conditions", arguments: UInt64(1)...40)
    func treesMatchNaive(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let documents = (0..<Int.random(in: 1...12, using: &generator)).map { document($0, &generator) }
        let naive = NaiveSearch(documents: documents)
        let index = FullTextIndexTests.index(
            documents, options: Self.options, limits: QueryLimits(termCount: 64, nestingDepth: 4))
        for _ in 0..<40 {
            // At least two, as the parentheses around a whole query are none.
            let items = (0..<Int.random(in: 2...3, using: &generator)).map { _ in tree(&generator) }
            let text = items.map(\.text).joined(separator: " ")
            let results = index.search(SearchRequest(query: text, limit: 100, sectionsPerDocument: 100))
            guard results.limitsReached.isEmpty else { continue }
            let (expected, matching) = naive.answers(to: items)
            #expect(results.hits.map(\.documentID).sorted() == expected, "seed \(seed): \(text)")
            #expect(results.matching == matching, "seed \(seed): \(text)")
            let groups = [items.flatMap(\.wanted)]
            for hit in results.hits {
                let explanation = index.explain(SearchRequest(query: text), documentID: hit.documentID)
                #expect(explanation.score == hit.score, "seed \(seed): \(text)")
                let document = documents[Int(hit.documentID)!]
                checkMarks(of: hit, in: document, groups: groups, query: text, index: index, seed: seed)
            }
        }
    }

    private func checkMarks(
        of hit: SearchHit, in document: IndexDocument, groups: [[NaiveSearch.Query]], query: String,
        index: FullTextIndex, seed: UInt64
    ) {
        for field in talkSchema.fields {
            for (number, text) in (document.fields[field.name] ?? []).enumerated() {
                let expected = groups.joined().reduce(into: Set<Int>()) {
                    $0.formUnion(NaiveSearch.positions(of: $1, in: text, field: field.name))
                }.sorted()
                let found = (hit.sections + hit.marks).first { $0.field == field.name && $0.section == number }
                #expect(found?.wordIndices ?? [] == expected, "seed \(seed): \(query) in \(text)")
                #expect(
                    index.matchedWords(in: text, query: query, field: field.name) == expected,
                    "seed \(seed): \(query) in \(text)")
            }
        }
    }

    @Test("any order of adding, replacing and removing gives the results of a fresh index", arguments: UInt64(1)...40)
    func incrementalEqualsFresh(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var current: [String: IndexDocument] = [:]
        var index = FullTextIndex(schema: talkSchema, options: Self.options)
        for step in 0..<20 {
            let before = index
            let sample = before.search(SearchRequest(query: "a"))
            let changes = (0..<Int.random(in: 0...4, using: &generator)).map { _ -> IndexChange in
                let id = Int.random(in: 0...9, using: &generator)
                if Int.random(in: 0...3, using: &generator) == 0 {
                    current["\(id)"] = nil
                    return .remove(id: "\(id)")
                }
                let document = document(id, &generator)
                current["\(id)"] = document
                return .put(document)
            }
            index = index.applying(changes)
            #expect(before.search(SearchRequest(query: "a")) == sample, "an index value changed, seed \(seed)")
            let fresh = self.index(Array(current.values))
            for _ in 0..<5 {
                let text = (0..<2).map { _ in query(&generator).text }.joined(separator: " ")
                for sort in SearchRequest.Sort.allCases {
                    let request = SearchRequest(
                        query: text, filters: ["edition": step.isMultiple(of: 2) ? ["2022"] : []], sort: sort)
                    #expect(index.search(request) == fresh.search(request), "seed \(seed), step \(step): \(text)")
                }
            }
            #expect(index.completions(of: "a") == fresh.completions(of: "a"))
            #expect(index.statistics.documentCount == current.count)
            #expect(index.statistics.sectionCount == fresh.statistics.sectionCount)
            #expect(index.statistics.wordCount == fresh.statistics.wordCount)
            #expect(current.keys.allSatisfy { index.contains(documentID: $0) })
        }
    }

    private func index(_ documents: [IndexDocument]) -> FullTextIndex {
        index(documents, options: Self.options)
    }

    private func index(_ documents: [IndexDocument], options: AnalyzerOptions) -> FullTextIndex {
        FullTextIndexTests.index(documents, options: options)
    }
}
