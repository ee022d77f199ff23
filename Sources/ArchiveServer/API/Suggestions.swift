internal import ArchiveSearch
internal import FormParsing
internal import TalkArchive

/// `/suggest?q=`: completions of what is being typed, in the form of the OpenSearch Suggestions extension 1.1, which
/// browsers ask for: the text, then as many completions, descriptions and addresses.
enum Suggestions {
    static let mediaType = "application/x-suggestions+json"
    /// Keys are pressed faster than the archive changes.
    private static let lifetime = 60

    static let resource = APIResource(
        path: "/suggest", name: "suggest", about: "Completions of what is being typed",
        parameters: [
            APIParameter(
                name: "q", place: .query,
                about:
                    "What has been typed; nothing is suggested for more than \(APILimits.suggestionCharacters) characters.",
                schema: Schema.text("A beginning."), example: { $0.word.map { .text(String($0.prefix(3))) } })
        ],
        answer: schema, answerAbout: "The text, its completions, their descriptions and their addresses.",
        mediaType: mediaType, isKept: false
    ) { visit in
        let typed = visit.query["q"] ?? ""
        let rows = typed.count <= APILimits.suggestionCharacters ? rows(typed, visit.snapshot) : []
        let answer: JSONValue = [
            .text(typed), .list(rows.map { .text($0.completion) }), .list(rows.map { .text($0.description) }),
            .list(rows.map { .text($0.address) }),
        ]
        return try .api(answer, mediaType: mediaType, caching: .seconds(lifetime))
    }

    private static let schema: JSONValue = [
        "type": "array", "minItems": 4, "maxItems": 4,
        "description":
            "What was typed, its completions, what each is, and where each leads; the lists are equally long.",
        // `prefixItems` would say more; tools for OpenAPI often do not know it.
        "items": ["type": ["string", "array"], "items": ["type": "string"]],
    ]

    private struct Row {
        let completion: String
        let description: String
        let address: String
    }

    private static func rows(_ typed: String, _ snapshot: Snapshot) -> [Row] {
        let address = Addresses(snapshot)
        let archive = snapshot.archive
        let names = snapshot.names.beginning(typed, limit: APILimits.suggestedNames).map { name in
            switch name {
            case .speaker(let speaker):
                Row(
                    completion: speaker.name,
                    description: HumanText.count(archive.talks(by: speaker.slug).count, "talk") + " by this speaker",
                    address: address(SiteAddress.speaker(speaker.slug)))
            case .talk(let key, let title):
                Row(
                    completion: title,
                    description: "A talk of \(archive.edition(key.edition)?.name ?? key.edition.description)",
                    address: address(SiteAddress.talk(key)))
            }
        }
        let words = snapshot.search.completions(of: typed, limit: APILimits.suggestions - names.count)
        return names
            + words.filter { $0.query != typed }.map { search in
                Row(
                    completion: search.query,
                    description: search.talkCount.map { "in \(HumanText.count($0, "talk"))" } ?? "Did you mean this?",
                    address: address(SiteAddress.search(SearchAddress(query: search.query))))
            }
    }
}
