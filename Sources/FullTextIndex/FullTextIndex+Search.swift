extension FullTextIndex {
    /// The documents that answer the request. Any query text is allowed; what was made of it is in the result.
    ///
    /// An empty query finds every document; its hits are ordered newest first, as all scores are zero. Whether all words
    /// are asked for or any is decided before the request's filters, so that choosing a facet value never turns a
    /// result into one of another kind.
    public func search(_ request: SearchRequest) -> SearchResults {
        let evaluation = evaluation(of: request)
        var counter = FacetCounter(schema: schema, filters: request.filters)
        let documents = segments.indices.map {
            counter.filter(evaluation.documents($0), in: segments[$0].segment)
        }
        let page = RankedPage(evaluation: evaluation, request: request, schema: schema)
        return SearchResults(
            totalCount: documents.reduce(0) { $0 + $1.count }, hits: page.hits(from: documents),
            matching: evaluation.matching, facets: counter.results, interpretation: evaluation.interpretation,
            limitsReached: evaluation.limitsReached, approximations: evaluation.query.approximations)
    }

    /// The query looked up as asked for: by all of its clauses or, on falling back, any.
    func evaluation(of request: SearchRequest) -> Evaluation {
        let strict = QueryParser(schema: schema, analyzer: analyzer, limits: limits).parse(request.query)
        let interpretation = strict.interpretation(schema: schema)
        func lookedUp(_ query: ParsedQuery) -> Evaluation {
            let found = Evaluation(query, as: interpretation, in: self)
            // What came to its bound once is not looked up again for errors that it may have.
            guard request.toleratesTypos, !found.limitsReached.contains(.postings) else { return found }
            let tolerant = withNearWords(query, known: found)
            return tolerant == query ? found : Evaluation(tolerant, as: interpretation, in: self)
        }
        let loose = strict.forAnyWord(analyzer)
        if request.requirement == .any {
            return lookedUp(loose).askingAny(matching: strict.clauses.count > 1 ? .any : .all)
        }
        let all = lookedUp(strict)
        guard strict.clauses.count > 1, !all.hasDocuments else { return all }
        let any = (loose == strict ? all : lookedUp(loose)).askingAny(matching: .any)
        return any.hasDocuments ? any : all
    }

    /// In how many documents each of the atoms stands, looked up together within the bounds of one search.
    func documentCounts(of atoms: [ParsedQuery.Atom]) -> [Int] {
        guard !atoms.isEmpty else { return [] }
        var query = ParsedQuery()
        query.groups = atoms.map { [$0] }
        let evaluation = Evaluation(query, as: QueryInterpretation(), in: self)
        return atoms.indices.map(evaluation.documentCount)
    }
}
