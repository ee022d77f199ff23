import FullTextIndex
import SeededRandom
import Testing

/// The order of random documents, against scores worked out from every word.
@Suite struct RankingOracleTests {
    private static let vocabulary = ["pin", "init", "unsafe", "block", "driver", "kernel", "macro"]

    private func text(_ generator: inout SeededGenerator, upTo count: Int) -> String {
        (0..<Int.random(in: 0...count, using: &generator)).map { _ in
            Self.vocabulary.randomElement(using: &generator) ?? "pin"
        }.joined(separator: " ")
    }

    @Test("scores and order are those worked out from every word", arguments: UInt64(1)...20)
    func ranking(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let documents = (0..<Int.random(in: 2...14, using: &generator)).map { number in
            talk(
                "\(number)", title: text(&generator, upTo: 4), summary: text(&generator, upTo: 40),
                slides: (0..<Int.random(in: 0...4, using: &generator)).map { _ in text(&generator, upTo: 60) },
                date: Int64(number % 3))
        }
        let byID = Dictionary(uniqueKeysWithValues: documents.map { ($0.id, $0) })
        let index = FullTextIndexTests.index(documents, options: AnalyzerOptions(language: nil))
        for _ in 0..<10 {
            let parts = (0..<Int.random(in: 1...3, using: &generator)).map { _ in
                (0..<(Int.random(in: 0...3, using: &generator) == 0 ? 2 : 1)).map { _ in
                    Self.vocabulary.randomElement(using: &generator) ?? "pin"
                }
            }
            let query = parts.map { $0.count > 1 ? "\"\($0.joined(separator: " "))\"" : $0[0] }.joined(separator: " ")
            let results = index.search(SearchRequest(query: query, limit: 100, toleratesTypos: false))
            guard results.matching == .all else { continue }
            let naive = NaiveRanking(parts: parts, documents: documents)
            var last: (score: Double, document: IndexDocument)?
            for hit in results.hits {
                let document = try #require(byID[hit.documentID])
                let expected = naive.score(document)
                #expect(
                    abs(hit.score - expected) < 1e-5 * max(1, expected), "seed \(seed): \(query), \(hit.documentID)")
                if let last, abs(last.score - expected) < 1e-9 {
                    #expect(
                        (last.document.sortKey, document.id) > (document.sortKey, last.document.id),
                        "seed \(seed): \(query)")
                } else if let last {
                    #expect(last.score > expected, "seed \(seed): \(query)")
                }
                last = (expected, document)
            }
        }
    }
}
