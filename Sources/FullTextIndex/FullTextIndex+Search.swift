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
        let isAnyEnough = request.requirement == .any
        var query = isAnyEnough ? strict.forAnyWord(analyzer) : strict
        var found = Evaluation(query, as: interpretation, in: self)
        // What came to its bound once is not looked up again for errors that it may have.
        if request.toleratesTypos, !found.limitsReached.contains(.postings) {
            let tolerant = withNearWords(query, known: found)
            if tolerant != query {
                query = tolerant
                found = Evaluation(query, as: interpretation, in: self)
            }
        }
        if isAnyEnough { return found.askingAny(matching: strict.clauses.count > 1 ? .any : .all) }
        guard strict.clauses.count > 1, !found.hasDocuments else { return found }
        let loose = query.forAnyWord(analyzer)
        let any = (loose == query ? found : Evaluation(loose, as: interpretation, in: self)).askingAny(matching: .any)
        return any.hasDocuments ? any : found
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
