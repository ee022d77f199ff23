internal import HTTPTypes
internal import TalkArchive

/// A speaker in a list.
struct SpeakerEntry: APIObject {
    let slug: String
    let name: String
    let talkCount: Int
    let url: String
    let page: String
    let feed: String

    static let schema = ObjectSchema(
        "A speaker in a list.",
        [
            .must("slug", Schema.slug("The name in addresses.")),
            .must("name", Schema.text("As programmes write it.")),
            .must("talkCount", Schema.count("Their talks.")),
            .must("url", Schema.address("All their talks, here.")),
            .must("page", Schema.address("Their page for people.")),
            .must("feed", Schema.address("Their Atom feed.")),
        ])

    init(_ speaker: Speaker, talkCount: Int, _ address: Addresses) {
        slug = speaker.slug.description
        name = speaker.name
        self.talkCount = talkCount
        url = address(APIAddress.speaker(speaker.slug))
        page = address(SiteAddress.speaker(speaker.slug))
        feed = address(SiteAddress.feed(.speaker(speaker.slug)))
    }
}

/// `/api/v1/speakers`.
struct SpeakerList: APIObject {
    let speakers: [SpeakerEntry]

    static let schema = ObjectSchema(
        "Everyone who spoke.", [.must("speakers", Schema.list("By name.", of: SpeakerEntry.self))])

    static let resource = APIResource(
        path: "/api/v1/speakers", name: "listSpeakers", about: "All speakers", answer: Schema.reference(Self.self),
        answerAbout: "The speakers, by name."
    ) { visit in
        let archive = visit.snapshot.archive
        return try .api(
            SpeakerList(
                speakers: archive.speakers.map {
                    SpeakerEntry($0, talkCount: archive.talks(by: $0.slug).count, visit.addresses)
                }))
    }
}

/// `/api/v1/speakers/{speaker}`.
struct SpeakerDetails: APIObject {
    let entry: SpeakerEntry
    let talks: [TalkEntry]

    static let schema = ObjectSchema(
        "A speaker with their talks.",
        SpeakerEntry.schema.members + [.must("talks", Schema.list("The newest edition first.", of: TalkEntry.self))])

    private enum CodingKeys: CodingKey {
        case talks
    }

    static let resource = APIResource(
        path: "/api/v1/speakers/{speaker}", name: "getSpeaker", about: "A speaker with their talks",
        parameters: [.speaker], answer: Schema.reference(Self.self), answerAbout: "The speaker.",
        problems: [.notFound]
    ) { visit in
        let archive = visit.snapshot.archive
        guard let slug = SpeakerSlug(visit.parameter("speaker")),
            let speaker = archive.speakers.first(where: { $0.slug == slug })
        else { throw SiteError.notFound }
        let talks = archive.talks(by: slug)
        return try .api(
            SpeakerDetails(
                entry: SpeakerEntry(speaker, talkCount: talks.count, visit.addresses),
                talks: talks.map { TalkEntry($0, visit.snapshot, visit.addresses) }))
    }

    func encode(to encoder: any Encoder) throws {
        try entry.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(talks, forKey: .talks)
    }
}
