/// A query looked up in all segments of an index, and what is needed to score documents.
///
/// The statistics are those of the whole index, so that a document's score does not depend on how the index is cut into
/// segments.
struct Evaluation {
    let query: ParsedQuery
    /// How the reader's text was understood, which the query may stand for in a changed form.
    let interpretation: QueryInterpretation
    let segments: [SegmentMatches]
    /// Whether documents have all clauses of the query or any.
    private var asked = SearchResults.Matching.all
    /// The same as the reader is told.
    private(set) var matching = SearchResults.Matching.all
    /// The inverse document frequency of each group, and what words spelled almost alike may add to its evidence.
    let weights: [Double]
    let nearCeilings: [Double]
    let fields: [FieldStatistics]
    let parameters: RankingParameters
    /// The limits that cut the query short.
    let limitsReached: Set<QueryLimits.Limit>

    /// The query for documents that have all of its clauses.
    init(_ query: ParsedQuery, as interpretation: QueryInterpretation, in index: FullTextIndex) {
        let parameters = RankingParameters()
        let fields = index.statisticsOfAll.fields
        let plans = index.segments.map { SegmentPlan(query, in: $0, limits: index.limits) }
        let postingCount = plans.reduce(0) { $0 + $1.postingCount }
        let share = Double(index.limits.postingCount) / Double(max(1, postingCount))
        var work = SearchWork(limit: index.limits.postingCount)
        let segments = plans.map {
            SegmentMatches(
                query, $0, share: share, schema: index.schema, fields: fields, parameters: parameters, work: &work)
        }
        let count = index.documentCount
        weights = query.groups.indices.map { group in
            var found = segments.reduce(0) { $0 + $1.groups[group].exactCount }
            if found == 0 { found = segments.reduce(0) { $0 + $1.groups[group].documents.count } }
            return parameters.inverseDocumentFrequency(found, of: count)
        }
        nearCeilings = query.groups.indices.map { group in
            guard query.groups[group].contains(where: { !$0.nearWords.isEmpty }) else { return 0 }
            let least = segments.compactMap { $0.groups[group].leastEvidence }.min()
            return parameters.nearCeiling(leastEvidence: least)
        }
        var limitsReached = plans.reduce(query.limitsReached) { $0.union($1.limitsReached) }
        if work.isExceeded || share < 1 { limitsReached.insert(.postings) }
        self.query = query
        self.interpretation = interpretation
        self.segments = segments
        self.fields = fields
        self.parameters = parameters
        self.limitsReached = limitsReached
    }

    /// The same for documents that have any of the clauses.
    func askingAny(matching: SearchResults.Matching) -> Evaluation {
        var result = self
        result.asked = .any
        result.matching = matching
        return result
    }

    /// In how many documents a group stands.
    func documentCount(ofGroup group: Int) -> Int { segments.reduce(0) { $0 + $1.groups[group].documents.count } }

    /// The documents of a segment that answer the query before the request's filters.
    func documents(_ segment: Int) -> BitSet {
        segments[segment].documents(asked, isUnbounded: query.isUnbounded)
    }

    /// Whether any document answers the query before the request's filters.
    var hasDocuments: Bool { segments.indices.contains { !documents($0).isEmpty } }

    // MARK: Scores

    /// Calls the closure with what the words alone are worth in documents of a segment, by document; those of other
    /// documents are not written and must not be read.
    func withScores<Result>(
        of documents: BitSet, segment: Int, _ body: (UnsafeMutablePointer<Double>) -> Result
    ) -> Result {
        let scores = UnsafeMutablePointer<Double>.allocate(capacity: documents.capacity)
        defer { scores.deallocate() }
        documents.forEach { (scores + $0).initialize(to: 0) }
        for (group, matches) in segments[segment].groups.enumerated() {
            for (index, document) in matches.documents.enumerated() where documents.contains(Int(document)) {
                scores[Int(document)] += score(ofGroup: group, at: index, in: matches)
            }
        }
        return body(scores)
    }

    private func score(ofGroup group: Int, at index: Int, in matches: GroupMatches) -> Double {
        weights[group] * matches.evidence(at: index, nearCeiling: nearCeilings[group], parameters)
    }

    /// The evidence for a group in a document; `nil` where it does not stand.
    func evidence(forGroup group: Int, of document: Int, segment: Int) -> Double? {
        let matches = segments[segment].groups[group]
        return matches.index(of: document).map {
            matches.evidence(at: $0, nearCeiling: nearCeilings[group], parameters)
        }
    }

    /// What a closer look at a document adds to its score.
    struct CloserLook {
        /// The sections in which any group stands.
        let sections: [SectionScorer.Section]
        /// What words near each other add.
        let nearness: Double
        /// The best of the sections that are results of their own, if it counts.
        let bestSection: SectionScorer.Section?
        /// All that is added.
        let score: Double
    }

    /// Looks at where the groups stand in documents of a segment, given ascending.
    func closerLooks(at documents: [Int], segment: Int, namesWords: Bool) -> [CloserLook] {
        let segment = segments[segment]
        let scorer = sectionScorer(segment)
        let reader = DocumentReader(segment.plans, in: segment.view.segment)
        return documents.map {
            closerLook(at: reader.matches(in: $0), in: $0, scorer: scorer, namesWords: namesWords)
        }
    }

    /// Looks at the matches in a document.
    func closerLook(
        at matches: DocumentMatches, in document: Int, scorer: SectionScorer, namesWords: Bool
    ) -> CloserLook {
        let sections = scorer.sections(of: matches, namesWords: namesWords)
        let isOfSeveral = matches.groups.count { !$0.isEmpty } > 1
        let nearness = isOfSeveral ? scorer.nearness(of: matches, in: document) : 0
        let best =
            isOfSeveral
            ? sections.filter { fields[$0.field].ranksSections }.max { scorer.isBetter($1, than: $0) } : nil
        return CloserLook(
            sections: sections, nearness: nearness, bestSection: best,
            score: nearness + parameters.bestSectionShare * (best?.score ?? 0))
    }

    func sectionScorer(_ segment: SegmentMatches) -> SectionScorer {
        SectionScorer(
            segment: segment.view.segment, weights: weights, nearCeilings: nearCeilings, fields: fields,
            parameters: parameters)
    }

    /// How many documents get a closer look, fewer where a query stands for very many terms.
    var closerLookCount: Int {
        let lists = segments.map { $0.plans.reduce(0) { $0 + $1.listCount } }.max() ?? 0
        return min(parameters.closerLookCount, max(1, parameters.closerLookListCount / max(1, lists)))
    }
}
