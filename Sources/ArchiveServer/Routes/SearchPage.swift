internal import ArchiveSearch
internal import Foundation
internal import TalkArchive

/// `/search`: talks with their best slides.
enum SearchPage {
    static func content(_ visit: Visit) throws -> Content {
        let search = SearchQuery(visit)
        let address = search.address
        let snapshot = visit.snapshot
        let limits = visit.site.configuration.limits
        let results =
            search.isEmpty
            ? nil
            : snapshot.search.results(
                of: address, pageSize: limits.resultsPerPage, slidesPerTalk: limits.slidesPerResult)
        if results?.totalCount == 0 { visit.site.metrics.countEmptySearch() }
        let explanation =
            search.isExplained
            ? results.map { snapshot.search.explanation(of: address, talks: $0.hits.map(\.talk)) } : nil
        let examples = HomePage.examples(snapshot)
        let notices = search.notices + (results?.notices ?? [])
        let page: PageObject = [
            "hasQuery": .flag(!search.isEmpty), "notices": .list(notices.map { ["text": .text($0)] }),
            "searchableText": .text(HomePage.searchableText(snapshot)),
            "hasExamples": .flag(!examples.isEmpty), "exampleSearches": .list(examples.map { PageObject($0) }),
            "feedHref": .text(SiteAddress.feed(.search(address.firstPage)).path),
            "feedTitle": .text("Feed of this search"),
        ]
        return try visit.page(
            "search",
            PageFrame(
                title: address.query.isEmpty ? "Search" : address.query,
                feed: search.isEmpty ? nil : (.search(address.firstPage), "search for \(address.query)"),
                isIndexed: false, query: address.query),
            page.within(choices(results, search: search))
                .within(listing(results, explanation, search: search, snapshot: snapshot, limits: limits)),
            caching: .seconds(60))
    }

    private static func listing(
        _ results: TalkSearchResults?, _ explanation: OrderExplanation?, search: SearchQuery, snapshot: Snapshot,
        limits: ServerLimits
    ) -> PageObject {
        guard let results else { return ["hasResults": .absent] }
        let address = search.address
        let first = (address.page - 1) * limits.resultsPerPage + 1
        let talks = HumanText.count(results.totalCount, "talk")
        let last = first + results.hits.count - 1
        return [
            "resultText": .text(
                results.totalCount == 0
                    ? "Nothing found"
                    : results.totalCount > results.hits.count && !results.hits.isEmpty
                        ? "\(first) to \(last) of \(talks)" : talks),
            "fallbackText": .text(
                ifAny: results.matching == .any && results.totalCount > 0
                    ? "No talk has all of your words; "
                        + "\(results.totalCount == 1 ? "this has" : "these have") some of them." : nil),
            "didYouMean": .object(
                results.newSuggestion.map { suggestion in
                    ["title": .text(suggestion), "href": .text(SiteAddress.search(address.asking(suggestion)).path)]
                }),
            "nearWords": .list(results.nearWords.map { nearWords($0, address: address) }),
            "hasResults": .flag(!results.hits.isEmpty), "firstRank": .text(String(first)),
            "results": .list(
                results.hits.map { hit in
                    SearchResult.object(
                        hit, query: address.query, snapshot: snapshot, reasons: explanation?.scores[hit.talk.key])
                }),
            "orderNote": .object(explanation.map(SearchReasons.note)),
            "orderLink": .object(SearchReasons.link(search)),
            "pagination": .object(pagination(total: results.totalCount, search: search, limits: limits)),
        ]
    }

    private static let shownNearWords = 8

    private static func nearWords(_ near: NearWords, address: SearchAddress) -> PageObject {
        func href(_ query: String) -> PageValue { .text(SiteAddress.search(address.asking(query)).path) }
        let shown = near.used.prefix(shownNearWords)
        let hidden = near.used.count - shown.count
        return [
            "typed": .text(near.typed), "exactHref": href(near.exactQuery),
            "words": .list(
                shown.enumerated().map { position, word in
                    [
                        "title": .text(word.word), "href": href(word.query),
                        "comma": .flag(position < shown.count - 1),
                    ]
                }),
            "moreWords": .text(ifAny: hidden > 0 ? "and \(hidden) more" : nil),
        ]
    }

