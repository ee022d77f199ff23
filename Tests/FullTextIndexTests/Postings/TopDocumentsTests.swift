import SeededRandom
import Testing

@testable import FullTextIndex

/// The searches that pass over blocks, against scoring every document.
@Suite struct TopDocumentsTests {
    /// Random texts of a vocabulary in which low numbers are frequent.
    private struct Corpus {
        let texts: [[UInt32]]
        let field: InvertedTexts
        let vocabulary: Int

        init(documents: Int, vocabulary: Int, length: Int, _ generator: inout SeededGenerator) {
            self.vocabulary = vocabulary
            texts = (0..<documents).map { _ in
                (0..<Int.random(in: 0...length, using: &generator)).map { _ in
                    let share = Double.random(in: 0..<1, using: &generator)
                    return UInt32(Double(vocabulary) * share * share * share)
                }
            }
            var builder = InvertedTextsBuilder(saturation: Saturation(k1: 1.2, b: 0.75))
            for text in texts {
                for (position, term) in text.enumerated() { builder.append(term: term, position: UInt32(position)) }
                builder.finishText(length: text.count)
            }
            let used = Set(texts.joined()).sorted()
            // Every number has a list, so that a term's number is its list's.
            precondition(used == (0..<UInt32(used.count)).map { $0 }, "a term is missing: take more documents")
            field = builder.finish(termCount: vocabulary, order: used)
        }

        /// All documents that have a score, best first.
        func ranked(meanLength: Float, _ score: ([UInt32], (Float, UInt32) -> UInt32) -> UInt32?) -> [ScoredDocument] {
            let denominators = Saturation(k1: 1.2, b: 0.75).denominators(meanLength: meanLength)
            return texts.enumerated().compactMap { number, text -> ScoredDocument? in
                let denominator = denominators[Int(LengthNorm.encode(text.count))]
                let worth = { (weight: Float, count: UInt32) -> UInt32 in
                    UInt32(weight * TermWeight.scale * (Float(count) / (Float(count) + denominator)))
                }
                return score(text, worth).map { ScoredDocument(document: UInt32(number), score: $0) }
            }.sorted { $0.score == $1.score ? $0.document < $1.document : $0.score > $1.score }
        }
    }

    private static func count(_ term: Int, in text: [UInt32]) -> UInt32 {
        UInt32(text.count { $0 == UInt32(term) })
    }

    private static func count(ofPhrase phrase: [Int], in text: [UInt32]) -> UInt32 {
        UInt32(
            text.indices.count { start in
                start + phrase.count <= text.count && zip(phrase, text[start...]).allSatisfy { UInt32($0) == $1 }
            })
    }

    @Test("find what scoring every document finds, in the same order", arguments: UInt64(1)...12)
    func matchesScoringAll(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let isSmall = seed.isMultiple(of: 3)
        let corpus = Corpus(
            documents: isSmall ? 200 : 2600, vocabulary: isSmall ? 12 : 40, length: isSmall ? 9 : 20, &generator)
        for step in 0..<12 {
            let terms = (0..<Int.random(in: 1...4, using: &generator)).map { _ in
                TopDocuments.Term(
                    number: Int.random(in: 0..<corpus.vocabulary, using: &generator),
                    weight: Float.random(in: 0.1...8, using: &generator))
            }
            let meanLength = corpus.field.meanLength * [1, 0.9, 1.2][step % 3]
            let top = TopDocuments(in: corpus.field, LengthWeights(meanLength: meanLength))
            let count = [1, 10, 37, 1000][step % 4]
            let text = "seed \(seed), step \(step): \(terms)"

            let any = corpus.ranked(meanLength: meanLength) { words, worth in
                let counts = terms.map { ($0.weight, Self.count($0.number, in: words)) }.filter { $0.1 > 0 }
                return counts.isEmpty ? nil : counts.reduce(0) { $0 + worth($1.0, $1.1) }
            }
            #expect(top.withAny(of: terms, count: count) == Array(any.prefix(count)), "any of, \(text)")

            let all = corpus.ranked(meanLength: meanLength) { words, worth in
                let counts = terms.map { ($0.weight, Self.count($0.number, in: words)) }
                return counts.allSatisfy { $0.1 > 0 } ? counts.reduce(0) { $0 + worth($1.0, $1.1) } : nil
            }
            #expect(top.withAll(of: terms, count: count) == Array(all.prefix(count)), "all of, \(text)")

            let phrase = corpus.ranked(meanLength: meanLength) { words, worth in
                let found = Self.count(ofPhrase: terms.map(\.number), in: words)
                return found > 0 ? worth(terms.reduce(0) { $0 + $1.weight }, found) : nil
            }
            #expect(top.withPhrase(terms, count: count) == Array(phrase.prefix(count)), "phrase, \(text)")
        }
    }

    @Test("ask nothing of no term and of no result")
    func nothing() {
        var generator = SeededGenerator(seed: 7)
        let corpus = Corpus(documents: 100, vocabulary: 3, length: 5, &generator)
        let top = TopDocuments(in: corpus.field, LengthWeights(meanLength: 3))
        #expect(top.withAny(of: [], count: 10).isEmpty)
        #expect(top.withAll(of: [], count: 10).isEmpty)
        #expect(top.withPhrase([], count: 10).isEmpty)
        #expect(top.with(TopDocuments.Term(number: 0, weight: 1), count: 0).isEmpty)
    }
}
