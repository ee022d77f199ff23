internal import HTTPTypes
internal import TalkArchive

/// A problem document (RFC 9457, section 3.1).
struct Problem: APIObject {
    let type: String
    let title: String
    let status: Int
    let detail: String
    let parameter: String?
    let list: String?
    let fields: [FieldFault]?
    let theirs: Revision?
    let yours: JSONValue?

    /// What is wrong with a field that was sent.
    struct FieldFault: APIObject {
        /// The key as the file has it; nil when the whole is meant.
        let key: String?
        let problem: String

        static let schema = ObjectSchema(
            "What is wrong with a field.",
            [
                .may("key", Schema.text("Its key; left out when the whole is meant.")),
                .must("problem", Schema.text("What is wrong, and what to write.")),
            ])
    }

    /// A file as somebody left it.
    struct Revision: APIObject {
        let file: String
        let revision: String
        let text: String

        static let schema = ObjectSchema(
            "A file of the archive as it is now.",
            [
                .must("file", Schema.text("Its path in the archive's folder.")),
                .must("revision", Schema.text("For the next `If-Match`, without quotes.")),
                .must("text", Schema.text("All of it.")),
            ])
    }

    static let mediaType = "application/problem+json"

    static let schema = ObjectSchema(
        "What went wrong (RFC 9457).",
        [
            .must("type", Schema.address("The kind; it leads to what can be done.")),
            .must("title", Schema.text("The kind in words.")),
            .must("status", Schema.count("The status of the answer.", from: 400, to: 599)),
            .must("detail", Schema.text("What happened here, and what to do.")),
            .may("parameter", Schema.text("The parameter that is wrong.")),
            .may("list", Schema.address("Where to start over.")),
            .may("fields", Schema.list("Fields that cannot be taken.", of: FieldFault.self)),
            .may("theirs", Schema.reference("What it is now.", Revision.self)),
            .may("yours", ["description": "What you sent."]),
        ])

    init(_ error: SiteError, _ address: Addresses) {
        let kind = error.problem ?? ProblemKind(error.status)
        // RFC 9457, 4.2.1: without a kind of its own the status says it all.
        type = kind.map { address(APIAddress.problems(kind: $0.rawValue)) } ?? "about:blank"
        title = kind?.title ?? error.status.reasonPhrase
        status = error.status.code
        detail = error.title == title ? error.detail : "\(error.title). \(error.detail)"
        parameter = error.parameter
        fields = error.particulars?.fields
        theirs = error.particulars?.theirs
        yours = error.particulars?.yours
        list =
            kind == .startOver
            ? address(APIAddress.changes(since: nil, journal: nil, pageSize: nil)) : nil
    }
}

/// What only programs are told about an error.
struct ProblemParticulars: Sendable {
    var fields: [Problem.FieldFault]?
    var theirs: Problem.Revision?
    var yours: JSONValue?
}

extension SiteError {
    /// A parameter of a query that is not as the document describes it.
    static func badParameter(_ parameter: APIParameter?, _ advice: String) -> SiteError {
        let name = parameter.map { "\u{201C}\($0.name)\u{201D}: " } ?? ""
        return SiteError(
            status: .badRequest, title: ProblemKind.badParameter.title, detail: name + advice,
            problem: .badParameter, parameter: parameter?.name)
    }
}
