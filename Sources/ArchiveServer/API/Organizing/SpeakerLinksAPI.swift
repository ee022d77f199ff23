internal import HTTPTypes
internal import TalkArchive

/// `/api/v1/organize/links`: the links by which speakers hand in.
struct SpeakerLinkList: APIObject {
    let links: [SpeakerLink]
    let problems: [ContentProblem]

    static let schema = ObjectSchema(
        "Links by which speakers hand in.",
        [
            .must("links", Schema.list("Those of talks that the token may change.", of: SpeakerLink.self)),
            .must("problems", Schema.list("What is wrong with the list of links.", of: ContentProblem.self)),
        ])

    static let get = APIOperation(
        method: .get, path: "/api/v1/organize/links", name: "listLinks",
        about: "The links by which speakers hand in, also those that do not hold any more",
        answers: [.init(status: .ok, about: "The links.", schema: Schema.reference(Self.self))]
    ) { desk, _ in
        let (links, problems) = try desk.links()
        return try .json(
            SpeakerLinkList(
                links: links.map { SpeakerLink($0) }, problems: problems.map(ContentProblem.init)), status: .ok)
    }
}

/// A link to one talk, without its secret.
struct SpeakerLink: APIObject {
    let id: String
    let talk: String
    let name: String
    let state: String
    let created: String
    let expires: String?
    let openings: Int?
    let opened: Int
    let lastOpened: String?
    let revoked: String?

    static let schema = ObjectSchema(
        "A link by which a speaker hands in, without its secret.",
        [
            .must("id", Schema.text("Its name in lists and in the log.")),
            .must("talk", Schema.text("The key of the talk that it is for.")),
            .must("name", Schema.text("For whom it was made.")),
            .must(
                "state",
                Schema.choice(
                    "`used-up`: it was opened as often as it may be; whoever is in can stay.",
                    ["open", "revoked", "expired", "used-up"])),
            .must("created", Schema.moment("When it was made.")),
            .may("expires", Schema.moment("From when it does not hold any more.")),
            .may("openings", Schema.count("How often it can be opened.", from: 1)),
            .must("opened", Schema.count("How often it was.")),
            .may("lastOpened", Schema.moment("When it was last opened.")),
            .may("revoked", Schema.moment("When it was taken back.")),
        ])

    static let create = APIOperation(
        method: .post, path: OrganizedTalk.path + "/links", name: "createLink",
        about: "Makes a link by which a speaker hands in",
        description: "The secret is told here and never again; only its hash is kept.", parameters: [.edition, .talk],
        body: .init(
            about: "For whom it is, and how long it holds.",
            content: [
                "application/json": [
                    "type": "object", "additionalProperties": false, "required": ["name"],
                    "properties": [
                        "name": Schema.text("For whom."),
                        "expires": Schema.text(
                            "A moment, `2022-09-12T10:00:00Z`; without it the link does not expire."),
                        "openings": Schema.count(
                            "How often it can be opened; any number without it.", from: 1, to: TalkLinks.mostOpenings),
                    ],
                ]
            ]),
        answers: [
            .init(
                status: .created, about: "The link with its secret.", schema: Schema.reference(NewSpeakerLink.self))
        ], problems: OrganizedTalk.writeProblems.filter { $0.code != 412 && $0.code != 428 }
    ) { desk, visit in
        let key = try visit.talkKey()
        try desk.principal.require(.changeEdition(key.edition))
        let sent = try await SentDocument(visit, known: ["name", "expires", "openings"])
        let made = try await desk.createLink(
            to: key, name: try sent.text("name") ?? "", expires: try sent.moment("expires"),
            openings: try sent.number("openings"))
        return try .json(NewSpeakerLink(made, visit.addresses), status: .created)
    }

    static let revoke = APIOperation(
        method: .delete, path: "/api/v1/organize/links/{link}", name: "revokeLink", about: "Takes a link back",
        description: "Whoever came in by it is out at once.", parameters: [.link],
        answers: [.init(status: .ok, about: "The link as it is now.", schema: Schema.reference(Self.self))],
        problems: [.notFound, .conflict, .insufficientStorage]
    ) { desk, visit in
        try .json(SpeakerLink(try await desk.revokeLink(visit.parameter("link"))), status: .ok)
    }

    init(_ link: TalkLink) {
        id = link.id
        talk = link.talk.description
        name = link.name
        state =
            switch link.state(at: .now) {
            case .open: "open"
            case .revoked: "revoked"
            case .expired: "expired"
            case .usedUp: "used-up"
            }
        created = link.created.description
        expires = link.expires?.description
        openings = link.openings
        opened = link.opened
        lastOpened = link.lastOpened?.description
        revoked = link.revoked?.description
    }
}

/// A link just made.
struct NewSpeakerLink: APIObject {
    let link: SpeakerLink
    let secret: String
    let address: String

    static let schema = ObjectSchema(
        "A link just made.",
        [
            .must("link", Schema.reference(SpeakerLink.self)),
            .must("secret", Schema.text("What the speaker keeps. It is told this once.")),
            .must("address", Schema.address("What to send to the speaker: the secret is behind the `#`.")),
        ])

    init(_ made: NewTalkLink, _ addresses: Addresses) {
        link = SpeakerLink(made.link)
        secret = made.text
        address = addresses(HandInAddress.entrance) + "#\(made.text)"
    }
}

extension APIParameter {
    static let link = APIParameter(
        name: "link", place: .path, about: "The `id` of a link.", schema: Schema.text("As in the list of links."))
}
