internal import HTTPTypes
internal import TalkArchive

/// `/api/v1/organize/proposals`: what speakers handed in and nobody has accepted yet.
struct ProposalList: APIObject {
    let proposals: [ProposalDetails]
    let problems: [ContentProblem]

    static let schema = ObjectSchema(
        "What speakers handed in and nobody has accepted yet.",
        [
            .must("proposals", Schema.list("The longest waiting first.", of: ProposalDetails.self)),
            .must("problems", Schema.list("What cannot be read.", of: ContentProblem.self)),
        ])

    static let get = APIOperation(
        method: .get, path: "/api/v1/organize/proposals", name: "listProposals",
        about: "What speakers handed in for talks that the token may change, and nobody has accepted yet",
        answers: [.init(status: .ok, about: "What waits.", schema: Schema.reference(Self.self))]
    ) { desk, visit in
        let (proposals, problems) = desk.waitingProposals()
        return try .json(
            ProposalList(
                proposals: proposals.map { ProposalDetails($0, visit.addresses) },
                problems: problems.map(ContentProblem.init)), status: .ok)
    }
}

/// What a speaker handed in by a link.
struct ProposalDetails: APIObject {
    let id: String
    let revision: String
    let talk: String
    let who: String
    let since: String
    let changed: String
    let isWaiting: Bool
    let parts: [String]
    let title: ProposedText?
    let body: ProposedText?
    let links: [[String: String]]?
    let sha256: String?
    let bytes: Int?
    let note: String?
    let slides: String?
    let refusedBecause: String?
    let url: String

    /// A text that somebody wants, and the one that it is to replace.
    struct ProposedText: APIObject {
        let value: String
        let base: String

        static let schema = ObjectSchema(
            "A text that a speaker wants.",
            [
                .must("value", Schema.text("What it is to be.")),
                .must("base", Schema.text("What the talk had when it was handed in.")),
            ])

        init(_ value: ProposedValue<String>) { (self.value, base) = (value.value, value.base) }
    }

    static let schemaName = "Proposal"
    static let schema = ObjectSchema(
        "What a speaker handed in by a link.",
        [
            .must("id", Schema.text("The id of the link.")),
            .must("revision", Schema.hash("For `If-Match` of what is decided about it; the `ETag` without quotes.")),
            .must("talk", Schema.text("The key of the talk.")),
            .must("who", Schema.text("Who handed it in.")),
            .must("since", Schema.moment("When its first part was handed in.")),
            .must("changed", Schema.moment("When its last part was handed in.")),
            .must("isWaiting", Schema.flag("False when it was refused.")),
            .must("parts", Schema.list("What there is.", of: Schema.text("`slides`, `title`, `abstract`, `links`."))),
            .may("title", Schema.reference(ProposedText.self)),
            .may("body", Schema.reference(ProposedText.self)),
            .may(
                "links",
                Schema.list(
                    "All links that the talk is to have.",
                    of: [
                        "type": "object", "required": ["title", "url", "kind"],
                        "properties": [
                            "title": ["type": "string"], "url": ["type": "string"], "kind": ["type": "string"],
                        ],
                    ])),
            .may("sha256", Schema.hash("The slides.")), .may("bytes", Schema.count("Their length.")),
            .may("note", Schema.text("A line about the slides.")),
            .may("slides", Schema.address("The slides as a PDF, here.")),
            .may("refusedBecause", Schema.text("Why it was refused.")), .must("url", Schema.address("This, here.")),
        ])

    private static let path = "/api/v1/organize/proposals/{proposal}"

    static let get = APIOperation(
        method: .get, path: path, name: "getProposal", about: "What a speaker handed in by a link",
        parameters: [.proposal],
        answers: [.revised(.ok, "What was handed in.", Schema.reference(Self.self))], problems: [.notFound]
    ) { desk, visit in
        let proposal = try desk.proposal(visit.parameter("proposal"))
        return try .organized(ProposalDetails(proposal, visit.addresses), revision: proposal.revision)
    }

    static let getSlides = APIOperation(
        method: .get, path: path + "/slides", name: "getProposedSlides", about: "The slides of a proposal, as a PDF",
        parameters: [.proposal],
        answers: [
            .init(
                status: .ok, about: "The PDF.", mediaType: "application/pdf",
                schema: ["type": "string", "contentMediaType": "application/pdf"],
                headers: ["Cache-Control": "NotKept", "ETag": "ETag"])
        ], problems: [.notFound]
    ) { desk, visit in
        let proposal = try desk.proposal(visit.parameter("proposal"))
        guard let deck = proposal.deck, let file = desk.keeper.proposals.slides(of: proposal) else {
            throw SiteError.notFound
        }
        var content = Content(
            "application/pdf", file: file, length: deck.byteCount, stamp: FileStamp(of: file),
            entityTag: deck.hash.description, caching: .never)
        content.security = .userFile
        content.fields[.contentDisposition] = "inline; filename=\"\(proposal.talk.slug)-proposed.pdf\""
        return content
    }

