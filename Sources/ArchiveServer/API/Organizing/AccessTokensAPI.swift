internal import HTTPTypes
internal import TalkArchive

/// `/api/v1/organize/tokens`: who may change the archive.
struct AccessTokenList: APIObject {
    let tokens: [OrganizerToken]
    let problems: [ContentProblem]

    static let schema = ObjectSchema(
        "Tokens of organizers and their programs.",
        [
            .must("tokens", Schema.list("All, revoked ones too.", of: OrganizerToken.self)),
            .must("problems", Schema.list("What is wrong with the list of tokens.", of: ContentProblem.self)),
        ])

    static let get = APIOperation(
        method: .get, path: OrganizerToken.path, name: "listTokens",
        about: "The tokens of organizers and their programs, without their secrets",
        answers: [.init(status: .ok, about: "The tokens.", schema: Schema.reference(Self.self))]
    ) { desk, _ in
        let (tokens, problems) = try desk.tokens()
        return try .json(
            AccessTokenList(tokens: tokens.map(OrganizerToken.init), problems: problems.map(ContentProblem.init)),
            status: .ok)
    }
}

/// A token, without its secret.
struct OrganizerToken: APIObject {
    static let path = "/api/v1/organize/tokens"

    let id: String
    let name: String
    let scope: String
    let created: String
    let revoked: String?

    static let schema = ObjectSchema(
        "A token of an organizer or a program, without its secret.",
        [
            .must("id", Schema.text("Its name in lists.")),
            .must("name", Schema.text("For whom or what it was made; the log names it so.")),
            .must("scope", Schema.text("What it allows: `everything`, `upload 2022`, `read`.")),
            .must("created", Schema.moment("When it was made.")),
            .may("revoked", Schema.moment("When it was taken back.")),
        ])

    static let create = APIOperation(
        method: .post, path: path, name: "createToken", about: "Makes a token",
        description: "The secret is told here and never again; only its hash is kept.",
        body: .init(
            about: "For whom it is, and what it allows.",
            content: [
                "application/json": [
                    "type": "object", "additionalProperties": false, "required": ["name", "scope"],
                    "properties": [
                        "name": Schema.text("For whom or what."),
                        "scope": Schema.text("`everything`, `upload 2022` (slides of one edition) or `read`."),
                    ],
                ]
            ]),
        answers: [
            .init(
                status: .created, about: "The token with its secret.", schema: Schema.reference(NewOrganizerToken.self))
        ], problems: OrganizedTalk.writeProblems.filter { $0.code != 412 && $0.code != 428 }
    ) { desk, visit in
        try desk.principal.require(.changeArchive)
        let sent = try await SentDocument(visit, known: ["name", "scope"])
        guard let scope = TokenScope(try sent.text("scope") ?? "") else {
            throw SiteError.invalid([("scope", "Write everything, 'upload EDITION' or read.")])
        }
        return try .json(
            NewOrganizerToken(try await desk.createToken(name: try sent.text("name") ?? "", scope: scope)),
            status: .created)
    }

    static let revoke = APIOperation(
        method: .delete, path: path + "/{token}", name: "revokeToken", about: "Takes a token back",
        description: "It is refused at once, and its sessions end. The last one that allows everything stays (409).",
        parameters: [.token],
        answers: [.init(status: .ok, about: "The token as it is now.", schema: Schema.reference(Self.self))],
        problems: [.notFound, .conflict, .insufficientStorage]
    ) { desk, visit in
        try .json(OrganizerToken(try await desk.revokeToken(visit.parameter("token"))), status: .ok)
    }

    init(_ token: AccessToken) {
        id = token.id
        name = token.name
        scope = token.scope.description
        created = token.created.description
        revoked = token.revoked?.description
    }
}

/// A token just made.
struct NewOrganizerToken: APIObject {
    let token: OrganizerToken
    let secret: String

    static let schema = ObjectSchema(
        "A token just made.",
        [
            .must("token", Schema.reference(OrganizerToken.self)),
            .must("secret", Schema.text("What its owner keeps. It is told this once.")),
        ])

    init(_ made: NewAccessToken) {
        token = OrganizerToken(made.token)
        secret = made.text
    }
}

extension APIParameter {
    static let token = APIParameter(
        name: "token", place: .path, about: "The `id` of a token.", schema: Schema.text("As in the list of tokens."))
}
