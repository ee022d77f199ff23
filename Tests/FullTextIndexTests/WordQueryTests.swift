import SeededRandom
import Testing

@testable import FullTextIndex

/// The best documents by BM25 alone, over several segments with replaced and removed documents.
@Suite struct WordQueryTests {
    private static let schema = IndexSchema(fields: [FieldDefinition(name: "text")])
    private static let options = AnalyzerOptions(language: nil, wordStyle: .plain)
    private static let vocabulary = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta"]

    private func text(_ generator: inout SeededGenerator) -> String {
        (0..<Int.random(in: 0...12, using: &generator)).map { _ in
            let place = Int.random(in: 0..<6, using: &generator) * Int.random(in: 0..<6, using: &generator) / 5
            return Self.vocabulary[place]
        }.joined(separator: " ")
    }

    private struct Known {
        var words: [Substring]
        var key: DocumentKey
    }

    private func index(_ generator: inout SeededGenerator) -> (FullTextIndex, [String: Known]) {
        var index = FullTextIndex(schema: Self.schema, options: Self.options)
        index.mergePolicy = MergePolicy(wordsJoinedAtOnce: 0, segmentLimit: 1000)
        var known: [String: Known] = [:]
        for _ in 0..<6 {
            let changes = (0..<Int.random(in: 1...60, using: &generator)).map { _ -> IndexChange in
                let id = "\(Int.random(in: 0..<120, using: &generator))"
                guard Int.random(in: 0..<5, using: &generator) > 0 else {
                    known[id] = nil
                    return .remove(id: id)
                }
                let text = text(&generator)
                let date = Int64.random(in: 0...1, using: &generator)
                known[id] = Known(words: text.split(separator: " "), key: DocumentKey(id: id, sortKey: date))
                return .put(IndexDocument(id: id, fields: ["text": [text]], sortKey: date))
            }
            index = index.applying(changes)
        }
        return (index, known)
    }

    private func isFound(_ kind: WordQuery.Kind, _ words: [String], in text: [Substring]) -> Bool {
        switch kind {
        case .any: words.contains { text.contains(Substring($0)) }
        case .all: words.allSatisfy { text.contains(Substring($0)) }
        case .phrase: count(ofPhrase: words, in: text) > 0
        }
    }

    private func count(ofPhrase words: [String], in text: [Substring]) -> Int {
        text.indices.count { start in
            start + words.count <= text.count && zip(words, text[start...]).allSatisfy { $0 == String($1) }
        }
    }

    @Test("are those that scoring every document finds, in the order of a search", arguments: UInt64(1)...20)
    func matchesScoringAll(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let (index, known) = index(&generator)
        let lengths = known.values.map(\.words.count).filter { $0 > 0 }
        let mean = Double(lengths.reduce(0, +)) / Double(lengths.count)
        func inverseDocumentFrequency(_ word: String) -> Double {
            let found = known.values.count { $0.words.contains(Substring(word)) }
            return RankingParameters().inverseDocumentFrequency(found, of: known.count)
        }
        func worth(_ count: Int, in words: [Substring]) -> Double {
            Double(count) / (Double(count) + 1.2 * (0.25 + 0.75 * Double(words.count) / mean))
        }
        for kind in [WordQuery.Kind.any, .all, .phrase] {
            for _ in 0..<6 {
                let words = Array(
                    Self.vocabulary.shuffled(using: &generator).prefix(.random(in: 1...3, using: &generator)))
                let query = try #require(index.wordQuery(kind, words))
                let found = index.topDocuments(query, limit: 15)
                let weights = words.map(inverseDocumentFrequency)
                var scores: [String: Double] = [:]
                for (id, document) in known where isFound(kind, words, in: document.words) {
                    scores[id] =
                        kind == .phrase
                        ? weights.reduce(0, +) * worth(count(ofPhrase: words, in: document.words), in: document.words)
                        : zip(words, weights).reduce(0) { sum, word in
                            let count = document.words.count { $0 == word.0 }
                            return sum + (count > 0 ? word.1 * worth(count, in: document.words) : 0)
                        }
                }
                let text = "seed \(seed): \(kind) \(words)"
                #expect(found.count == min(15, scores.count), "\(text)")
                #expect(index.documentCount(of: query) == scores.count, "\(text)")
                let ranked = scores.values.sorted(by: >)
                for (place, document) in found.enumerated() {
                    let score = try #require(scores[document.documentID], "\(text)")
                    #expect(abs(score - document.score) < 1e-4, "\(text)")
                    #expect(abs(ranked[place] - document.score) < 1e-4, "\(text)")
                }
                for (first, second) in zip(found, found.dropFirst()) where first.score == second.score {
                    let keys = [first, second].compactMap { known[$0.documentID]?.key }
                    #expect(keys.count == 2 && keys[0] < keys[1], "\(text)")
                }
            }
        }
    }

    @Test("are not offered where a word is more than one term")
    func refused() {
        let plain = FullTextIndex(schema: Self.schema, options: Self.options)
        #expect(plain.wordQuery(.any, ["two words"]) == nil)
        #expect(plain.wordQuery(.any, ["--"]) == nil)
        #expect(plain.wordQuery(.all, ["one", "two"]) != nil)
        #expect(FullTextIndex(schema: Self.schema).wordQuery(.any, ["one"]) == nil)
        #expect(FullTextIndex(schema: talkSchema, options: Self.options).wordQuery(.any, ["one"]) == nil)
    }

    @Test("of nothing are none")
    func empty() throws {
        let plain = FullTextIndex(schema: Self.schema, options: Self.options)
        #expect(plain.topDocuments(try #require(plain.wordQuery(.any, ["one"])), limit: 10).isEmpty)
        let one = plain.applying([.put(IndexDocument(id: "a", fields: ["text": ["one"]]))])
        #expect(one.topDocuments(try #require(one.wordQuery(.any, [])), limit: 10).isEmpty)
        #expect(one.topDocuments(try #require(one.wordQuery(.any, ["one"])), limit: 0).isEmpty)
        #expect(one.topDocuments(try #require(one.wordQuery(.all, ["one", "two"])), limit: 1).isEmpty)
        #expect(one.topDocuments(try #require(one.wordQuery(.phrase, ["ONE"])), limit: 1).map(\.documentID) == ["a"])
    }
}
