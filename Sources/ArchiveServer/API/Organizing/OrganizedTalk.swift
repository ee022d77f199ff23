internal import HTTPTypes
internal import TalkArchive

/// `/api/v1/organize/editions/{edition}/talks/{talk}`: a talk as its file has it, hidden or not.
struct OrganizedTalk: APIObject {
    let key: String
    let revision: String
    let fields: JSONValue
    let body: String
    let isReadable: Bool
    let visibility: VisibilityEntry?
    let missing: [String]
    let decks: [OrganizedVersion]
    let warnings: [String]
    let problems: [ContentProblem]
    let url: String
    let page: String
    let log: String

    static let schema = ObjectSchema(
        "A talk as organizers have it.",
        [
            .must("key", Schema.text("Its permanent name, `EDITION/TALK`.")),
            .must("revision", Schema.hash("The SHA-256 of its file; the `ETag` without quotes.")),
            .must("fields", FieldsJSON.talk.schema),
            .must("body", Schema.text("The text after the metadata: Markdown.")),
            .must("isReadable", Schema.flag("False when the file is so wrong that the talk is not shown to anybody.")),
            .may("visibility", Schema.reference(VisibilityEntry.self)),
            .must("missing", MissingPart.schema),
            .must("decks", Schema.list("Its slides: the current version first.", of: OrganizedVersion.self)),
            .must("warnings", Schema.list("What readers will miss of the slides.", of: Schema.text("A sentence."))),
            .must("problems", Schema.list("What is wrong with its files.", of: ContentProblem.self)),
            .must("url", Schema.address("This, here.")),
            .must("page", Schema.address("Its page for people.")),
            .must("log", Schema.address("Who changed it and when, here.")),
        ])

    static let path = "/api/v1/organize/editions/{edition}/talks/{talk}"

    static let get = APIOperation(
        method: .get, path: path, name: "getOrganizedTalk", about: "A talk with all that organizers know of it",
        parameters: [.edition, .talk],
        answers: [
            .revised(
                .ok, "The talk; its `ETag` is the revision of its file.", Schema.reference(Self.self), changedBy: next)
        ],
        problems: [.notFound, .conflict]
    ) { desk, visit in try await answer(desk, visit) }

    static let create = APIOperation(
        method: .put, path: path, name: "createTalk", about: "Makes a talk",
        description: "The name in the address is for good. `title` has to be among the fields.",
        parameters: [.edition, .talk, .ifNew],
        body: .init(about: "What the file is to say.", content: SentDocument.content(sentSchema(isPatch: false))),
        answers: [.revised(.created, "The talk as it is now.", Schema.reference(Self.self), changedBy: next)],
        problems: writeProblems
    ) { desk, visit in
        let key = try visit.talkKey()
        try desk.principal.require(.changeEdition(key.edition))
        try SeenRevision.requireNone(visit)
        let sent = try await SentDocument(visit, known: ["fields", "body"])
        _ = try await desk.createTalk(key, try sent.fields(.talk), body: try sent.body() ?? "")
        return try await answer(desk, visit, status: .created)
    }

    static let change = APIOperation(
        method: .patch, path: path, name: "changeTalk", about: "Changes a talk",
        description: """
            A merge patch (RFC 7396) of `fields` and `body`: what is not named stays, `null` removes a key, a list takes \
            the place of the whole list. Comments and order of the file stay. Who may see the talk is said by \
            `visibility`, `embargo`, `withdrawn` and `withdrawal_reason`.
            """,
        parameters: [.edition, .talk, .ifMatch],
        body: .init(about: "What is to change.", content: SentDocument.content(sentSchema(isPatch: true))),
        answers: [.revised(.ok, "The talk as it is now.", Schema.reference(Self.self), changedBy: next)],
        problems: writeProblems
    ) { desk, visit in
        let key = try visit.talkKey()
        try desk.principal.require(.changeEdition(key.edition))
        _ = try SeenRevision.tags(visit)
        let sent = try await SentDocument(visit, known: ["fields", "body"])
        let (fields, body) = (try sent.fields(.talk), try sent.body())
        let now = try await desk.text(of: key)
        let seen = try SeenRevision.require(visit, of: "\(key)/talk.md", now: now, sent: sent.json)
        do {
            _ = try await desk.changeTalk(key, fields, body: body, seen: seen)
        } catch ArchiveEditError.conflict(let file, let text, let revision) {
            throw SiteError.changedSince(file: file, text: text, revision: revision, sent: sent.json)
        }
        return try await answer(desk, visit)
    }

