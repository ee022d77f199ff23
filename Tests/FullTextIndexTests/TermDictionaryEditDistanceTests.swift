import SeededRandom
import Testing

@testable import FullTextIndex

@Suite struct TermDictionaryEditDistanceTests {
    private struct Match: Equatable {
        var rank: Int
        var distance: Int
        var term: [UInt8]
    }

    private func matches(
        of word: [Unicode.Scalar], limit: Int, in dictionary: TermDictionary, _ ranks: Range<Int>
    ) -> [Match] {
        var found: [Match] = []
        dictionary.forEachTerm(in: ranks, near: EditDistance(from: word, limit: limit)) {
            found.append(Match(rank: $0, distance: $1, term: Array($2)))
        }
        return found
    }

    private func plainMatches(
        of word: [Unicode.Scalar], limit: Int, in terms: [[UInt8]], _ ranks: Range<Int>
    ) -> [Match] {
        ranks.compactMap { rank in
            let distance = plainDistance(word, scalars(terms[rank]))
            return distance <= limit ? Match(rank: rank, distance: distance, term: terms[rank]) : nil
        }
    }

    @Test("the terms near a word are those that comparing with each finds", arguments: UInt64(1)...10)
    func random(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let all = Vocabulary.random(count: Int.random(in: 1...200, using: &generator), using: &generator)
        let dictionary = Vocabulary.dictionary(of: all)
        var words = all.shuffled(using: &generator).prefix(8).map { Array(scalars($0).prefix(40)) }
        words += words.map { word in word.shuffled(using: &generator) }
        words += words.map { word in Array(word.dropFirst()) }
        for word in words {
            let start = Int.random(in: 0...all.count / 2, using: &generator)
            let some = start..<Int.random(in: start...all.count, using: &generator)
            for (limit, ranks) in [(0, 0..<all.count), (1, 0..<all.count), (2, 0..<all.count), (1, some), (2, some)] {
                #expect(
                    matches(of: word, limit: limit, in: dictionary, ranks)
                        == plainMatches(of: word, limit: limit, in: all, ranks), "seed \(seed): \(word) \(limit)")
            }
        }
    }

    @Test("whole blocks under a beginning that cannot match are left out, and what follows them is not")
    func skipping() {
        var all = (0..<200).map { Array("aaaa\(1000 + $0)".utf8) } + (0..<200).map { Array("aaab\(1000 + $0)".utf8) }
        all += (0..<100).map { Array("zzinternational\(1000 + $0)".utf8) }
        all += ["az", "b", "zzint", "zzinternationam", "zzj", "zzz", "內", "é"].map { Array($0.utf8) }
        all = Vocabulary.sorted(all)
        let dictionary = Vocabulary.dictionary(of: all)
        let words = [
            "zz", "b", "az", "zzj", "zzinternation", "aaab1199", "aaaa1000", "é", "內", "", "q", "zzinternational10",
        ]
        for word in words.map({ Array($0.unicodeScalars) }) {
            for limit in 0...2 {
                #expect(
                    matches(of: word, limit: limit, in: dictionary, 0..<all.count)
                        == plainMatches(of: word, limit: limit, in: all, 0..<all.count), "\(word) \(limit)")
            }
        }
    }

    @Test("terms cut inside a character, and words of the greatest length, are compared")
    func cutTerms() {
        let crab = Array("🦀".utf8)
        let words = Array(repeating: crab, count: 62).flatMap { $0 }
        let all = Vocabulary.sorted([
            words, Array(words.prefix(247)), Array(words.prefix(246)), Array(words.prefix(245)), words + crab,
            words + [97], words + crab + crab, words + crab + crab + crab, Array("aé".utf8), [97, 0xC3], [97],
            Array("aèb".utf8),
        ])
        let dictionary = Vocabulary.dictionary(of: all)
        for word in [words, words + crab, Array("aé".utf8), Array("a\u{FFFD}".utf8)].map(scalars) {
            for limit in 0...2 {
                #expect(
                    matches(of: word, limit: limit, in: dictionary, 0..<all.count)
                        == plainMatches(of: word, limit: limit, in: all, 0..<all.count), "\(word) \(limit)")
            }
        }
    }

    @Test("a dictionary without terms has none near")
    func nothing() {
        #expect(matches(of: Array("pin".unicodeScalars), limit: 2, in: Vocabulary.dictionary(of: []), 0..<0).isEmpty)
        let empty = Vocabulary.dictionary(of: [[]])
        #expect(matches(of: Array("pi".unicodeScalars), limit: 2, in: empty, 0..<1).map(\.distance) == [2])
        #expect(matches(of: Array("pin".unicodeScalars), limit: 2, in: empty, 0..<1).isEmpty)
    }
}
