internal import HTTPTypes
internal import TalkArchive

/// A talk in a list.
struct TalkEntry: APIObject {
    let key: String
    let edition: String
    let slug: String
    let title: String
    let speakers: [SpeakerReference]
    let kind: String
    let date: String?
    let tags: [String]
    let published: String
    let updated: String
    let slideCount: Int
    let sha256: String?
    let url: String
    let page: String

    static let schema = ObjectSchema(
        "A talk in a list.",
        [
            .must("key", Schema.text("Its permanent name, `EDITION/TALK`; never given to another talk.")),
            .must("edition", Schema.slug("Its edition.")),
            .must("slug", Schema.slug("Its name in the edition.")),
            .must("title", Schema.text("Its title.")),
            .must("speakers", Schema.list("In the order of the programme.", of: SpeakerReference.self)),
            .must("kind", Schema.choice("What sort of session it was.", Talk.Kind.allCases.map(\.rawValue))),
            .may("date", Schema.day("The day it was given.")),
            .must("tags", Schema.list("Its subjects.", of: Schema.slug("A tag."))),
            .must("published", Schema.moment("When it came into the archive.")),
            .must("updated", Schema.moment("When it or its slides last changed.")),
            .must("slideCount", Schema.count("Pages of its current deck, as far as it has been read.")),
            .may("sha256", Schema.hash("The current deck; left out when there is none.")),
            .must("url", Schema.address("All about it, here.")),
            .must("page", Schema.address("Its page for people.")),
        ])

    init(_ talk: Talk, _ snapshot: Snapshot, _ address: Addresses) {
        key = talk.key.description
        edition = talk.key.edition.description
        slug = talk.key.slug.description
        title = talk.title
        speakers = talk.speakers.map { SpeakerReference($0, address) }
        kind = talk.kind.rawValue
        date = talk.date?.description
        tags = talk.tags.map(\.description)
        published = talk.published.description
        updated = talk.updated.description
        slideCount = snapshot.slides(of: talk).count
        sha256 = talk.currentDeck?.hash.description
        url = address(APIAddress.talk(talk.key))
        page = address(SiteAddress.talk(talk.key))
    }
}

/// A speaker as a talk names them.
struct SpeakerReference: APIObject {
    let name: String
    let slug: String
    let url: String

    static let schema = ObjectSchema(
        "A speaker as a talk names them.",
        [
            .must("name", Schema.text("As the programme writes it.")),
            .must("slug", Schema.slug("The name in addresses.")),
            .must("url", Schema.address("All their talks, here.")),
        ])

    init(_ speaker: Speaker, _ address: Addresses) {
        name = speaker.name
        slug = speaker.slug.description
        url = address(APIAddress.speaker(speaker.slug))
    }
}

/// `/api/v1/talks`.
struct TalkList: APIObject {
    let talks: [TalkEntry]
    let paging: Paging

    static let schema = ObjectSchema(
        "A page of a list of talks.",
        [
            .must(
                "talks",
                Schema.list(
                    "The newest edition first, inside an edition in the order of the programme.", of: TalkEntry.self)),
            .must("paging", Schema.reference(Paging.self)),
        ])

    static let resource = APIResource(
        path: "/api/v1/talks", name: "listTalks", about: "All talks, or those of editions, speakers or tags",
        parameters: [.editions, .speakers, .tags, .page, .pageSize], answer: Schema.reference(Self.self),
        answerAbout: "A page of the list.", problems: [.badRequest], isKept: false
    ) { visit in
        let query = try APIQuery(visit)
        let (editions, speakers, tags) = (
            try query.values(.editions) { EditionID($0) }, try query.values(.speakers) { SpeakerSlug($0) },
            try query.values(.tags) { Tag($0) }
        )
        let pageSize = try query.number(.pageSize)
        let page = try query.number(.page) ?? 1
        let talks = visit.snapshot.archive.talks.filter { talk in
            (editions.isEmpty || editions.contains(talk.key.edition))
                && (speakers.isEmpty || talk.speakers.contains { speakers.contains($0.slug) })
                && (tags.isEmpty || talk.tags.contains { tags.contains($0) })
        }
        let address = visit.addresses
        let paging = Paging(page: page, perPage: pageSize ?? APILimits.pageSize, total: talks.count) {
            address(
                APIAddress.talks(editions: editions, speakers: speakers, tags: tags, page: $0, pageSize: pageSize))
        }
        return try .api(
            TalkList(talks: paging.slice(of: talks).map { TalkEntry($0, visit.snapshot, address) }, paging: paging)
        ).linking(to: paging.links)
    }
}