    static let accept = APIOperation(
        method: .post, path: path + "/accept", name: "acceptProposal",
        about: "Makes the archive say what a speaker handed in",
        description: """
            When a text of the talk has changed since it was handed in, the answer is 412 with the file of now; to replace \
            it all the same send its `revision` as `onto`.
            """,
        parameters: [.proposal, .ifMatch],
        body: .init(
            about: "An empty object, or the revision of the talk's file whose newer texts are to be replaced.",
            content: [
                "application/json": [
                    "type": "object", "additionalProperties": false,
                    "properties": ["onto": Schema.hash("A revision of the `talk.md`.")],
                ]
            ]),
        answers: [.init(status: .ok, about: "What is now in the archive.", schema: Schema.reference(Accepted.self))],
        problems: OrganizedTalk.writeProblems
    ) { desk, visit in
        let proposal = try seen(desk, visit)
        let sent = try await SentDocument(visit, known: ["onto"])
        let onto = try sent.text("onto").map { text in
            guard let hash = ContentHash(text) else {
                throw SiteError.invalid([("onto", "Write the revision of the talk's file: 64 hexadecimal digits.")])
            }
            return hash
        }
        let accepted = try await desk.accept(proposal: proposal.id, seen: proposal.revision, onto: onto)
        return try .json(Accepted(accepted, visit.addresses), status: .ok)
    }

    static let refuse = APIOperation(
        method: .post, path: path + "/refuse", name: "refuseProposal", about: "Refuses what a speaker handed in",
        description: "The speaker reads the reason, and can hand in something else.",
        parameters: [.proposal, .ifMatch],
        body: .init(
            about: "The reason.",
            content: [
                "application/json": [
                    "type": "object", "additionalProperties": false, "required": ["reason"],
                    "properties": ["reason": Schema.text("Why, for the speaker.")],
                ]
            ]),
        answers: [.init(status: .ok, about: "It, refused.", schema: Schema.reference(Self.self))],
        problems: OrganizedTalk.writeProblems
    ) { desk, visit in
        let proposal = try seen(desk, visit)
        let sent = try await SentDocument(visit, known: ["reason"])
        let refused = try await desk.refuse(
            proposal: proposal.id, seen: proposal.revision, reason: try sent.text("reason") ?? "")
        return try .json(ProposalDetails(refused, visit.addresses), status: .ok)
    }

    /// What was accepted.
    struct Accepted: APIObject {
        let talk: String
        let parts: [String]
        let sha256: String?
        let url: String
        let page: String

        static let schemaName = "AcceptedProposal"
        static let schema = ObjectSchema(
            "A proposal that was accepted.",
            [
                .must("talk", Schema.text("The key of the talk.")),
                .must("parts", Schema.list("What was taken over.", of: Schema.text("`slides`, `title` ..."))),
                .may("sha256", Schema.hash("The slides.")),
                .must("url", Schema.address("The talk, here.")), .must("page", Schema.address("Its page for people.")),
            ])

        init(_ accepted: AcceptedProposal, _ address: Addresses) {
            talk = accepted.proposal.talk.description
            parts = accepted.proposal.parts
            sha256 = accepted.deck?.deck.hash.description
            url = address(APIAddress.organizedTalk(accepted.proposal.talk))
            page = address(SiteAddress.talk(accepted.proposal.talk))
        }
    }

    /// The proposal that `If-Match` names.
    private static func seen(_ desk: ArchiveDesk, _ visit: Visit) throws -> Proposal {
        let proposal = try desk.proposal(visit.parameter("proposal"))
        let tags = try SeenRevision.tags(visit)
        guard tags.isAny || tags.namesStrongly(proposal.revision.description) else {
            var error = SiteError(
                status: .preconditionFailed, title: ProblemKind.notWhatYouHave.title,
                detail: ProposalError.changedMeanwhile.description, problem: .notWhatYouHave)
            error.fields[.eTag] = "\"\(proposal.revision)\""
            throw error
        }
        return proposal
    }

    init(_ proposal: Proposal, _ address: Addresses) {
        id = proposal.id
        revision = proposal.revision.description
        talk = proposal.talk.description
        who = proposal.who
        since = proposal.since.description
        changed = proposal.changed.description
        isWaiting = proposal.isWaiting
        parts = proposal.parts
        title = proposal.title.map(ProposedText.init)
        body = proposal.body.map(ProposedText.init)
        links = proposal.links.map { links in
            links.value.map { ["title": $0.title, "url": $0.url, "kind": $0.kind] }
        }
        sha256 = proposal.deck?.hash.description
        bytes = proposal.deck?.byteCount
        note = proposal.deck?.note.nonEmpty
        slides = proposal.deck.map { _ in address(APIAddress.proposedSlides(proposal.id)) }
        refusedBecause = proposal.refusal?.reason
        url = address(APIAddress.proposal(proposal.id))
    }
}

extension APIParameter {
    static let proposal = APIParameter(
        name: "proposal", place: .path, about: "The `id` of a proposal, which is that of its link.",
        schema: Schema.text("As in the list of proposals."))
}
