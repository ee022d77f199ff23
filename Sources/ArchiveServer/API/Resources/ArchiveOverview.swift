internal import TalkArchive

/// `/api/v1`: what there is, with the addresses of everything else.
struct ArchiveOverview: APIObject {
    let name: String
    let tagline: String?
    let language: String
    let updated: String?
    let editionCount: Int
    let talkCount: Int
    let slideCount: Int
    let speakerCount: Int
    let page: String
    let openapi: String
    let problems: String
    let editions: String
    let talks: String
    let speakers: String
    let tags: String
    let search: String
    let changes: String
    let suggestions: String
    let feed: String

    static let schema = ObjectSchema(
        "What the archive has, and the addresses of all of it.",
        [
            .must("name", Schema.text("The series' name.")),
            .may("tagline", Schema.text("One line about it.")),
            .must("language", Schema.text("BCP 47.")),
            .may("updated", Schema.moment("When something last came or changed.")),
            .must("editionCount", Schema.count("Editions.")),
            .must("talkCount", Schema.count("Talks.")),
            .must("slideCount", Schema.count("Slides that can be found.")),
            .must("speakerCount", Schema.count("Speakers.")),
            .must("page", Schema.address("The start page, for people.")),
            .must("openapi", Schema.address("The document that describes this interface.")),
            .must("problems", Schema.address("The kinds of problems.")),
            .must("editions", Schema.address("All editions.")),
            .must("talks", Schema.address("All talks, in pages.")),
            .must("speakers", Schema.address("All speakers.")),
            .must("tags", Schema.address("All tags.")),
            .must("search", Schema.text("A template (RFC 6570) of a search's address.")),
            .must("changes", Schema.address("What came, changed and went, in numbers that count up.")),
            .must("suggestions", Schema.text("A template (RFC 6570): completions of what is being typed.")),
            .must("feed", Schema.address("The Atom feed of everything.")),
        ])

    static let resource = APIResource(
        path: "/api/v1", name: "getOverview", about: "What there is, with links", answer: Schema.reference(Self.self),
        answerAbout: "What the archive has."
    ) { visit in
        let archive = visit.snapshot.archive
        let address = visit.addresses
        return try .api(
            ArchiveOverview(
                name: archive.settings.name, tagline: archive.settings.tagline.nonEmpty,
                language: archive.settings.language, updated: archive.updated?.description,
                editionCount: archive.editions.count, talkCount: archive.talks.count,
                slideCount: visit.snapshot.slideCount, speakerCount: archive.speakers.count,
                page: address(SiteAddress.home), openapi: address(APIAddress.document),
                problems: address(APIAddress.problems(kind: nil)), editions: address(APIAddress.editions),
                talks: address(APIAddress.allTalks), speakers: address(APIAddress.speakers),
                tags: address(APIAddress.tags),
                search: template(address(APIAddress.search(SearchAddress(query: ""), pageSize: nil)))
                    + "{&edition*,speaker*,tag*,sort,page,per_page}",
                changes: address(APIAddress.changes(since: nil, journal: nil, pageSize: nil)),
                suggestions: template(address(SiteAddress.suggestions(""))),
                feed: address(SiteAddress.feed(.everything)))
        ).linking(to: [("service-desc", address(APIAddress.document))])
    }

    /// An address that ends in `q=`, asking for the query.
    private static func template(_ address: String) -> String { address + "{q}" }
}

extension String {
    /// Nil when there is nothing in it, so that it is left out.
    var nonEmpty: String? { isEmpty ? nil : self }
}
