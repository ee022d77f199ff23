/// Which words share a stem.
struct StemTable: Sendable {
    private let stems: TermDictionary
    /// Where a stem's words begin in `words`; one more entry at the end.
    private let starts: [UInt32]
    /// Ranks of terms.
    private let words: [UInt32]

    /// The stems of all words of a dictionary.
    init(of terms: TermDictionary, language: AnalyzerOptions.Language?) {
        var table = TermTable()
        var pairs: [(stem: UInt32, word: UInt32)] = []
        if let language, let stemmer = Stemmer(language: language) {
            terms.forEachTerm(in: terms.ranksOfWords) { rank, term in
                guard let stem = stemmer.stem(term) else { return }
                pairs.append((table.number(of: stem), UInt32(rank)))
            }
        }
        let (dictionary, order) = TermDictionary.sorted(table)
        var ranks = [UInt32](repeating: 0, count: order.count)
        for (rank, number) in order.enumerated() { ranks[Int(number)] = UInt32(rank) }
        var starts = [UInt32](repeating: 0, count: ranks.count + 1)
        for pair in pairs { starts[Int(ranks[Int(pair.stem)]) + 1] += 1 }
        for index in ranks.indices { starts[index + 1] += starts[index] }
        var words = [UInt32](repeating: 0, count: pairs.count)
        var next = starts
        for pair in pairs {
            let rank = Int(ranks[Int(pair.stem)])
            words[Int(next[rank])] = pair.word
            next[rank] += 1
        }
        stems = dictionary
        self.starts = starts
        self.words = words
    }

    /// The ranks of the words with a stem, ascending.
    func words(ofStem stem: [UInt8]) -> ArraySlice<UInt32> {
        guard let rank = stems.rank(of: stem) else { return [] }
        return words[Int(starts[rank])..<Int(starts[rank + 1])]
    }

    var byteCount: Int { stems.byteCount + (starts.count + words.count) * 4 }
}
