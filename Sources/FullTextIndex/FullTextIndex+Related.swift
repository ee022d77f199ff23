import Foundation

/// A document that is about the same as another.
public struct RelatedDocument: Sendable, Hashable {
    /// Its id.
    public let documentID: String
    /// How much of what is characteristic of the other it has too, from 0 to about 1.
    public let similarity: Double
    /// The words that tell, as they stand in the other, those that count most first.
    public let sharedWords: [String]
}

/// Which words are characteristic of a document.
private enum RelatedSearch {
    static let wordCount = 25
    static let minimumWordBytes = 3
    /// A document that has less of the other's words is about something else.
    static let minimumSimilarity = 0.2
    /// Related documents share more than one word.
    static let minimumSharedWords = 3
}

extension FullTextIndex {
    /// The documents of the index most like the given one, which need not be in it, the most alike first.
    ///
    /// The words that are frequent in the document and rare in the index are looked for, as many as a few dozen, each
    /// worth as much as it is frequent (the way of Lucene's `MoreLikeThis`); similarity is the share that another document
    /// reaches of what these are worth at most.
    public func related(to document: IndexDocument, limit: Int = 5) -> [RelatedDocument] {
        guard limit > 0, documentCount > 1 else { return [] }
        let isKnown = contains(documentID: document.id)
        let words = weighedWords(of: document) { word, inIndex, inInflections in
            // A word of the document alone leads nowhere, and one of nearly all tells nothing.
            inInflections > (isKnown ? 1 : 0) && inIndex * 2 <= max(documentCount, 8) ? word : nil
        }.prefix(RelatedSearch.wordCount)
        guard !words.isEmpty else { return [] }
        var query = ParsedQuery()
        for word in words {
            query.clauses.append(.group(query.groups.count))
            query.groups.append([ParsedQuery.Atom(kind: .word, words: [word.word], field: nil, range: 0..<0)])
        }
        let evaluation = Evaluation(query, as: QueryInterpretation(), in: self).askingAny(matching: .any)
        let most = zip(words, evaluation.weights).reduce(0) { sum, word in
            sum + word.0.weight * word.1 * evaluation.parameters.greatestEvidenceOfWord
        }
        let own = Array(document.id.utf8)
        var found: [(Candidate, [Int])] = []
        for (index, segment) in evaluation.segments.enumerated() {
            let table = segment.view.segment.documents
            evaluation.documents(index).forEach { number in
                let shares = words.indices.compactMap { group -> (group: Int, share: Double)? in
                    evaluation.evidence(forGroup: group, of: number, segment: index).map {
                        (group, words[group].weight * evaluation.weights[group] * $0)
                    }
                }
                let similarity = shares.reduce(0) { $0 + $1.share } / most
                guard shares.count >= RelatedSearch.minimumSharedWords,
                    similarity >= RelatedSearch.minimumSimilarity, !table.id(of: number).utf8.elementsEqual(own)
                else { return }
                let candidate = Candidate(
                    segment: index, document: number, sortKey: table.sortKey(of: number), score: similarity)
                found.append((candidate, shares.sorted { $0.share > $1.share }.map(\.group)))
            }
        }
        let order = HitOrder(sort: .relevance)
        found.sort { order.isBefore($0.0, $1.0, segments: segments) }
        return found.prefix(limit).map { candidate, groups in
            RelatedDocument(
                documentID: segments[candidate.segment].segment.documents.id(of: candidate.document),
                similarity: candidate.score, sharedWords: groups.map { words[$0].word.text })
        }
    }

    /// The words that tell a document from the others of the index best, folded to the form in which they are searched:
    /// frequent in it, rare elsewhere. A search for one of them finds it among the first.
    ///
    /// A word counts with the logarithm of how often it stands there, so that code which repeats one name does not
    /// outweigh all else, times its inverse document frequency.
    /// - Parameter document: need not be in the index.
    public func characteristicWords(of document: IndexDocument, limit: Int) -> [String] {
        let words = weighedWords(of: document) { weight, _, _ in 1 + log2(max(1, weight)) }
        return words.prefix(max(0, limit)).map(\.word.text)
    }

    private struct CharacteristicWord {
        var word: ParsedQuery.Word
        /// How often the document has it, weighted by fields.
        var weight: Double
    }

