/// Selects the hits of the page asked for, in the order asked for.
struct RankedPage {
    let evaluation: Evaluation
    let request: SearchRequest
    let schema: IndexSchema

    private var views: [SegmentView] { evaluation.segments.map(\.view) }
    private var order: HitOrder { HitOrder(sort: request.sort) }

    /// A document of the page, and where in it the query stands.
    private struct Place {
        var candidate: Candidate
        var look: Evaluation.CloserLook?
        /// Whether the look told the words, too.
        var namesWords = false
    }

    /// - Parameter documents: those that answer, by segment.
    func hits(from documents: [BitSet]) -> [SearchHit] {
        guard request.limit > 0 else { return [] }
        let (sum, isTooMany) = request.offset.addingReportingOverflow(request.limit)
        let end = isTooMany ? .max : sum
        let isLookedAt = evaluation.query.groups.count > 1
        let lookCount = isLookedAt ? evaluation.closerLookCount : 0
        var places = candidates(from: documents, count: max(end, lookCount)).map { Place(candidate: $0) }
        // Where most of them are shown anyway, one look is enough.
        let namesWords = places.count / 2 <= request.limit
        // What a closer look adds is never negative, so that those looked at stay before all others.
        look(at: 0..<min(lookCount, places.count), in: &places, namesWords: namesWords)
        if isLookedAt {
            let views = views
            places[..<min(lookCount, places.count)].sort {
                order.isBefore($0.candidate, $1.candidate, segments: views)
            }
        }
        let page = min(request.offset, places.count)..<min(end, places.count)
        look(at: page, in: &places, namesWords: true)
        return places[page].map(hit)
    }

    /// The first so many documents by what the words alone are worth.
    private func candidates(from documents: [BitSet], count: Int) -> [Candidate] {
        var candidates: [Candidate] = []
        for (index, found) in documents.enumerated() {
            let table = evaluation.segments[index].view.segment.documents
            var best = BestOf<OrderedCandidate>(capacity: count)
            evaluation.withScores(of: found, segment: index) { scores in
                found.forEach { document in
                    let candidate = Candidate(
                        segment: index, document: document, sortKey: table.sortKey(of: document),
                        score: scores[document])
                    best.offer(OrderedCandidate(candidate: candidate, order: order))
                }
            }
            candidates += best.elements.map(\.candidate)
        }
        let views = views
        candidates.sort { order.isBefore($0, $1, segments: views) }
        return Array(candidates.prefix(count))
    }

    /// Looks closer at the places, and adds what that is worth to those that were not looked at yet.
    private func look(at range: Range<Int>, in places: inout [Place], namesWords: Bool) {
        for segment in evaluation.segments.indices {
            let chosen = range.filter {
                places[$0].candidate.segment == segment
                    && (places[$0].look == nil || namesWords && !places[$0].namesWords)
            }
            .sorted { places[$0].candidate.document < places[$1].candidate.document }
            guard !chosen.isEmpty else { continue }
            let looks = evaluation.closerLooks(
                at: chosen.map { places[$0].candidate.document }, segment: segment,
                namesWords: namesWords)
            for (place, look) in zip(chosen, looks) {
                if places[place].look == nil { places[place].candidate.score += look.score }
                places[place].look = look
                places[place].namesWords = namesWords
            }
        }
    }

    private func hit(for place: Place) -> SearchHit {
        let segment = evaluation.segments[place.candidate.segment]
        let scorer = evaluation.sectionScorer(segment)
        let sections = place.look?.sections ?? []
        func sectionHit(_ section: SectionScorer.Section) -> SectionHit {
            SectionHit(
                field: schema.fields[section.field].name, section: section.number, score: section.score,
                matchedTermCount: section.groups.nonzeroBitCount, wordIndices: section.words)
        }
        let ranked = sections.filter { schema.fields[$0.field].ranksSections }
            .sorted { scorer.isBetter($0, than: $1) }
        return SearchHit(
            documentID: segment.view.segment.documents.id(of: place.candidate.document),
            score: place.candidate.score,
            sections: ranked.prefix(request.sectionsPerDocument).map(sectionHit), matchedSectionCount: ranked.count,
            marks: sections.filter { !schema.fields[$0.field].ranksSections }.map(sectionHit))
    }
}
