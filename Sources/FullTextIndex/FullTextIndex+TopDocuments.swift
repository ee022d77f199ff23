/// Words to look for as they are, ranked by BM25 alone.
public enum WordQuery: Sendable, Hashable {
    /// Documents with any of the words.
    case any([String])
    /// Documents with all of the words.
    case all([String])
    /// Documents in which the words stand one directly after the other.
    case phrase([String])
}

/// A document and what it is worth.
public struct RankedDocument: Sendable, Hashable {
    /// The document's id.
    public let documentID: String
    /// Its BM25 score.
    public let score: Double
}

extension FullTextIndex {
    /// The best documents for words of an index of one field, without counting the others: what cannot be among them is
    /// passed over unread, so that this takes microseconds where `search(_:)` looks at every document with the words.
    ///
    /// Ties are ordered as those of a search. `nil` where the index has several fields, or a word is not exactly one term
    /// to the index's analyzer, as where inflections count: a search is to be asked then.
    public func topDocuments(_ query: WordQuery, limit: Int) -> [RankedDocument]? {
        guard schema.fields.count == 1, analyzer.options.language == nil,
            let words = query.words.inOrder({ singleTerm($0) })
        else { return nil }
        guard limit > 0, !words.isEmpty else { return [] }
        let ranks = segments.map { view in words.map { view.segment.terms.rank(of: $0) } }
        let parameters = RankingParameters()
        let count = documentCount
        let weights = words.indices.map { word in
            let found = zip(segments, ranks).reduce(0) { sum, segment in
                sum + (segment.1[word].map { segment.0.documentCount(ofTerm: $0) } ?? 0)
            }
            return Float(parameters.inverseDocumentFrequency(found, of: count))
        }
        let statistics = fieldStatistics[0]
        var best: [(segment: Int, found: ScoredDocument)] = []
        for (index, view) in segments.enumerated() {
            let terms = zip(ranks[index], weights).map { rank, weight in
                rank.map { TopDocuments.Term(number: $0, weight: weight) }
            }
            let search = TopDocuments(
                in: view.segment.postings, meanLength: Float(statistics.meanLength), live: view.live,
                threshold: best.count < limit ? 0 : best[limit - 1].found.score)
            best += search.documents(for: query, terms, count: limit).map { (index, $0) }
            if index > 0 { sort(&best) }
            if best.count > limit { best.removeLast(best.count - limit) }
        }
        return best.map { segment, found in
            RankedDocument(
                documentID: segments[segment].segment.documents.id(of: Int(found.document)),
                score: Double(found.score) / Double(TermWeight.scale))
        }
    }

    private func sort(_ found: inout [(segment: Int, found: ScoredDocument)]) {
        func candidate(_ place: (segment: Int, found: ScoredDocument)) -> Candidate {
            Candidate(
                segment: place.segment, document: Int(place.found.document),
                sortKey: segments[place.segment].segment.documents.sortKey(of: Int(place.found.document)),
                score: Double(place.found.score))
        }
        let order = HitOrder(sort: .relevance)
        found.sort { order.isBefore(candidate($0), candidate($1), segments: segments) }
    }

    /// The only term of a text; `nil` where it has more or fewer.
    private func singleTerm(_ word: String) -> [UInt8]? {
        let text = analyzer.analyze(word)
        return text.terms.count == 1 ? Array(text.bytes[text.terms[0].bytes]) : nil
    }
}

extension WordQuery {
    fileprivate var words: [String] {
        switch self {
        case .any(let words), .all(let words), .phrase(let words): words
        }
    }
}

extension [String] {
    /// The results for all elements; `nil` where one has none.
    fileprivate func inOrder<Result>(_ transform: (String) -> Result?) -> [Result]? {
        var results: [Result] = []
        for element in self {
            guard let result = transform(element) else { return nil }
            results.append(result)
        }
        return results
    }
}

extension TopDocuments {
    /// The best documents for terms of which those that are `nil` do not stand in the segment.
    fileprivate func documents(for query: WordQuery, _ terms: [Term?], count: Int) -> [ScoredDocument] {
        let known = terms.compactMap { $0 }
        switch query {
        case .any: return withAny(of: known, count: count)
        case .all: return known.count < terms.count ? [] : withAll(of: known, count: count)
        case .phrase: return known.count < terms.count ? [] : withPhrase(known, count: count)
        }
    }
}
