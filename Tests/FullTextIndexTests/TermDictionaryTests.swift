import SeededRandom
import Testing

@testable import FullTextIndex

@Suite struct TermDictionaryTests {
    /// Reads every term in every way, and looks up every term and what lies around it.
    private func check(_ terms: [[UInt8]], _ comment: Comment? = nil) {
        let dictionary = Vocabulary.dictionary(of: terms)
        #expect(dictionary.count == terms.count, comment)
        #expect(dictionary.maximumLength == terms.map(\.count).max() ?? 0, comment)
        var scratch: [UInt8] = []
        for (rank, term) in terms.enumerated() {
            #expect(Array(dictionary[rank]) == term, comment)
            dictionary.copyTerm(at: rank, into: &scratch)
            #expect(scratch == term, comment)
            #expect(dictionary.rank(of: term) == rank, comment)
            #expect(dictionary.firstRank(notBefore: term) == rank, comment)
            let others: [[UInt8]] = [term + [0], term + [0xFF], Array(term.dropLast()), term.dropLast() + [0xFF]]
            for other in others {
                let expected = terms.firstIndex { !$0.lexicographicallyPrecedes(other) } ?? terms.count
                #expect(dictionary.firstRank(notBefore: other) == expected, comment)
                #expect(dictionary.rank(of: other) == terms.firstIndex(of: other), comment)
            }
        }
        #expect(dictionary.firstRank(notBefore: []) == 0, comment)
        #expect(dictionary.firstRank(notBefore: Array(repeating: 0xFF, count: 20)) == terms.count, comment)
    }

    private func terms(_ dictionary: TermDictionary, in ranks: Range<Int>) -> [[UInt8]] {
        var read: [[UInt8]] = []
        dictionary.forEachTerm(in: ranks) { rank, term in
            #expect(rank == ranks.lowerBound + read.count)
            read.append(Array(term))
        }
        return read
    }

    @Test(
        "a dictionary of any size has its terms and no others",
        arguments: [0, 1, 2, 15, 16, 17, 31, 32, 33, 48, 49])
    func sizes(count: Int) {
        check((0..<count).map { Array("term\(100 + $0)".utf8) })
        check(Vocabulary.sorted((0..<count).map { Array(String(repeating: "a", count: $0).utf8) }))
        check((0..<count).map { [UInt8($0 * 5)] })
    }

    @Test("every range of ranks is read in order", arguments: [0, 1, 15, 16, 17, 33])
    func ranges(count: Int) {
        let all = (0..<count).map { Array("term\(100 + $0)".utf8) }
        let dictionary = Vocabulary.dictionary(of: all)
        for start in 0...count {
            for end in start...count {
                #expect(terms(dictionary, in: start..<end) == Array(all[start..<end]))
            }
        }
        #expect(terms(dictionary, in: 0..<count + 10) == all)
    }

    @Test("a random vocabulary is what its sorted array is", arguments: UInt64(1)...10)
    func randomVocabulary(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let all = Vocabulary.random(count: Int.random(in: 1...100, using: &generator), using: &generator)
        check(all, "seed \(seed)")
        #expect(terms(Vocabulary.dictionary(of: all), in: 0..<all.count) == all, "seed \(seed)")
    }

    @Test("the terms with a prefix are found", arguments: UInt64(1)...10)
    func prefixes(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let all = Vocabulary.random(count: Int.random(in: 1...100, using: &generator), using: &generator)
        let dictionary = Vocabulary.dictionary(of: all)
        var prefixes: [[UInt8]] = [[], [0xFF], [0xFF, 0xFF], [0], Array("zz".utf8)]
        for term in all {
            prefixes += [term, term + [0], Array(term.prefix(Int.random(in: 1...term.count, using: &generator)))]
        }
        for prefix in prefixes {
            let ranks = dictionary.ranks(withPrefix: prefix)
            #expect(Array(all[ranks]) == all.filter { $0.starts(with: prefix) }, "seed \(seed): \(prefix)")
            #expect(dictionary.ranks(withPrefix: prefix[...]) == ranks)
        }
    }

    @Test("terms end in 0xFF, have zeros and agree in their first eight bytes and more")
    func oddBytes() {
        var all: [[UInt8]] = [[], [0], [0, 0], [0, 0, 0, 0, 0, 0, 0, 0, 0], [0xFF], [0xFF, 0xFF]]
        all += (0..<40).map { Array("internation".utf8) + [UInt8($0 * 6)] }
        all += (0..<40).map { Array(repeating: 0xFF, count: 8) + [UInt8($0 * 6)] }
        all += (0..<40).map { [97] + Array(repeating: 0, count: $0) }
        check(Vocabulary.sorted(Set(all)))
        let dictionary = Vocabulary.dictionary(of: Vocabulary.sorted(Set(all)))
        #expect(dictionary.ranks(withPrefix: Array("internation".utf8)).count == 40)
        #expect(dictionary.ranks(withPrefix: Array(repeating: 0xFF, count: 8)).count == 40)
        #expect(dictionary.ranks(withPrefix: [97, 0, 0]).count == 38)
    }

    @Test("terms of the greatest length and beyond are kept whole")
    func longTerms() {
        let base = Array(repeating: UInt8(ascii: "x"), count: 240)
        check(Vocabulary.sorted((0..<50).map { base + Array("\(1_000_000_000 + $0)".utf8) }))
        let lengths = [14, 15, 16, 141, 142, 143, 250, 300, 20_000]
        check(Vocabulary.sorted(lengths.map { Array(repeating: 120, count: $0) }))
    }

    @Test("words come after the inner forms")
    func words() {
        let all = Vocabulary.sorted([[1, 97], [1, 98, 1, 99], [2, 43], Array("pin".utf8), Array("é".utf8), [0x20]])
        let dictionary = Vocabulary.dictionary(of: all)
        #expect(dictionary.ranksOfWords == 3..<6)
        #expect(dictionary.ranks(withPrefix: CollectionOfOne(TermSpace.pieces)) == 0..<2)
        #expect(Vocabulary.dictionary(of: []).ranksOfWords.isEmpty)
    }

    @Test("terms of a table are sorted, and so are its numbers", arguments: UInt64(1)...10)
    func sortsTable(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let all = Vocabulary.random(count: 200, using: &generator)
        var table = TermTable()
        let shuffled = all.shuffled(using: &generator)
        for term in shuffled { _ = table.number(of: term) }
        let (dictionary, order) = TermDictionary.sorted(table)
        #expect(terms(dictionary, in: 0..<all.count) == all, "seed \(seed)")
        #expect(order.map { shuffled[Int($0)] } == all, "seed \(seed)")
    }

    @Test("terms that share their beginnings take a few bytes each")
    func size() {
        let dictionary = Vocabulary.dictionary(of: (0..<10_000).map { Array("number\(10_000 + $0)".utf8) })
        #expect(dictionary.byteCount < 10_000 * 4)
        #expect(dictionary.byteCount > 10_000 * 2)
    }
}
