extension FullTextIndex {
    /// Why the document is or is not an answer to the request, and how its score comes about. The page that the request
    /// asks for plays no part.
    public func explain(_ request: SearchRequest, documentID: String) -> SearchExplanation {
        let query = parsed(request.query, toleratesTypos: request.toleratesTypos)
        let matches = segments.map { SegmentMatches(query, in: $0, schema: schema, limits: limits) }
        let (documents, matching) = documents(of: query, matches, requirement: request.requirement)
        var explanation = SearchExplanation(
            documentID: documentID, outcome: .unknownDocument, interpretation: query.interpretation(schema: schema),
            matching: matching, limitsReached: matches.reduce(query.limitsReached) { $0.union($1.limitsReached) },
            groups: [])
        for (index, view) in segments.enumerated() {
            guard let number = view.liveDocument(of: documentID) else { continue }
            let document = UInt32(number)
            explanation.outcome = outcome(
                of: document, isFound: documents[index].contains(document), in: matches[index], query, request)
            let scorer = scorers(for: matches, of: query)[index]
            explanation.groups = query.groups.indices.map { self.group($0, of: query, document, scorer) }
            explanation.bestSection = bestSection(of: document, scorer)
        }
        return explanation
    }

    private func outcome(
        of document: UInt32, isFound: Bool, in matches: SegmentMatches, _ query: ParsedQuery, _ request: SearchRequest
    ) -> SearchExplanation.Outcome {
        guard isFound else {
            let nodes = query.clauses + query.conditions
            let unmet = matches.unmetParts(of: document).map { query.shown(nodes[$0], schema: schema) }
            return unmet.isEmpty ? .nothingAsked : .unmet(unmet)
        }
        let failing = schema.facets.indices.filter { facet in
            guard let chosen = request.filters[schema.facets[facet].name], !chosen.isEmpty else { return false }
            let table = matches.view.segment.documents.facets[facet]
            return !table.values(of: Int(document)).contains { chosen.contains(table.values[Int($0)]) }
        }
        return failing.isEmpty ? .found : .filteredOut(failing.map { schema.facets[$0].name })
    }

    private func group(
        _ index: Int, of query: ParsedQuery, _ document: UInt32, _ scorer: DocumentScorer
    ) -> SearchExplanation.Group {
        let view = scorer.matches.view
        var lookup = TermLookup(segment: view.segment, limits: limits)
        let evidence = scorer.evidence(forGroup: index, in: document) ?? 0
        return SearchExplanation.Group(
            alternatives: query.groups[index].map { atom in
                let found = SegmentMatches.Group(lookup.occurrences(of: [atom]), in: view)
                let counts = frequencies(of: found, in: document, view.segment).mapValues { counts in
                    Int(counts.form + counts.whole + counts.part + counts.near)
                }
                return SearchExplanation.Group.Alternative(
                    term: atom.shown(schema: schema), nearWords: atom.nearWords.map(\.text),
                    counts: Dictionary(uniqueKeysWithValues: counts.map { (schema.fields[$0.key].name, $0.value) }))
            },
            fields: frequencies(of: scorer.matches.groups[index], in: document, view.segment)
                .sorted { $0.key < $1.key }.map { field, counts in
                    let length = view.segment.documents.length(of: Int(document), field: field)
                    let statistics = scorer.fields[field]
                    return SearchExplanation.Group.Field(
                        name: schema.fields[field].name, formCount: Int(counts.form), wholeCount: Int(counts.whole),
                        partCount: Int(counts.part), nearCount: Int(counts.near), length: Int(length),
                        meanLength: statistics.meanLength, weight: statistics.weight,
                        occurrenceWeight: statistics.termWeight(length: Double(length)))
                },
            inverseDocumentFrequency: scorer.weights[index], evidence: evidence,
            score: scorer.weights[index] * evidence)
    }

    /// How often a group stands in each field of the document, by the field's number.
    private func frequencies(
        of group: SegmentMatches.Group, in document: UInt32, _ segment: Segment
    ) -> [Int: TierFrequencies] {
        var result: [Int: TierFrequencies] = [:]
        for index in group.range(of: document) ?? 0..<0 {
            let field = Int(segment.sections.fields[Int(group.occurrences.sections[index])])
            result[field, default: TierFrequencies()].add(group.occurrences.entries(at: index), weight: 1)
        }
        return result
    }

    private func bestSection(of document: UInt32, _ scorer: DocumentScorer) -> SearchExplanation.BestSection? {
        guard let best = scorer.bestSection(of: document) else { return nil }
        let sections = scorer.matches.view.segment.sections
        return SearchExplanation.BestSection(
            field: schema.fields[Int(sections.fields[best.number])].name, section: Int(sections.indices[best.number]),
            sectionScore: best.score,
            nearness: best.groups.nonzeroBitCount > 1 ? scorer.proximity(in: best, of: document) : 0,
            score: scorer.parameters.bestSectionShare * best.score)
    }
}
