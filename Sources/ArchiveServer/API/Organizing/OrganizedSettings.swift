internal import HTTPTypes
internal import TalkArchive

/// `/api/v1/organize/settings`: the archive as a whole, as `archive.yaml` has it.
struct OrganizedSettings: APIObject {
    let revision: String
    let fields: JSONValue
    let problems: [ContentProblem]
    let url: String

    static let schema = ObjectSchema(
        "The archive as a whole, as organizers have it.",
        [
            .must("revision", Schema.hash("The SHA-256 of its file; the `ETag` without quotes.")),
            .must("fields", FieldsJSON.settings.schema),
            .must("problems", Schema.list("What is wrong with its file.", of: ContentProblem.self)),
            .must("url", Schema.address("This, here.")),
        ])

    static let path = "/api/v1/organize/settings"

    static let get = APIOperation(
        method: .get, path: path, name: "getSettings", about: "The archive as a whole",
        answers: [
            .revised(
                .ok, "The settings; their `ETag` is the revision of their file.", Schema.reference(Self.self),
                changedBy: next)
        ],
        problems: [.notFound, .conflict]
    ) { desk, visit in try await answer(desk, visit) }

    static let create = APIOperation(
        method: .put, path: path, name: "createSettings", about: "Makes the archive of an empty folder",
        description: """
            `name`, `base_url` and `tag_authority` have to be among the fields. The last is in the names by which feed \
            readers know every talk, so it is for good.
            """,
        parameters: [.ifNew],
        body: .init(about: "What the file is to say.", content: SentDocument.content(sentSchema(isPatch: false))),
        answers: [.revised(.created, "The settings as they are now.", Schema.reference(Self.self), changedBy: next)],
        problems: OrganizedTalk.writeProblems
    ) { desk, visit in
        try desk.principal.require(.changeArchive)
        try SeenRevision.requireNone(visit)
        let sent = try await SentDocument(visit, known: ["fields"])
        _ = try await desk.createSettings(try sent.fields(.settings))
        return try await answer(desk, visit, status: .created)
    }

    static let change = APIOperation(
        method: .patch, path: path, name: "changeSettings", about: "Changes the archive as a whole",
        description: """
            A merge patch (RFC 7396) of `fields`: what is not named stays, `null` removes a key, a list takes the place of \
            the whole list. Comments and order of the file stay.
            """,
        parameters: [.ifMatch],
        body: .init(about: "What is to change.", content: SentDocument.content(sentSchema(isPatch: true))),
        answers: [.revised(.ok, "The settings as they are now.", Schema.reference(Self.self), changedBy: next)],
        problems: OrganizedTalk.writeProblems
    ) { desk, visit in
        try desk.principal.require(.changeArchive)
        _ = try SeenRevision.tags(visit)
        let sent = try await SentDocument(visit, known: ["fields"])
        let fields = try sent.fields(.settings)
        let seen = try SeenRevision.require(
            visit, of: "archive.yaml", now: try await desk.settingsText(), sent: sent.json)
        do {
            _ = try await desk.changeSettings(fields, seen: seen)
        } catch ArchiveEditError.conflict(let file, let text, let revision) {
            throw SiteError.changedSince(file: file, text: text, revision: revision, sent: sent.json)
        }
        return try await answer(desk, visit)
    }

    private static let next = [(operation: "changeSettings", path: [String]())]

    private static func sentSchema(isPatch: Bool) -> JSONValue {
        [
            "type": "object", "additionalProperties": false,
            "properties": ["fields": FieldsJSON.settings.sentSchema(isPatch: isPatch)],
        ]
    }

    private static func answer(
        _ desk: ArchiveDesk, _ visit: Visit, status: HTTPResponse.Status = .ok
    ) async throws -> Content {
        let (text, revision) = try await desk.settingsText()
        let address = Addresses(visit.site.snapshots.take())(APIAddress.organizedSettings)
        let settings = OrganizedSettings(
            revision: revision.description,
            fields: FieldsJSON.settings.json(EditableText(edition: text)?.values ?? [:]),
            problems: try await desk.view().problems(below: "archive.yaml"), url: address)
        return try .organized(
            settings, revision: revision, status: status, location: status == .created ? address : nil)
    }
}
