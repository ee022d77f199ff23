internal import HTTPTypes
internal import TalkArchive

/// `/api/v1/organize/log`: what was changed here, by whom and when.
struct AuditLogPage: APIObject {
    let events: [Entry]
    let damagedLines: Int
    let paging: Paging

    /// A line of the log.
    struct Entry: APIObject {
        let time: String
        let who: String
        let what: String
        let talk: String?
        let file: String?
        let old: String?
        let new: String?
        let about: String?
        let isUncertain: Bool

        static let schemaName = "AuditEvent"
        static let schema = ObjectSchema(
            "A change of the archive.",
            [
                .must("time", Schema.moment("When.")),
                .must("who", Schema.text("Whose token or link it was, or who sat at the command line.")),
                .must("what", Schema.text("What was done: `deck-added`, `talk-changed`, `order-changed` ...")),
                .may("talk", Schema.text("The talk's key.")),
                .may("file", Schema.text("The file that changed: its path in the archive's folder.")),
                .may("old", Schema.hash("What it held before.")),
                .may("new", Schema.hash("What it holds since.")),
                .may("about", Schema.text("More, for people.")),
                .must("isUncertain", Schema.flag("The server was stopped in the middle: it may not have happened.")),
            ])

        init(_ event: AuditEvent) {
            time = event.time.description
            who = event.who
            what = event.what.rawValue
            talk = event.talk?.description
            file = event.file
            old = event.old?.description
            new = event.new?.description
            about = event.about.nonEmpty
            isUncertain = event.isUncertain
        }
    }

    static let schema = ObjectSchema(
        "A page of the audit log.",
        [
            .must("events", Schema.list("The newest first.", of: Entry.self)),
            .must("damagedLines", Schema.count("Lines of the log that cannot be read.")),
            .must("paging", Schema.reference(Paging.self)),
        ])

    static let operation = APIOperation(
        method: .get, path: "/api/v1/organize/log", name: "listAuditEvents",
        about: "What was changed, by whom and when", parameters: [.loggedTalk, .page, .pageSize],
        answers: [.init(status: .ok, about: "A page of the log.", schema: Schema.reference(Self.self))],
        problems: [.badRequest]
    ) { desk, visit in
        try desk.principal.require(.changeArchive)
        let query = try APIQuery(visit)
        let talk = try query.values(.loggedTalk) { TalkKey($0) }.first
        let pageSize = try query.number(.pageSize)
        let page = try query.number(.page) ?? 1
        let size = pageSize ?? APILimits.pageSize
        let found = try await desk.events(of: talk, page: page, size: size)
        let address = visit.addresses
        let paging = Paging(page: page, perPage: size, total: found.total) {
            address(APIAddress.auditLog(talk: talk, page: $0, pageSize: pageSize))
        }
        return try .json(
            AuditLogPage(events: found.events.map(Entry.init), damagedLines: found.damaged, paging: paging),
            status: .ok
        ).linking(to: paging.links)
    }
}

extension APIParameter {
    static let loggedTalk = APIParameter(
        name: "talk", place: .query, about: "Only changes of this talk, `EDITION/TALK`.",
        schema: Schema.text("A talk's key.").with(["pattern": "^[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*$"]),
        example: { examples in
            guard let edition = examples.edition, let talk = examples.talk else { return nil }
            return .text("\(edition)/\(talk)")
        })
}
