internal import Foundation
internal import HTTPTypes
internal import TalkArchive

/// An edition in a list.
struct EditionEntry: APIObject {
    let id: String
    let name: String
    let tagline: String?
    let starts: String
    let ends: String
    let place: String?
    let isOnline: Bool
    let talkCount: Int
    let updated: String
    let url: String
    let page: String
    let feed: String

    static let schema = ObjectSchema(
        "An edition in a list.",
        [
            .must("id", Schema.slug("Its name in addresses.")),
            .must("name", Schema.text("Its name for people.")),
            .may("tagline", Schema.text("One line about it.")),
            .must("starts", Schema.day("Its first day.")),
            .must("ends", Schema.day("Its last day.")),
            .may("place", Schema.text("Town and country.")),
            .must("isOnline", Schema.flag("It could be followed from afar.")),
            .must("talkCount", Schema.count("Its talks.")),
            .must("updated", Schema.moment("When something of it last came or changed.")),
            .must("url", Schema.address("All about it, here.")),
            .must("page", Schema.address("Its page for people.")),
            .must("feed", Schema.address("Its Atom feed.")),
        ])

    init(_ edition: Edition, _ address: Addresses) {
        id = edition.id.description
        name = edition.name
        tagline = edition.tagline.nonEmpty
        starts = edition.starts.description
        ends = edition.ends.description
        place = edition.place
        isOnline = edition.isOnline
        talkCount = edition.talks.count
        updated = edition.updated.description
        url = address(APIAddress.edition(edition.id))
        page = address(SiteAddress.edition(edition.id))
        feed = address(SiteAddress.feed(.edition(edition.id)))
    }
}

/// `/api/v1/editions`.
struct EditionList: APIObject {
    let editions: [EditionEntry]

    static let schema = ObjectSchema(
        "All editions.", [.must("editions", Schema.list("The newest first.", of: EditionEntry.self))])

    static let resource = APIResource(
        path: "/api/v1/editions", name: "listEditions", about: "All editions", answer: Schema.reference(Self.self),
        answerAbout: "The editions, the newest first."
    ) { visit in
        try .api(EditionList(editions: visit.snapshot.archive.editions.map { EditionEntry($0, visit.addresses) }))
    }
}

/// `/api/v1/editions/{edition}`.
struct EditionDetails: APIObject {
    let entry: EditionEntry
    let attendance: String?
    let about: TextForms?
    let organisers: [NamedLink]
    let sponsors: [NamedLink]
    let links: [LinkEntry]
    let pictures: [GalleryPicture]
    let published: String
    let talks: [TalkEntry]

    static let schema = ObjectSchema(
        "An edition.",
        EditionEntry.schema.members + [
            .may("attendance", Schema.text("How many came, in words.")),
            .may("about", Schema.reference("About it.", TextForms.self)),
            .must("organisers", Schema.list("Who organised it.", of: NamedLink.self)),
            .must("sponsors", Schema.list("Who paid for it.", of: NamedLink.self)),
            .must("links", Schema.list("What else there is about it.", of: LinkEntry.self)),
            .must("pictures", Schema.list("Its gallery.", of: GalleryPicture.self)),
            .must("published", Schema.moment("When it came into the archive.")),
            .must("talks", Schema.list("In the order of the programme.", of: TalkEntry.self)),
        ])

    private enum CodingKeys: CodingKey {
        case attendance, about, organisers, sponsors, links, pictures, published, talks
    }

    static let resource = APIResource(
        path: "/api/v1/editions/{edition}", name: "getEdition", about: "An edition with its talks",
        parameters: [.edition], answer: Schema.reference(Self.self), answerAbout: "The edition.",
        problems: [.notFound]
    ) { visit in try .api(EditionDetails(visit.edition(), visit.snapshot)) }

    init(_ edition: Edition, _ snapshot: Snapshot) {
        let address = Addresses(snapshot)
        entry = EditionEntry(edition, address)
        attendance = edition.attendance
        about = TextForms(edition.about)
        organisers = edition.organisers.map { NamedLink(name: $0.name, url: $0.url?.absoluteString) }
        sponsors = edition.sponsors.map { NamedLink(name: $0.name, url: $0.url?.absoluteString) }
        links = edition.links.map(LinkEntry.init)
        pictures = (edition.gallery?.pictures ?? []).map {
            GalleryPicture(caption: $0.caption, url: address(SiteAddress.galleryPicture(edition.id, file: $0.file)))
        }
        published = edition.published.description
        talks = edition.talks.map { TalkEntry($0, snapshot, address) }
    }

    func encode(to encoder: any Encoder) throws {
        try entry.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(attendance, forKey: .attendance)
        try container.encodeIfPresent(about, forKey: .about)
        try container.encode(organisers, forKey: .organisers)
        try container.encode(sponsors, forKey: .sponsors)
        try container.encode(links, forKey: .links)
        try container.encode(pictures, forKey: .pictures)
        try container.encode(published, forKey: .published)
        try container.encode(talks, forKey: .talks)
    }
}
