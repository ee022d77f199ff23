internal import Foundation
internal import HTTPTypes
internal import TalkArchive

/// `/api/v1/editions/{edition}/talks/{talk}`: all that is known about a talk.
struct TalkDetails: APIObject {
    let entry: TalkEntry
    let editionName: String
    let order: Int?
    let text: TextForms?
    let textKind: String
    let links: [LinkEntry]
    let originalSlides: String?
    let decks: [DeckVersion]
    let slides: String
    let currentDeck: String?
    let citations: [CitationEntry]

    static let schema = ObjectSchema(
        "A talk.",
        TalkEntry.schema.members + [
            .must("editionName", Schema.text("Its edition's name for people.")),
            .may("order", Schema.count("Its place in the programme.", from: 1)),
            .may("text", Schema.reference("Its abstract or summary.", TextForms.self)),
            .must(
                "textKind",
                Schema.choice(
                    "Whose words the text is: the speaker's abstract, or a summary written for the archive.",
                    Talk.TextKind.allCases.map(\.rawValue))),
            .must("links", Schema.list("What else there is about it.", of: LinkEntry.self)),
            .may("originalSlides", Schema.address("Where the speaker published the slides.")),
            .must("decks", Schema.list("Its slides as files: the current version first.", of: DeckVersion.self)),
            .must("slides", Schema.address("Its slides one by one, here.")),
            .may("currentDeck", Schema.address("The current PDF, under an address that stays.")),
            .must("citations", Schema.list("For reference managers.", of: CitationEntry.self)),
        ])

    private enum CodingKeys: CodingKey {
        case editionName, order, text, textKind, links, originalSlides, decks, slides, currentDeck, citations
    }

    static let resource = APIResource(
        path: "/api/v1/editions/{edition}/talks/{talk}", name: "getTalk", about: "All facts about a talk",
        parameters: [.edition, .talk], answer: Schema.reference(Self.self), answerAbout: "The talk.",
        problems: [.notFound, .gone]
    ) { visit in
        try .api(TalkDetails(visit.talkOrGone(), edition: visit.edition(), visit.snapshot))
    }

    init(_ talk: Talk, edition: Edition, _ snapshot: Snapshot) {
        let address = Addresses(snapshot)
        entry = TalkEntry(talk, snapshot, address)
        editionName = edition.name
        order = talk.order
        text = TextForms(talk.text)
        textKind = talk.textKind.rawValue
        links = talk.links.map(LinkEntry.init)
        originalSlides = talk.originalSlides?.absoluteString
        decks = talk.decks.map { DeckVersion($0, snapshot, address) }
        slides = address(APIAddress.slides(talk.key))
        currentDeck = talk.currentDeck.map { _ in address(SiteAddress.currentDeck(talk.key)) }
        citations = CitationFormat.allCases.map {
            CitationEntry(
                format: $0.rawValue, mediaType: $0.mediaType,
                url: address(SiteAddress.citation(talk.key, slide: nil, $0))
            )
        }
    }

    func encode(to encoder: any Encoder) throws {
        try entry.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(editionName, forKey: .editionName)
        try container.encodeIfPresent(order, forKey: .order)
        try container.encodeIfPresent(text, forKey: .text)
        try container.encode(textKind, forKey: .textKind)
        try container.encode(links, forKey: .links)
        try container.encodeIfPresent(originalSlides, forKey: .originalSlides)
        try container.encode(decks, forKey: .decks)
        try container.encode(slides, forKey: .slides)
        try container.encodeIfPresent(currentDeck, forKey: .currentDeck)
        try container.encode(citations, forKey: .citations)
    }
}

/// One version of a talk's slides.
struct DeckVersion: APIObject {
    let sha256: String
    let bytes: Int
    let added: String
    let origin: String
    let note: String?
    let pages: Int?
    let url: String

    static let schema = ObjectSchema(
        "One version of a talk's slides: a PDF.",
        [
            .must("sha256", Schema.hash("SHA-256 of its bytes.")),
            .must("bytes", Schema.count("Its length.")),
            .must("added", Schema.moment("When it came into the archive.")),
            .must(
                "origin",
                Schema.choice(
                    "`sample`: written for the archive, not the speaker's; `original`: fetched from where the speaker "
                        + "published it; `upload`: handed in.", Deck.Origin.allCases.map(\.rawValue))),
            .may("note", Schema.text("Why this version, what changed.")),
            .may("pages", Schema.count("Its pages, where they have been read.", from: 1)),
            .must("url", Schema.address("These very bytes, for good.")),
        ])

    init(_ deck: Deck, _ snapshot: Snapshot, _ address: Addresses) {
        sha256 = deck.hash.description
        bytes = deck.byteCount
        added = deck.added.description
        origin = deck.origin.rawValue
        note = deck.note.nonEmpty
        pages = snapshot.contents[deck.hash].flatMap { $0.slides.isEmpty ? nil : $0.slides.count }
        url = address(SiteAddress.file(deck.hash))
    }
}

/// A talk for a reference manager.
struct CitationEntry: APIObject {
    let format: String
    let mediaType: String
    let url: String

    static let schema = ObjectSchema(
        "A talk for a reference manager.",
        [
            .must("format", Schema.choice("The form.", CitationFormat.allCases.map(\.rawValue))),
            .must("mediaType", Schema.text("Its media type.")),
            .must("url", Schema.address("The citation.")),
        ])
}