    /// The document's words, those that are worth most first.
    /// - Parameter presence: what a word's presence in the document counts, which is multiplied by its rarity; it is
    ///   given the word's weight in the document, the number of documents with its most frequent inflection, and the
    ///   sum over all inflections. Nil leaves the word out.
    private func weighedWords(
        of document: IndexDocument, presence: (Double, Int, Int) -> Double?
    ) -> [CharacteristicWord] {
        let parameters = RankingParameters()
        let count = documentCount
        var found: [(word: CharacteristicWord, worth: Double)] = []
        for (bytes, occurrences) in wordCounts(of: document) {
            let counts = documentCounts(of: bytes, stem: occurrences.stem)
            // The documents with the most frequent inflection; those with any may be more.
            let inIndex = counts.max() ?? 0
            guard let presence = presence(occurrences.weight, inIndex, counts.reduce(0, +)) else { continue }
            let word = ParsedQuery.Word(exactly: bytes, stem: occurrences.stem)
            let worth = presence * parameters.inverseDocumentFrequency(inIndex, of: count)
            found.append((CharacteristicWord(word: word, weight: occurrences.weight), worth))
        }
        found.sort {
            $0.worth == $1.worth
                ? $0.word.word.wholes[0].lexicographicallyPrecedes($1.word.word.wholes[0]) : $0.worth > $1.worth
        }
        return found.map(\.word)
    }

    /// The words of a document, weighted by their fields; of several inflections the most frequent stands for all.
    private func wordCounts(of document: IndexDocument) -> [[UInt8]: (weight: Double, stem: [UInt8]?)] {
        let stemmer = analyzer.makeStemmer()
        let stopWords = analyzer.stopWords
        var counts: [[UInt8]: Double] = [:]
        for field in schema.fields {
            for text in document.fields[field.name] ?? [] {
                let analyzed = analyzer.analyze(text)
                for term in analyzed.terms where term.level == .word || term.level == .identifier {
                    let bytes = analyzed.bytes[term.bytes]
                    guard bytes.count >= RelatedSearch.minimumWordBytes, (bytes.first ?? 0) > 0x39 else { continue }
                    counts[Array(bytes), default: 0] += field.weight
                }
            }
        }
        var inflections: [[UInt8]: [(word: [UInt8], weight: Double)]] = [:]
        for (word, weight) in counts where !stopWords.contains(word) {
            inflections[stemmer?.stem(word) ?? [0] + word, default: []].append((word, weight))
        }
        var result: [[UInt8]: (weight: Double, stem: [UInt8]?)] = [:]
        for (stem, unordered) in inflections {
            // In one order, since a sum of fractions depends on it, and a tie on the sum's last bit.
            let words = unordered.sorted { $0.word.lexicographicallyPrecedes($1.word) }
            let best = words.max {
                $0.weight == $1.weight ? $1.word.lexicographicallyPrecedes($0.word) : $0.weight < $1.weight
            }
            guard let best else { continue }
            result[best.word] = (words.reduce(0) { $0 + $1.weight }, stem.first == 0 ? nil : stem)
        }
        return result
    }
}

extension FullTextIndex {
    /// In how many documents each of a word's inflections stands, however they are spread over the segments.
    private func documentCounts(of word: [UInt8], stem: [UInt8]?) -> [Int] {
        if segments.count == 1, let segment = segments.first {
            return segment.ranks(of: word, stem: stem).map { segment.documentCount(ofTerm: $0) }
        }
        var counts: [[UInt8]: Int] = [:]
        var term: [UInt8] = []
        for segment in segments {
            for rank in segment.ranks(of: word, stem: stem) {
                segment.segment.terms.copyTerm(at: rank, into: &term)
                counts[term, default: 0] += segment.documentCount(ofTerm: rank)
            }
        }
        return Array(counts.values)
    }
}

extension SegmentView {
    /// Where a word's inflections stand among the terms.
    fileprivate func ranks(of word: [UInt8], stem: [UInt8]?) -> [Int] {
        let ranks = stem.map { segment.stems.words(ofStem: $0).map(Int.init) } ?? []
        return ranks.isEmpty ? segment.terms.rank(of: word).map { [$0] } ?? [] : ranks
    }
}
