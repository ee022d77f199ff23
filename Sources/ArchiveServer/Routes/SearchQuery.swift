internal import FormParsing
internal import TalkArchive

/// What the address of a search asks for. Any text is a search; what is too long or names nothing is left out, and
/// `notices` says so.
struct SearchQuery {
    let address: SearchAddress
    /// The reasons for the order are asked for.
    let isExplained: Bool
    let notices: [String]

    /// Nothing is asked for.
    var isEmpty: Bool {
        address.query.allSatisfy(\.isWhitespace) && address.editions.isEmpty && address.speakers.isEmpty
            && address.tags.isEmpty
    }

    init(_ visit: Visit) {
        let limits = visit.site.configuration.limits
        let parameters = visit.query
        func values(_ name: String) -> [String] { parameters.values(name) }
        var notices: [String] = []
        let (query, cut) = Self.searchable(values("q").first ?? "", bytes: limits.queryBytes)
        notices += cut
        let page = max(1, values("page").first.flatMap { Int($0) } ?? 1)
        if page > limits.lastResultsPage {
            notices.append("Only the first \(limits.lastResultsPage) pages are shown; more words narrow the search.")
        }
        address = SearchAddress(
            query: query,
            editions: values("edition").compactMap { EditionID($0) },
            speakers: values("speaker").compactMap { SpeakerSlug($0) },
            tags: values("tag").compactMap { Tag($0) },
            order: values("sort").first.flatMap { SearchAddress.Order(rawValue: $0) } ?? .relevance,
            page: min(page, limits.lastResultsPage))
        isExplained = values("explain").first == "1"
        self.notices = notices
    }

    /// The part of a query that is searched, and what is to be said of the rest.
    static func searchable(_ query: String, bytes: Int) -> (query: String, notices: [String]) {
        guard query.utf8.count > bytes else { return (query, []) }
        return (
            String(decoding: query.utf8.prefix(bytes), as: UTF8.self),
            ["The search was too long; only its first \(bytes) bytes were used."]
        )
    }

    /// Another page, order or choice of filters of this search, explained as this one is.
    func path(to other: SearchAddress) -> String {
        (isExplained ? SiteAddress.explainedSearch(other) : .search(other)).path
    }
}

extension SearchAddress {
    /// Another query with the same filters and order.
    func asking(_ query: String) -> SearchAddress {
        var other = firstPage
        other.query = query
        return other
    }

    /// The same search from its beginning.
    var firstPage: SearchAddress {
        var first = self
        first.page = 1
        return first
    }

    /// The same search with a filter value added, or removed where it was chosen, from its beginning.
    func toggling<Value: Hashable & Comparable>(
        _ value: Value, in list: WritableKeyPath<SearchAddress, [Value]>
    ) -> SearchAddress {
        var other = firstPage
        if let position = other[keyPath: list].firstIndex(of: value) {
            other[keyPath: list].remove(at: position)
        } else {
            other[keyPath: list] = (other[keyPath: list] + [value]).sorted()
        }
        return other
    }
}
