internal import HTTPTypes
internal import TalkArchive

/// An edition in the organizers' list.
struct OrganizedEditionEntry: APIObject {
    let id: String
    let name: String
    let talkCount: Int
    let hiddenCount: Int
    let missing: [String: Int]
    let problemCount: Int
    let url: String
    let page: String

    static let schema = ObjectSchema(
        "An edition in the organizers' list.",
        [
            .must("id", Schema.slug("Its name in addresses.")),
            .must("name", Schema.text("Its name for people.")),
            .must("talkCount", Schema.count("Its talks, hidden ones too.")),
            .must("hiddenCount", Schema.count("Talks that only organizers see now.")),
            .must(
                "missing",
                [
                    "type": "object", "description": "How many talks lack what; what none lacks is left out.",
                    "properties": .object(
                        Dictionary(
                            MissingPart.allCases.map { ($0.rawValue, Schema.count("Talks.", from: 1)) }
                        ) { first, _ in first }),
                ]),
            .must("problemCount", Schema.count("What is wrong with its files.")),
            .must("url", Schema.address("All about it, here.")),
            .must("page", Schema.address("Its page for people.")),
        ])

    init(_ edition: Edition, in view: OrganizerView, _ address: Addresses) {
        id = edition.id.description
        name = edition.name
        talkCount = edition.talks.count
        hiddenCount = edition.talks.count {
            ["hidden", "embargoed"].contains(VisibilityEntry($0.visibility).audience)
        }
        missing = edition.talks.flatMap { MissingPart.all(of: $0, in: view) }
            .reduce(into: [:]) { counts, part in counts[part.rawValue, default: 0] += 1 }
        problemCount = view.problems(below: "\(edition.id)/").count
        url = address(APIAddress.organizedEdition(edition.id))
        page = address(SiteAddress.edition(edition.id))
    }
}

/// `/api/v1/organize/editions`.
struct OrganizedEditionList: APIObject {
    let editions: [OrganizedEditionEntry]
    let problems: [ContentProblem]
    let settings: String

    static let schema = ObjectSchema(
        "The editions as organizers have them.",
        [
            .must("editions", Schema.list("The newest first.", of: OrganizedEditionEntry.self)),
            .must("problems", Schema.list("What is wrong with any file.", of: ContentProblem.self)),
            .must("settings", Schema.address("The archive as a whole, for who may change all of it.")),
        ])

    static let operation = APIOperation(
        method: .get, path: "/api/v1/organize/editions", name: "listOrganizedEditions",
        about: "The editions with what they lack, those that the token may see",
        answers: [.init(status: .ok, about: "The editions.", schema: Schema.reference(Self.self))]
    ) { desk, visit in
        let view = try await desk.view()
        let address = visit.addresses
        return try .json(
            OrganizedEditionList(
                editions: view.archive.editions.map { OrganizedEditionEntry($0, in: view, address) },
                problems: view.problems(below: ""), settings: address(APIAddress.organizedSettings)), status: .ok)
    }
}

/// `/api/v1/organize/editions/{edition}`: an edition as its file has it, with its talks.
struct OrganizedEdition: APIObject {
    let id: String
    let revision: String
    let fields: JSONValue
    let isReadable: Bool
    let talks: [OrganizedTalkEntry]
    let problems: [ContentProblem]
    let url: String
    let page: String
    let order: String

    static let schema = ObjectSchema(
        "An edition as organizers have it.",
        [
            .must("id", Schema.slug("Its name in addresses.")),
            .must("revision", Schema.hash("The SHA-256 of its file; the `ETag` without quotes.")),
            .must("fields", FieldsJSON.edition.schema),
            .must("isReadable", Schema.flag("False when the file is so wrong that the edition is not shown.")),
            .must("talks", Schema.list("In the order of the programme.", of: OrganizedTalkEntry.self)),
            .must("problems", Schema.list("What is wrong with its files.", of: ContentProblem.self)),
            .must("url", Schema.address("This, here.")),
            .must("page", Schema.address("Its page for people.")),
            .must("order", Schema.address("The order of its talks, here.")),
        ])

    static let path = "/api/v1/organize/editions/{edition}"

    static let get = APIOperation(
        method: .get, path: path, name: "getOrganizedEdition",
        about: "An edition with all that organizers know of it and its talks", parameters: [.edition],
        answers: [
            .revised(
                .ok, "The edition; its `ETag` is the revision of its file.", Schema.reference(Self.self),
                changedBy: next)
        ],
        problems: [.notFound, .conflict]
    ) { desk, visit in try await answer(desk, visit) }

