extension FullTextIndex {
    /// The documents that answer the request. Any query text is allowed; what was made of it is in the result.
    ///
    /// An empty query finds every document; its hits are ordered newest first, as all scores are zero. Whether all words
    /// are asked for or any is decided before the request's filters, so that choosing a facet value never turns a
    /// result into one of another kind.
    public func search(_ request: SearchRequest) -> SearchResults {
        let query = parsed(request.query, toleratesTypos: request.toleratesTypos)
        let matches = segments.map { SegmentMatches(query, in: $0, schema: schema, limits: limits) }
        var (documents, matching) = documents(of: query, matches, requirement: request.requirement)
        var counter = FacetCounter(schema: schema, filters: request.filters)
        for index in matches.indices {
            documents[index] = counter.filter(documents[index], in: matches[index].view.segment)
        }
        let scorers = scorers(for: matches, of: query)
        let page = RankedPage(request: request).select(from: documents, scorers: scorers)
        let limitsReached = matches.reduce(query.limitsReached) { $0.union($1.limitsReached) }
        return SearchResults(
            totalCount: documents.reduce(0) { $0 + $1.count },
            hits: page.map { hit(for: $0, scorer: scorers[$0.segment], limit: request.sectionsPerDocument) },
            matching: matching, facets: counter.results, interpretation: query.interpretation(schema: schema),
            limitsReached: limitsReached, approximations: query.approximations)
    }

    /// The documents of each segment that answer the query before the request's filters, and whether by all its clauses.
    func documents(
        of query: ParsedQuery, _ matches: [SegmentMatches], requirement: SearchRequest.Requirement
    ) -> ([[UInt32]], SearchResults.Matching) {
        let isUnbounded = query.isUnbounded
        let documents =
            requirement == .any ? [] : matches.map { $0.documents(.all, isUnbounded: isUnbounded) }
        if query.clauses.count > 1 || requirement == .any, documents.allSatisfy(\.isEmpty) {
            let some = matches.map { $0.documents(.any, isUnbounded: isUnbounded) }
            if requirement == .any || !some.allSatisfy(\.isEmpty) {
                return (some, query.clauses.count > 1 ? .any : .all)
            }
        }
        return (documents, .all)
    }

    /// The query that a text stands for in this index.
    func parsed(_ text: String, toleratesTypos: Bool) -> ParsedQuery {
        let query = QueryParser(schema: schema, analyzer: analyzer, limits: limits).parse(text)
        return toleratesTypos ? withNearWords(query) : query
    }

    func scorers(for matches: [SegmentMatches], of query: ParsedQuery) -> [DocumentScorer] {
        let parameters = RankingParameters()
        let count = documentCount
        let isApproximated = query.groups.map { $0.contains { !$0.nearWords.isEmpty } }
        let weights = query.groups.indices.map { group in
            var found = 0
            if isApproximated[group] { found = matches.reduce(0) { $0 + $1.groups[group].exactDocuments.count } }
            if found == 0 { found = matches.reduce(0) { $0 + $1.groups[group].documents.count } }
            return parameters.inverseDocumentFrequency(found, of: count)
        }
        let fields = fieldStatistics
        var scorers = matches.map {
            DocumentScorer(matches: $0, weights: weights, fields: fields, parameters: parameters)
        }
        for group in query.groups.indices where isApproximated[group] {
            let least = scorers.flatMap { scorer in
                scorer.matches.groups[group].exactDocuments.compactMap {
                    scorer.evidence(forGroup: group, in: $0.document)
                }
            }.filter { $0 > 0 }.min()
            let ceiling = parameters.nearCeiling(leastEvidence: least)
            for index in scorers.indices { scorers[index].nearCeilings[group] = ceiling }
        }
        return scorers
    }

    private var fieldStatistics: [FieldStatistics] {
        schema.fields.enumerated().map { index, field in
            let words = segments.reduce(0) { $0 + $1.fieldTotals[index] }
            let documents = segments.reduce(0) { $0 + $1.fieldDocumentCounts[index] }
            let sections = segments.reduce(0) { $0 + $1.fieldSectionCounts[index] }
            return FieldStatistics(
                weight: field.weight, lengthNormalization: field.lengthNormalization,
                meanLength: documents > 0 ? Double(words) / Double(documents) : 0,
                meanSectionLength: sections > 0 ? Double(words) / Double(sections) : 0)
        }
    }

    private func hit(for candidate: RankedPage.Candidate, scorer: DocumentScorer, limit: Int) -> SearchHit {
        let segment = scorer.matches.view.segment
        let sections = scorer.sections(of: candidate.document)
        func sectionHit(_ section: DocumentScorer.Section) -> SectionHit {
            SectionHit(
                field: schema.fields[Int(segment.sections.fields[section.number])].name,
                section: Int(segment.sections.indices[section.number]), score: section.score,
                matchedTermCount: section.groups.nonzeroBitCount,
                wordIndices: scorer.positions(in: section.number, of: candidate.document))
        }
        func isRanked(_ section: DocumentScorer.Section) -> Bool {
            schema.fields[Int(segment.sections.fields[section.number])].ranksSections
        }
        let ranked = sections.filter(isRanked).sorted { scorer.isBetter($0, than: $1) }
        return SearchHit(
            documentID: segment.documents.ids[Int(candidate.document)], score: candidate.score,
            sections: ranked.prefix(limit).map(sectionHit), matchedSectionCount: ranked.count,
            marks: sections.filter { !isRanked($0) }.map(sectionHit))
    }
}
