import FullTextIndex

/// What holds for the answers to every query.
struct SearchLaws {
    let shelf: Shelf
    let query: String

    /// More than there are documents and sections.
    private static let enough = 100

    func check() {
        let results = search { _ in }
        checkHits(of: results)
        checkExplanations(of: results)
        checkPages(of: results)
        checkFilters(of: results)
        checkTolerance(of: results)
        checkWordsAreFound()
    }

    private func request(_ change: (inout SearchRequest) -> Void) -> SearchRequest {
        var request = SearchRequest(query: query, limit: Self.enough, sectionsPerDocument: Self.enough)
        change(&request)
        return request
    }

    private func search(_ change: (inout SearchRequest) -> Void) -> SearchResults {
        shelf.index.search(request(change))
    }

    // MARK: Hits

    private func checkHits(of results: SearchResults) {
        let ids = results.ids
        law(results.totalCount == ids.count && Set(ids).count == ids.count, "the total is that of the hits: \(ids)")
        law(ids.allSatisfy { shelf.documents[$0] != nil }, "hits are documents: \(ids)")
        let scores = results.hits.map(\.score)
        law(scores.allSatisfy { $0.isFinite && $0 >= 0 }, "scores are numbers: \(scores)")
        law(scores == scores.sorted(by: >), "the best come first: \(scores)")
        for hit in results.hits {
            law(hit.matchedSectionCount == hit.sections.count, "all sections are there: \(hit)")
            for section in hit.sections + hit.marks { check(section, of: hit, results) }
        }
    }

    private func check(_ section: SectionHit, of hit: SearchHit, _ results: SearchResults) {
        guard let text = shelf.text(of: section, in: hit.documentID) else {
            law(false, "sections are those of the document: \(hit)")
            return
        }
        let words = shelf.index.analyzer.wordRanges(in: text).count
        let marks = section.wordIndices
        law(section.matchedTermCount > 0 && !marks.isEmpty, "a section that is a hit has a word: \(section)")
        law(marks.isStrictlyAscending && marks.allSatisfy((0..<words).contains), "marks are words: \(section)")
        guard !results.limitsReached.contains(.prefixExpansions) else { return }
        let matched = shelf.index.matchedWords(in: text, query: query, field: section.field)
        law(marks == matched, "a text has the marks of its section: \(matched), \(section)")
    }

    private func checkExplanations(of results: SearchResults) {
        let hits = Dictionary(uniqueKeysWithValues: results.hits.map { ($0.documentID, $0) })
        for id in [Shelf.inputID, "drivers", "no document"] {
            let explanation = shelf.index.explain(request { _ in }, documentID: id)
            law(explanation.outcome.isFound == (hits[id] != nil), "a hit is explained as one: \(explanation)")
            law(explanation.interpretation == results.interpretation, "one reading of a query: \(explanation)")
            if let score = hits[id]?.score {
                law(
                    abs(explanation.score - score) <= 1e-9 * max(1, score), "the shares make the score: \(explanation)")
            }
        }
    }

    // MARK: Other requests

    private func checkPages(of results: SearchResults) {
        let page = search {
            $0.offset = 1
            $0.limit = 2
            $0.sectionsPerDocument = 1
        }
        law(page.totalCount == results.totalCount, "a page knows the total: \(page.totalCount)")
        law(page.ids == Array(results.ids.dropFirst().prefix(2)), "a page is a part: \(page.ids) \(results.ids)")
        for (hit, whole) in zip(page.hits, results.hits.dropFirst()) {
            law(hit.sections == Array(whole.sections.prefix(1)), "fewer sections are the best: \(hit.sections)")
        }
        let newest = search { $0.sort = .newest }
        law(Set(newest.ids) == Set(results.ids), "the order changes no answer: \(newest.ids)")
        let some = search { $0.requirement = .any }
        law(Set(some.ids).isSuperset(of: results.ids), "any of the words is in more: \(some.ids)")
    }

    private func checkFilters(of results: SearchResults) {
        let filtered = search { $0.filters = ["edition": ["2022"]] }
        let expected = results.ids.filter { shelf.documents[$0]?.facets["edition"] == ["2022"] }
        law(filtered.ids == expected, "a filter leaves those that have the value: \(filtered.ids)")
        let count = results.facets["edition"]?.first { $0.value == "2022" }?.count ?? 0
        law(count == expected.count, "a value's count is how many it leaves: \(count)")
    }

    private func checkTolerance(of results: SearchResults) {
        let exact = search { $0.toleratesTypos = false }
        law(exact.approximations.isEmpty, "nothing is approximated unasked: \(exact.approximations)")
        guard exact.matching == results.matching, results.matching == .all else { return }
        law(Set(results.ids).isSuperset(of: exact.ids), "tolerance loses nothing: \(exact.ids)")
    }

    /// The words of the text, each in quotes, find it.
    private func checkWordsAreFound() {
        guard shelf.index.limits == QueryLimits(), let text = shelf.documents[Shelf.inputID]?.fields["slides"]?[1]
        else { return }
        for word in shelf.index.analyzer.words(in: text).prefix(3) {
            let found = shelf.index.search(SearchRequest(query: "\"\(text[word])\"")).ids
            law(found.contains(Shelf.inputID), "a text is found by its words: \(text[word].debugDescription)")
        }
    }
}

extension SearchResults {
    fileprivate var ids: [String] { hits.map(\.documentID) }
}

extension SearchExplanation.Outcome {
    fileprivate var isFound: Bool { self == .found }
}
