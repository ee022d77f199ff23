/// Words to look for as they are, ranked by BM25 alone; made by `FullTextIndex.wordQuery(_:_:)` for any number of searches.
public struct WordQuery: Sendable, Hashable {
    /// Which documents are found.
    public enum Kind: Sendable, Hashable {
        /// Those with any of the words.
        case any
        /// Those with all of the words.
        case all
        /// Those in which the words stand one directly after the other.
        case phrase
    }

    /// Which documents are found.
    public let kind: Kind
    /// The words as they are compared.
    fileprivate let terms: [[UInt8]]
}

/// A document and what it is worth.
public struct RankedDocument: Sendable {
    private let segment: Segment
    private let found: ScoredDocument

    fileprivate init(_ found: ScoredDocument, in segment: Segment) {
        self.found = found
        self.segment = segment
    }

    /// The document's id, which is read when it is asked for.
    public var documentID: String { segment.documents.id(of: Int(found.document)) }

    /// Its BM25 score.
    public var score: Double { Double(found.score) / Double(TermWeight.scale) }
}

extension FullTextIndex {
    /// The query for words, which are analysed here and nowhere else.
    ///
    /// `nil` where the index has several fields or folds inflections, or a word is not exactly one term to its analyzer: a
    /// search is to be asked then.
    public func wordQuery(_ kind: WordQuery.Kind, _ words: [String]) -> WordQuery? {
        guard schema.fields.count == 1, analyzer.options.language == nil else { return nil }
        let terms = words.compactMap { word -> [UInt8]? in
            let text = analyzer.analyze(word)
            return text.terms.count == 1 ? Array(text.bytes[text.terms[0].bytes]) : nil
        }
        return terms.count == words.count ? WordQuery(kind: kind, terms: terms) : nil
    }

    /// The best documents, without counting the others: what cannot be among them is passed over unread, so that this
    /// takes microseconds where `search(_:)` looks at every document that has the words. Ties are ordered as there.
    ///
    /// - Parameter query: of an index with the same analyzer options as this one.
    public func topDocuments(_ query: WordQuery, limit: Int) -> [RankedDocument] {
        guard limit > 0, !query.terms.isEmpty, schema.fields.count == 1 else { return [] }
        let ranks = segments.map { view in query.terms.map { view.segment.terms.rank(of: $0) } }
        let weights = query.terms.indices.map { term in
            var found = 0
            for (view, ranks) in zip(segments, ranks) {
                if let rank = ranks[term] { found += view.documentCount(ofTerm: rank) }
            }
            return Float(RankingParameters().inverseDocumentFrequency(found, of: statisticsOfAll.documentCount))
        }
        var best: [(segment: Int, found: ScoredDocument)] = []
        for (index, view) in segments.enumerated() {
            let terms = zip(ranks[index], weights).map { rank, weight in
                rank.map { TopDocuments.Term(number: $0, weight: weight) }
            }
            let search = TopDocuments(
                in: view.segment.postings, statisticsOfAll.lengthWeights, live: view.live,
                threshold: best.count < limit ? 0 : best[limit - 1].found.score)
            best += search.documents(for: query.kind, terms, count: limit).map { (index, $0) }
            if index > 0 { sort(&best) }
            if best.count > limit { best.removeLast(best.count - limit) }
        }
        return best.map { RankedDocument($0.found, in: segments[$0.segment].segment) }
    }

    /// The number of documents that answer the query.
    /// - Parameter query: of an index with the same analyzer options as this one.
    public func documentCount(of query: WordQuery) -> Int {
        guard !query.terms.isEmpty, schema.fields.count == 1 else { return 0 }
        return segments.reduce(0) { $0 + $1.documentCount(of: query) }
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
}

extension SegmentView {
    fileprivate func documentCount(of query: WordQuery) -> Int {
        let ranks = query.terms.map { segment.terms.rank(of: $0) }
        let known = ranks.compactMap { $0 }
        guard let first = known.first, query.kind == .any || known.count == ranks.count else { return 0 }
        if ranks.count == 1 { return documentCount(ofTerm: first) }
        let plans = known.map { MatchPlan.terms([PlannedTerm(rank: $0, tier: .typed)]) }
        let plan: MatchPlan = query.kind == .any ? .union(plans) : .sequence(plans, step: 1, tier: .typed)
        var texts: BitSet
        switch query.kind {
        case .any, .all: texts = plan.texts(in: segment, before: segment.postings.textCount)
        case .phrase:
            texts = BitSet(capacity: segment.postings.textCount)
            var work = SearchWork(limit: .max)
            plan.forEachText(in: segment, work: &work) { text, _ in texts.insert(text) }
        }
        if let live { texts.formIntersection(live) }
        return texts.count
    }
}

extension TopDocuments {
    /// The best documents for terms of which those that are `nil` do not stand in the segment.
    fileprivate func documents(for kind: WordQuery.Kind, _ terms: [Term?], count: Int) -> [ScoredDocument] {
        let known = terms.compactMap { $0 }
        switch kind {
        case .any: return withAny(of: known, count: count)
        case .all: return known.count < terms.count ? [] : withAll(of: known, count: count)
        case .phrase: return known.count < terms.count ? [] : withPhrase(known, count: count)
        }
    }
}