    private static let valueNames = PageObject.Names("title", "count", "active", "href", "kindLabel")

    /// Filters, chosen and offered, and the order of results.
    private static func choices(_ results: TalkSearchResults?, search: SearchQuery) -> PageObject {
        let address = search.address
        var chosen: [PageObject] = []
        var facets: [PageObject] = []
        func add<Value: Comparable>(
            _ title: String, _ kind: String, _ values: [TalkSearchResults.Facet<Value>],
            _ list: WritableKeyPath<SearchAddress, [Value]>
        ) {
            let shown = values.prefix(10) + values.dropFirst(10).filter(\.isChosen)
            let rows = shown.map { value -> PageObject in
                PageObject(
                    valueNames, .text(value.label), .text(String(value.count)), .flag(value.isChosen),
                    .text(search.path(to: address.toggling(value.value, in: list))), .text(kind))
            }
            for (value, row) in zip(shown, rows) where value.isChosen { chosen.append(row) }
            if rows.count > 1 || shown.contains(where: \.isChosen) {
                let hidden = values.count - shown.count
                facets.append([
                    "title": .text(title), "values": .list(rows),
                    "moreText": .text(ifAny: hidden > 0 ? "and \(hidden) more" : nil),
                ])
            }
        }
        if let results {
            add("Editions", "edition", results.editions, \.editions)
            add("Speakers", "speaker", results.speakers, \.speakers)
            add("Tags", "tag", results.tags, \.tags)
        }
        return [
            "hiddenFields": .list(hiddenFields(address)), "hasActiveFilters": .flag(!chosen.isEmpty),
            "activeFilters": .list(chosen), "hasFacets": .flag(!facets.isEmpty), "facets": .list(facets),
            "sortChoices": .list(
                SearchAddress.Order.allCases.map { order in
                    var other = address.firstPage
                    other.order = order
                    return [
                        "title": .text(order == .relevance ? "Best first" : "Newest first"),
                        "active": .flag(order == address.order), "href": .text(search.path(to: other)),
                    ]
                }),
        ]
    }

    /// A new query keeps the filters that were chosen.
    private static func hiddenFields(_ address: SearchAddress) -> [PageObject] {
        func field(_ name: String, _ value: String) -> PageObject { ["name": .text(name), "value": .text(value)] }
        return address.editions.map { field("edition", $0.description) }
            + address.speakers.map { field("speaker", $0.description) }
            + address.tags.map { field("tag", $0.description) }
            + (address.order == .relevance ? [] : [field("sort", address.order.rawValue)])
    }

    private static func pagination(total: Int, search: SearchQuery, limits: ServerLimits) -> PageObject? {
        let address = search.address
        let last = min((total + limits.resultsPerPage - 1) / limits.resultsPerPage, limits.lastResultsPage)
        guard last > 1 else { return nil }
        func href(_ page: Int) -> String {
            var other = address
            other.page = page
            return search.path(to: other)
        }
        var pages: [PageObject] = []
        var previous = 0
        for page in 1...last where page == 1 || page == last || abs(page - address.page) <= 2 {
            if page > previous + 1 { pages.append(["gap": .present]) }
            pages.append([
                "gap": .absent, "number": .text(String(page)), "href": .text(href(page)),
                "current": .flag(page == address.page),
            ])
            previous = page
        }
        return [
            "pages": .list(pages),
            "previousHref": .text(ifAny: address.page > 1 ? href(min(address.page, last + 1) - 1) : nil),
            "nextHref": .text(ifAny: address.page < last ? href(address.page + 1) : nil),
        ]
    }
}
