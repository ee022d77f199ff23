import Documents
import FullTextIndex

/// The engine as the game sees it: all that is known here of `FullTextIndex` is in this file.
struct GameIndex {
    /// How texts and queries are cut.
    struct Settings {
        /// Whether inflections of English words are folded.
        var isStemming = false
        /// Whether identifiers are also found by their parts and forms; else words are runs of letters and digits.
        var isCode = false
    }

    /// A query in the engine's own form, made before the clock starts.
    struct Prepared {
        fileprivate var request: SearchRequest
        fileprivate var neverMatches = false
        /// The query where it is one of words alone, for which the engine has a shorter way.
        fileprivate var words: WordQuery?
    }

    /// A document that was found.
    enum Hit {
        case ranked(RankedDocument)
        case found(SearchHit)

        var id: String {
            switch self {
            case .ranked(let document): document.documentID
            case .found(let hit): hit.documentID
            }
        }
    }

    private let index: FullTextIndex

    /// Builds the index of all documents.
    init(_ documents: [BenchmarkDocument], settings: Settings) {
        let empty = FullTextIndex(
            schema: IndexSchema(fields: [FieldDefinition(name: "text")]),
            options: AnalyzerOptions(
                language: settings.isStemming ? .english : nil, wordStyle: settings.isCode ? .code : .plain),
            limits: QueryLimits(
                queryByteCount: .max, termCount: 64, phraseWordCount: 64, expansionsPerPrefix: .max,
                postingCount: .max))
        index = empty.applying(
            documents.map { .put(IndexDocument(id: $0.id, fields: ["text": [$0.text]])) })
    }

    /// The memory of the index in bytes, positions included.
    var byteCount: Int { index.statistics.approximateByteCount }

    /// The query in the engine's form, for the `limit` best documents.
    func prepare(_ query: GameQuery, limit: Int) -> Prepared {
        let asked = query.required.isEmpty ? query.optional : query.required
        let text = (asked.map(Self.text) + query.excluded.map { "-" + Self.text($0) }).joined(separator: " ")
        let request = SearchRequest(
            query: text, limit: limit, requirement: query.required.isEmpty ? .any : .allElseAny,
            sectionsPerDocument: 0, toleratesTypos: false)
        return Prepared(request: request, neverMatches: asked.isEmpty, words: words(of: query))
    }

    private func words(of query: GameQuery) -> WordQuery? {
        guard query.excluded.isEmpty else { return nil }
        let asked = query.required.isEmpty ? query.optional : query.required
        if asked.count == 1, case .phrase(let words) = asked[0] { return index.wordQuery(.phrase, words) }
        var words: [String] = []
        for clause in asked {
            guard case .word(let word) = clause else { return nil }
            words.append(word)
        }
        return index.wordQuery(query.required.isEmpty ? .any : .all, words)
    }

    /// How many documents answer the query.
    func count(_ query: Prepared) -> Int {
        if let words = query.words { return index.documentCount(of: words) }
        return answer(query)?.totalCount ?? 0
    }

    /// The best documents, best first.
    func top(_ query: Prepared) -> [Hit] {
        if let words = query.words {
            return index.topDocuments(words, limit: query.request.limit).map { .ranked($0) }
        }
        return answer(query)?.hits.map { .found($0) } ?? []
    }

    /// The best documents, and how many answer in all.
    func topAndCount(_ query: Prepared) -> (hits: [Hit], count: Int) {
        if query.words != nil { return (top(query), count(query)) }
        guard let results = answer(query) else { return ([], 0) }
        return (results.hits.map { .found($0) }, results.totalCount)
    }

    /// The results; none where the engine fell back from all words to any, which the game does not know.
    private func answer(_ query: Prepared) -> SearchResults? {
        if query.neverMatches { return nil }
        let results = index.search(query.request)
        return results.matching == .any && query.request.requirement == .allElseAny ? nil : results
    }

    /// The clause in the query language of the product. Signs that have a meaning there stand for themselves in a game's
    /// word, so they are left out where the language has no way to write them.
    private static func text(_ clause: GameQuery.Clause) -> String {
        switch clause {
        case .word(let word): plain(word)
        case .prefix(let word): plain(word) + "*"
        case .phrase(let words): "\"" + words.map(plain).joined(separator: " ") + "\""
        }
    }

    private static func plain(_ word: String) -> String {
        var word = word.filter { !"\"“”„«»()*".contains($0) }
        if word == "OR" || word == "AND" || word == "NOT" { word = word.lowercased() }
        return String(word.drop { $0 == "-" })
    }
}
