extension FullTextIndex {
    /// Why the document is or is not an answer to the request, and how its score comes about. The page that the request
    /// asks for plays no part.
    public func explain(_ request: SearchRequest, documentID: String) -> SearchExplanation {
        let evaluation = evaluation(of: request)
        var explanation = SearchExplanation(
            documentID: documentID, outcome: .unknownDocument, interpretation: evaluation.interpretation,
            matching: evaluation.matching, limitsReached: evaluation.limitsReached, groups: [])
        for (index, view) in segments.enumerated() {
            guard let document = view.liveDocument(of: documentID) else { continue }
            explanation.outcome = outcome(of: document, segment: index, evaluation, request)
            let reader = DocumentReader(evaluation.segments[index].plans, in: view.segment)
            let matches = reader.matches(in: document)
            explanation.groups = evaluation.query.groups.indices.map {
                group($0, standingAt: matches.groups[$0], document, segment: index, evaluation)
            }
            guard evaluation.query.groups.count > 1 else { continue }
            let scorer = evaluation.sectionScorer(evaluation.segments[index])
            let look = evaluation.closerLook(at: matches, in: document, scorer: scorer, namesWords: false)
            explanation.nearness = look.nearness
            explanation.bestSection = look.bestSection.map { best in
                SearchExplanation.BestSection(
                    field: schema.fields[best.field].name, section: best.number, sectionScore: best.score,
                    nearness: best.nearness, score: evaluation.parameters.bestSectionShare * best.score)
            }
        }
        return explanation
    }

    private func outcome(
        of document: Int, segment: Int, _ evaluation: Evaluation, _ request: SearchRequest
    ) -> SearchExplanation.Outcome {
        let query = evaluation.query
        guard evaluation.documents(segment).contains(document) else {
            let nodes = query.clauses + query.conditions
            let unmet = evaluation.segments[segment].unmetParts(of: document).map {
                query.shown(nodes[$0], schema: schema)
            }
            return unmet.isEmpty ? .nothingAsked : .unmet(unmet)
        }
        let failing = schema.facets.indices.filter { facet in
            guard let chosen = request.filters[schema.facets[facet].name], !chosen.isEmpty else { return false }
            let table = segments[segment].segment.documents.facets[facet]
            return !table.values(of: document).contains { chosen.contains(table.values[Int($0)]) }
        }
        return failing.isEmpty ? .found : .filteredOut(failing.map { schema.facets[$0].name })
    }

    private func group(
        _ index: Int, standingAt occurrences: [DocumentMatches.Occurrence], _ document: Int, segment: Int,
        _ evaluation: Evaluation
    ) -> SearchExplanation.Group {
        let segmentData = segments[segment].segment
        let evidence = evaluation.evidence(forGroup: index, of: document, segment: segment) ?? 0
        return SearchExplanation.Group(
            alternatives: evaluation.query.groups[index].map { alternative($0, document, segmentData) },
            fields: schema.fields.indices.compactMap { field in
                let counts = TierCounts(occurrences.lazy.filter { $0.field == field }.map(\.tier))
                guard counts.all > 0 else { return nil }
                let statistics = evaluation.fields[field]
                let text = segmentData.text(field, of: document)
                let norm = segmentData.postings.norms[text]
                return SearchExplanation.Group.Field(
                    name: schema.fields[field].name, formCount: counts.form, wholeCount: counts.whole,
                    partCount: counts.part, nearCount: counts.near,
                    length: segmentData.length(ofText: text), meanLength: statistics.meanLength,
                    weight: statistics.weight, occurrenceWeight: Double(statistics.weights[Int(norm)]))
            },
            inverseDocumentFrequency: evaluation.weights[index], evidence: evidence,
            score: evaluation.weights[index] * evidence)
    }

    private func alternative(
        _ atom: ParsedQuery.Atom, _ document: Int, _ segment: Segment
    ) -> SearchExplanation.Group.Alternative {
        var planner = QueryPlanner(segment, limits: limits)
        let found = DocumentReader([planner.plan([atom])], in: segment).matches(in: document).groups[0]
        var counts: [String: Int] = [:]
        for (field, definition) in schema.fields.enumerated() {
            let count = TierCounts(found.lazy.filter { $0.field == field }.map(\.tier)).all
            if count > 0 { counts[definition.name] = count }
        }
        return SearchExplanation.Group.Alternative(
            term: atom.shown(schema: schema), nearWords: atom.nearWords.map(\.text), counts: counts)
    }
}

/// How many occurrences there are in each tier; the later words of phrases are not counted.
private struct TierCounts {
    var form = 0
    var whole = 0
    var part = 0
    var near = 0

    init(_ tiers: some Sequence<MatchTier>) {
        for tier in tiers {
            switch tier {
            case .form: form += 1
            case .typed, .whole: whole += 1
            case .part: part += 1
            case .near: near += 1
            case .continuation, .excluded: break
            }
        }
    }

    var all: Int { form + whole + part + near }
}
