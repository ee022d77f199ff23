internal import ArchiveSearch
internal import HTTPTypes
internal import TalkArchive

/// `/api/v1/search`: talks with their best slides.
struct SearchAnswer: APIObject {
    let query: String
    let understood: String
    let ignored: [String]
    let matching: String
    let sort: String
    let notices: [String]
    let suggestion: String?
    let nearWords: [NearWord]
    let talks: [FoundTalk]
    let facets: SearchFacets
    let paging: Paging
    let page: String
    let feed: String

    static let schema = ObjectSchema(
        "The answer to a search: talks, each with its best slides. No query is an error.",
        [
            .must("query", Schema.text("What was asked.")),
            .must("understood", Schema.text("How it was understood, in the query language; folded as it is compared.")),
            .must("ignored", Schema.list("Bits without a word and without a meaning.", of: Schema.text("A bit."))),
            .must(
                "matching",
                Schema.choice(
                    "`all`: every talk has all words; `any`: no talk has, these have some of them.", ["all", "any"])),
            .must("sort", Schema.choice("The order.", SearchAddress.Order.allCases.map(\.rawValue))),
            .must(
                "notices",
                Schema.list(
                    "What was left out because the search was too long or too wide.", of: Schema.text("A sentence."))
            ),
            .may("suggestion", Schema.text("A query that was perhaps meant.")),
            .must(
                "nearWords",
                Schema.list("Words that hardly stand anywhere, with those searched beside them.", of: NearWord.self)),
            .must("talks", Schema.list("This page of the talks found.", of: FoundTalk.self)),
            .must("facets", Schema.reference(SearchFacets.self)),
            .must("paging", Schema.reference(Paging.self)),
            .must("page", Schema.address("The same search for people.")),
            .must("feed", Schema.address("Its Atom feed.")),
        ])

    static let resource = APIResource(
        path: "/api/v1/search", name: "search", about: "Talks with their best slides",
        parameters: [.query, .editions, .speakers, .tags, .sort, .resultsPage, .resultsPageSize],
        answer: Schema.reference(Self.self), answerAbout: "A page of the talks found.", problems: [.badRequest],
        isKept: false
    ) { visit in
        let query = try APIQuery(visit)
        let pageSize = try query.number(.resultsPageSize)
        let (text, notices) = SearchQuery.searchable(
            query.text(.query) ?? "", bytes: visit.site.configuration.limits.queryBytes)
        let search = SearchAddress(
            query: text,
            editions: try query.values(.editions) { EditionID($0) },
            speakers: try query.values(.speakers) { SpeakerSlug($0) }, tags: try query.values(.tags) { Tag($0) },
            order: try query.choice(.sort, SearchAddress.Order.self) ?? .relevance,
            page: try query.number(.resultsPage) ?? 1)
        let answer = SearchAnswer(
            search, pageSize: pageSize, notices: notices, visit.snapshot,
            slidesPerTalk: visit.site.configuration.limits.slidesPerResult)
        return try .api(answer).linking(to: answer.paging.links)
    }

    private init(_ search: SearchAddress, pageSize: Int?, notices: [String], _ snapshot: Snapshot, slidesPerTalk: Int) {
        let address = Addresses(snapshot)
        let perPage = pageSize ?? APILimits.resultsPageSize
        let results = snapshot.search.results(of: search, pageSize: perPage, slidesPerTalk: slidesPerTalk)
        query = search.query
        understood = results.understood
        ignored = results.ignored
        matching = results.matching.rawValue
        sort = search.order.rawValue
        self.notices = notices + results.notices
        suggestion = results.suggestion
        nearWords = results.nearWords.map(NearWord.init)
        talks = results.hits.map { FoundTalk($0, query: search.query, snapshot, address) }
        facets = SearchFacets(results)
        paging = Paging(
            page: search.page, perPage: perPage, total: results.totalCount, lastPage: APILimits.lastResultsPage
        ) { page in
            var other = search
            other.page = page
            return address(APIAddress.search(other, pageSize: pageSize))
        }
        page = address(SiteAddress.search(search.firstPage))
        feed = address(SiteAddress.feed(.search(search.firstPage)))
    }
}

/// A word that hardly stands anywhere.
struct NearWord: APIObject {
    let typed: String
    let exactQuery: String
    let used: [Word]

    /// A word that was searched beside it.
    struct Word: APIObject {
        let word: String
        let query: String

        static let schemaName = "NearWordUsed"
        static let schema = ObjectSchema(
            "A word that was searched beside another.",
            [
                .must("word", Schema.text("The word.")),
                .must("query", Schema.text("The query with it in place of the one typed.")),
            ])
    }

    static let schema = ObjectSchema(
        "A word that no talk has, or hardly any.",
        [
            .must("typed", Schema.text("As it was understood.")),
            .must("exactQuery", Schema.text("The query in which it stands for itself alone.")),
            .must("used", Schema.list("Words spelled almost alike, the nearest first.", of: Word.self)),
        ])

    init(_ near: NearWords) {
        typed = near.typed
        exactQuery = near.exactQuery
        used = near.used.map { Word(word: $0.word, query: $0.query) }
    }
}
