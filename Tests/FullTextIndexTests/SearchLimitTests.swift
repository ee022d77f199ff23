import FullTextIndex
import Testing

/// Queries that would read too much of a large index.
@Suite struct SearchLimitTests {
    private func index(_ limits: QueryLimits) -> FullTextIndex {
        FullTextIndexTests.index(
            (0..<100).map { number in
                talk(
                    "\(number)", title: "unsafe blocks \(number)",
                    slides: ["pinned data", "word\(number) aa\(number)"],
                    date: Int64(number))
            }, limits: limits)
    }

    private static let queries = [
        "unsafe", "pinned data", "\"unsafe blocks\"", "pin*", "unsafe OR \"pinned data\"", "-pinned unsafe",
        "-pinned", "\"pinned data\" blocks", "a* w*", "unsafe_blocks",
    ]

    @Test("look at the newest documents, and say so", arguments: queries)
    func cut(query: String) {
        let all = index(QueryLimits()).search(SearchRequest(query: query, limit: 100))
        #expect(!all.limitsReached.contains(.postings))
        let some = index(QueryLimits(postingCount: 40)).search(SearchRequest(query: query, limit: 100))
        #expect(some.limitsReached.contains(.postings))
        #expect(some.totalCount < all.totalCount || all.totalCount == 0)
        let newest = some.hits.compactMap { Int($0.documentID) }
        #expect(newest.allSatisfy { $0 > 50 }, "\(newest)")
        #expect(Set(newest).isSubset(of: all.hits.compactMap { Int($0.documentID) }))
    }

    @Test("are not met by a small query, whatever the size of the index")
    func notCut() {
        let results = index(QueryLimits(postingCount: 40)).search(SearchRequest(query: "word77"))
        #expect(results.limitsReached.isEmpty)
        #expect(results.hits.map(\.documentID) == ["77"])
    }

    @Test("many prefixes share the words they may stand for")
    func prefixes() {
        let few = index(QueryLimits(expansionsPerPrefix: 150)).search(SearchRequest(query: "word* aa*"))
        #expect(few.limitsReached.isEmpty)
        let many = index(QueryLimits(expansionsPerPrefix: 150))
            .search(SearchRequest(query: "word* OR aa* OR b* OR c* OR d* OR e*"))
        #expect(many.limitsReached == [.prefixExpansions])
    }

    @Test("facets and conditions hold for what was looked at")
    func conditions() {
        let documents = (0..<60).map { number in
            talk("\(number)", title: "pin", edition: number % 2 == 0 ? "2022" : "2021", date: Int64(number))
        }
        let index = FullTextIndexTests.index(documents, limits: QueryLimits(postingCount: 30))
        let results = index.search(SearchRequest(query: "pin year:2022"))
        #expect(results.totalCount == 15)
        #expect(results.facets["edition"] == [FacetCount(value: "2022", count: 15)])
    }

    @Test("better spellings are looked for of as many words as the limit allows")
    func spellings() {
        let limited = index(QueryLimits(approximatedWordCount: 1))
        #expect(limited.spellingSuggestion(for: "unsaef blocsk")?.query == "unsafe blocsk")
        #expect(index(QueryLimits()).spellingSuggestion(for: "unsaef blocsk")?.query == "unsafe blocks")
    }
}
