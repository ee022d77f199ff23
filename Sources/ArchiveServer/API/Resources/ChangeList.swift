internal import HTTPTypes
internal import TalkArchive

/// `/api/v1/changes`: what came, changed or went after a number.
struct ChangeList: APIObject {
    let journal: String
    let since: Int
    let latest: Int
    let changes: [Entry]
    let hasMore: Bool
    let next: String

    /// A change of a talk.
    struct Entry: APIObject {
        let number: Int
        let seen: String
        let key: String
        let kind: ChangeJournal.Change.Kind
        let url: String

        static let schemaName = "Change"
        static let schema = ObjectSchema(
            "The newest change of a talk.",
            [
                .must("number", Schema.count("Counts up.", from: 1)),
                .must("seen", Schema.moment("When the server saw it.")),
                .must("key", Schema.text("The talk's key.")),
                .must(
                    "kind",
                    Schema.choice(
                        "`removed`: it is no longer there; `withdrawn`: it was taken back. A talk that came and changed "
                            + "since you last asked is `changed`.",
                        ChangeJournal.Change.Kind.allCases.map(\.rawValue))),
                .must("url", Schema.address("The talk, here; 404 or 410 when it is gone.")),
            ])
    }

    static let schema = ObjectSchema(
        "What came, changed or went after a number: for each talk its newest change.",
        [
            .must("journal", Schema.text("The name of this count. Send it with the next `since`.")),
            .must("since", Schema.count("The number asked for.")),
            .must("latest", Schema.count("The newest number.")),
            .must("changes", Schema.list("By number, the oldest first.", of: Entry.self)),
            .must("hasMore", Schema.flag("`next` has more at once.")),
            .must("next", Schema.address("What to ask next: the rest, or what comes after.")),
        ])

    static let resource = APIResource(
        path: "/api/v1/changes", name: "listChanges",
        about:
            "What came, changed or went since a number. Ask `next` of the answer now and then to follow the archive.",
        parameters: [.since, .journal, .pageSize], answer: Schema.reference(Self.self),
        answerAbout: "Changes after the number.", problems: [.badRequest, .gone], isKept: false
    ) { visit in
        let query = try APIQuery(visit)
        let (since, pageSize) = (try query.number(.since) ?? 0, try query.number(.pageSize))
        if let journal = query.text(.journal), journal.count > APILimits.journalCharacters {
            throw SiteError.badParameter(.journal, "Write the `journal` of an answer.")
        }
        let journal = visit.site.keeper.changes.current
        if let named = query.text(.journal)?.nonEmpty, named != journal.id || since > journal.latest {
            throw SiteError(
                status: .gone, title: ProblemKind.startOver.title,
                detail: "The numbers of changes began anew. Ask for all changes.", problem: .startOver)
        }
        let address = visit.addresses
        let rest = journal.changes(after: since)
        let shown = rest.prefix(pageSize ?? APILimits.pageSize)
        let hasMore = shown.count < rest.count
        let next = address(
            APIAddress.changes(
                since: hasMore ? shown.last?.number ?? since : max(since, journal.latest), journal: journal.id,
                pageSize: pageSize))
        return try .api(
            ChangeList(
                journal: journal.id, since: since, latest: journal.latest,
                changes: shown.map {
                    Entry(
                        number: $0.number, seen: $0.seen.description, key: $0.key.description, kind: $0.kind,
                        url: address(APIAddress.talk($0.key)))
                }, hasMore: hasMore, next: next)
        ).linking(to: hasMore ? [("next", next)] : [])
    }
}