    private static let next = [(operation: "changeTalk", path: ["edition", "talk"])]

    static let writeProblems: [HTTPResponse.Status] = [
        .badRequest, .notFound, .conflict, .preconditionFailed, .preconditionRequired, .contentTooLarge,
        .unsupportedMediaType, .unprocessableContent, .insufficientStorage,
    ]

    private static func sentSchema(isPatch: Bool) -> JSONValue {
        [
            "type": "object", "additionalProperties": false,
            "properties": [
                "fields": FieldsJSON.talk.sentSchema(isPatch: isPatch),
                "body": Schema.text("The text after the metadata: Markdown."),
            ],
        ]
    }

    static func answer(
        _ desk: ArchiveDesk, _ visit: Visit, status: HTTPResponse.Status = .ok
    ) async throws -> Content {
        let key = try visit.talkKey()
        let (text, revision) = try await desk.text(of: key)
        let talk = OrganizedTalk(
            key, text, revision, in: try await desk.view(), Addresses(visit.site.snapshots.take()))
        return try .organized(
            talk, revision: revision, status: status, location: status == .created ? talk.url : nil)
    }

    private init(
        _ key: TalkKey, _ text: String, _ revision: ContentHash, in view: OrganizerView, _ address: Addresses
    ) {
        let file = EditableText(talk: text)
        let talk = view.archive.talk(key)
        self.key = key.description
        self.revision = revision.description
        fields = FieldsJSON.talk.json(file?.values ?? [:])
        body = file?.body ?? ""
        isReadable = talk != nil
        visibility = talk.map { VisibilityEntry($0.visibility) }
        missing = talk.map { MissingPart.all(of: $0, in: view).map(\.rawValue) } ?? []
        decks = talk?.decks.map { OrganizedVersion($0, of: key, in: view, address) } ?? []
        warnings = talk?.currentDeck.flatMap { view.contents[$0.hash]?.warnings } ?? []
        problems = view.problems(below: "\(key)/")
        url = address(APIAddress.organizedTalk(key))
        page = address(SiteAddress.talk(key))
        log = address(APIAddress.auditLog(talk: key, page: 1, pageSize: nil))
    }
}

/// One version of a talk's slides, for organizers.
struct OrganizedVersion: APIObject {
    let sha256: String
    let bytes: Int
    let added: String
    let origin: String
    let note: String?
    let pages: Int?
    let pagesWithoutText: [Int]
    let error: String?
    let url: String

    static let schema = ObjectSchema(
        "One version of a talk's slides, for organizers.",
        [
            .must("sha256", Schema.hash("SHA-256 of its bytes.")),
            .must("bytes", Schema.count("Its length.")),
            .must("added", Schema.moment("When it came into the archive.")),
            .must("origin", Schema.choice("Where it comes from.", Deck.Origin.allCases.map(\.rawValue))),
            .may("note", Schema.text("Why this version, what changed.")),
            .may("pages", Schema.count("Its pages, where they have been read.")),
            .must(
                "pagesWithoutText",
                Schema.list("Pages that no search can find.", of: Schema.count("A page.", from: 1))),
            .may("error", Schema.text("Why it cannot be read.")),
            .must("url", Schema.address("The PDF, here.")),
        ])

    init(_ deck: Deck, of key: TalkKey, in view: OrganizerView, _ address: Addresses) {
        sha256 = deck.hash.description
        bytes = deck.byteCount
        added = deck.added.description
        origin = deck.origin.rawValue
        note = deck.note.nonEmpty
        pages = view.contents[deck.hash]?.slides.count
        pagesWithoutText = view.contents[deck.hash]?.pagesWithoutText ?? []
        error = view.failures[deck.hash]
        url = address(APIAddress.organizedVersion(key, deck.hash))
    }
}