    static let create = APIOperation(
        method: .put, path: path, name: "createEdition", about: "Makes an edition",
        description: "The name in the address is for good. `name` and `starts` have to be among the fields.",
        parameters: [.edition, .ifNew],
        body: .init(about: "What the file is to say.", content: SentDocument.content(sentSchema(isPatch: false))),
        answers: [.revised(.created, "The edition as it is now.", Schema.reference(Self.self), changedBy: next)],
        problems: OrganizedTalk.writeProblems
    ) { desk, visit in
        let id = try visit.editionID()
        try desk.principal.require(.changeArchive)
        try SeenRevision.requireNone(visit)
        let sent = try await SentDocument(visit, known: ["fields"])
        _ = try await desk.createEdition(id, try sent.fields(.edition))
        return try await answer(desk, visit, status: .created)
    }

    static let change = APIOperation(
        method: .patch, path: path, name: "changeEdition", about: "Changes an edition",
        description: """
            A merge patch (RFC 7396) of `fields`: what is not named stays, `null` removes a key, a list takes the place of \
            the whole list. Comments and order of the file stay.
            """,
        parameters: [.edition, .ifMatch],
        body: .init(about: "What is to change.", content: SentDocument.content(sentSchema(isPatch: true))),
        answers: [.revised(.ok, "The edition as it is now.", Schema.reference(Self.self), changedBy: next)],
        problems: OrganizedTalk.writeProblems
    ) { desk, visit in
        let id = try visit.editionID()
        try desk.principal.require(.changeEdition(id))
        _ = try SeenRevision.tags(visit)
        let sent = try await SentDocument(visit, known: ["fields"])
        let fields = try sent.fields(.edition)
        let now = try await desk.text(of: id)
        let seen = try SeenRevision.require(visit, of: "\(id)/edition.yaml", now: now, sent: sent.json)
        do {
            _ = try await desk.changeEdition(id, fields, seen: seen)
        } catch ArchiveEditError.conflict(let file, let text, let revision) {
            throw SiteError.changedSince(file: file, text: text, revision: revision, sent: sent.json)
        }
        return try await answer(desk, visit)
    }

    private static let next = [(operation: "changeEdition", path: ["edition"])]

    private static func sentSchema(isPatch: Bool) -> JSONValue {
        [
            "type": "object", "additionalProperties": false,
            "properties": ["fields": FieldsJSON.edition.sentSchema(isPatch: isPatch)],
        ]
    }

    private static func answer(
        _ desk: ArchiveDesk, _ visit: Visit, status: HTTPResponse.Status = .ok
    ) async throws -> Content {
        let id = try visit.editionID()
        let (text, revision) = try await desk.text(of: id)
        let edition = OrganizedEdition(
            id, text, revision, in: try await desk.view(), Addresses(visit.site.snapshots.take()))
        return try .organized(
            edition, revision: revision, status: status, location: status == .created ? edition.url : nil)
    }

    private init(
        _ id: EditionID, _ text: String, _ revision: ContentHash, in view: OrganizerView, _ address: Addresses
    ) {
        let edition = view.archive.edition(id)
        self.id = id.description
        self.revision = revision.description
        fields = FieldsJSON.edition.json(EditableText(edition: text)?.values ?? [:])
        isReadable = edition != nil
        talks = (edition?.talks ?? []).map { OrganizedTalkEntry($0, in: view, address) }
        problems = view.problems(below: "\(id)/")
        url = address(APIAddress.organizedEdition(id))
        page = address(SiteAddress.edition(id))
        order = address(APIAddress.organizedOrder(id))
    }
}

/// A talk in an edition, for organizers.
struct OrganizedTalkEntry: APIObject {
    let slug: String
    let title: String
    let speakers: [String]
    let visibility: VisibilityEntry
    let sha256: String?
    let slideCount: Int
    let missing: [String]
    let url: String
    let page: String

    static let schema = ObjectSchema(
        "A talk in an edition, for organizers.",
        [
            .must("slug", Schema.slug("Its name in the edition.")),
            .must("title", Schema.text("Its title.")),
            .must("speakers", Schema.list("As the programme names them.", of: Schema.text("A name."))),
            .must("visibility", Schema.reference(VisibilityEntry.self)),
            .may("sha256", Schema.hash("The current deck; left out when there is none.")),
            .must("slideCount", Schema.count("Pages of its current deck, as far as it has been read.")),
            .must("missing", MissingPart.schema),
            .must("url", Schema.address("All about it, here.")),
            .must("page", Schema.address("Its page for people.")),
        ])

    init(_ talk: Talk, in view: OrganizerView, _ address: Addresses) {
        slug = talk.key.slug.description
        title = talk.title
        speakers = talk.speakers.map(\.name)
        visibility = VisibilityEntry(talk.visibility)
        sha256 = talk.currentDeck?.hash.description
        slideCount = talk.currentDeck.flatMap { view.contents[$0.hash]?.slides.count } ?? 0
        missing = MissingPart.all(of: talk, in: view).map(\.rawValue)
        url = address(APIAddress.organizedTalk(talk.key))
        page = address(SiteAddress.talk(talk.key))
    }
}
