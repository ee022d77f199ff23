internal import HTTPTypes
internal import TalkArchive

/// The kinds of problems of the API: `type` and `title` of RFC 9457. What happened in one case is its `detail`.
enum ProblemKind: String, CaseIterable, Sendable {
    case badParameter = "bad-parameter"
    case badRequest = "bad-request"
    case tokenNeeded = "token-needed"
    case notFound = "not-found"
    case methodNotAllowed = "method-not-allowed"
    case uploadTooSlow = "upload-too-slow"
    case changedMeanwhile = "changed-meanwhile"
    case withdrawn
    case startOver = "start-over"
    case tooLarge = "too-large"
    case notPDF = "not-a-pdf"
    case unreadableSlides = "unreadable-slides"
    case tooManyTries = "too-many-tries"
    case failure
    case unavailable
    case diskFull = "disk-full"

    /// The kind of an error that names none.
    init?(_ status: HTTPResponse.Status) {
        guard let kind = Self.allCases.first(where: { $0.status == status && $0 != .badParameter }) else { return nil }
        self = kind
    }

    var status: HTTPResponse.Status {
        switch self {
        case .badParameter, .badRequest: .badRequest
        case .tokenNeeded: .unauthorized
        case .notFound: .notFound
        case .methodNotAllowed: .methodNotAllowed
        case .uploadTooSlow: .requestTimeout
        case .changedMeanwhile: .conflict
        case .withdrawn, .startOver: .gone
        case .tooLarge: .contentTooLarge
        case .notPDF: .unsupportedMediaType
        case .unreadableSlides: .unprocessableContent
        case .tooManyTries: .tooManyRequests
        case .failure: .internalServerError
        case .unavailable: .serviceUnavailable
        case .diskFull: .insufficientStorage
        }
    }

    var title: String {
        switch self {
        case .badParameter: "A parameter is wrong"
        case .badRequest: "The request could not be understood"
        case .tokenNeeded: "A token is needed"
        case .notFound: "Not found"
        case .methodNotAllowed: "That cannot be done here"
        case .uploadTooSlow: "The upload was too slow"
        case .changedMeanwhile: "The talk's file cannot be changed"
        case .withdrawn: "This talk was withdrawn"
        case .startOver: "Start over"
        case .tooLarge: "Too large"
        case .notPDF: "This is not a PDF"
        case .unreadableSlides: "The slides cannot be read"
        case .tooManyTries: "Too many wrong tokens"
        case .failure: "Something went wrong here"
        case .unavailable: "Not now"
        case .diskFull: "The server's disk is full"
        }
    }

    var advice: String {
        switch self {
        case .badParameter: "`parameter` names it, and `detail` says what to write."
        case .badRequest: "`detail` says what could not be understood."
        case .tokenNeeded: "Send an organizer's token as `Authorization: Bearer TOKEN`."
        case .notFound: "Nothing is at this address. Take addresses from the answers of the interface."
        case .methodNotAllowed: "The `Allow` field tells what this address takes."
        case .uploadTooSlow: "Send it again on a better connection; nothing was changed."
        case .changedMeanwhile: "Look at the talk's file, then send the slides again; nothing was changed."
        case .withdrawn: "Its slides were taken back. Remove what you have of them."
        case .startOver:
            "The numbers of changes began anew. Forget the number you have and ask for all changes; `list` has the address."
        case .tooLarge: "`detail` says how much is taken."
        case .notPDF: "Slides are taken as PDF."
        case .unreadableSlides: "Export the PDF anew; `detail` says what is wrong with it. Nothing was changed."
        case .tooManyTries: "Look up the right token and wait; `Retry-After` says how long."
        case .failure: "The fault is the server's. Try again later, or tell whoever keeps it."
        case .unavailable: "Try again in a moment."
        case .diskFull: "Tell whoever keeps the server; nothing was changed."
        }
    }

    static let resource = APIResource(
        path: "/api/v1/problems", name: "listProblems",
        about: "The kinds of problems, to which `type` of a problem leads",
        answer: Schema.reference(ProblemList.self), answerAbout: "The kinds of problems."
    ) { visit in
        try .api(
            ProblemList(
                problems: ProblemKind.allCases.map { kind in
                    ProblemList.Entry(
                        id: kind.rawValue, type: visit.addresses(APIAddress.problems(kind: kind.rawValue)),
                        status: kind.status.code, title: kind.title, advice: kind.advice)
                }))
    }
}

/// `/api/v1/problems`.
struct ProblemList: APIObject {
    let problems: [Entry]

    /// A kind of problem.
    struct Entry: APIObject {
        let id: String
        let type: String
        let status: Int
        let title: String
        let advice: String

        static let schemaName = "ProblemKind"
        static let schema = ObjectSchema(
            "A kind of problem.",
            [
                .must("id", Schema.text("What is behind the `#` of its `type`.")),
                .must("type", Schema.address("As in a problem.")),
                .must("status", Schema.count("The status with which it comes.", from: 400, to: 599)),
                .must("title", Schema.text("As in a problem.")),
                .must("advice", Schema.text("What to do.")),
            ])
    }

    static let schema = ObjectSchema(
        "The kinds of problems.", [.must("problems", Schema.list("All of them.", of: Entry.self))])
}

/// A problem document (RFC 9457, section 3.1).
struct Problem: APIObject {
    let type: String
    let title: String
    let status: Int
    let detail: String
    let parameter: String?
    let list: String?

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
        ])

    init(_ error: SiteError, _ address: Addresses) {
        let kind = error.problem ?? ProblemKind(error.status)
        // RFC 9457, 4.2.1: without a kind of its own the status says it all.
        type = kind.map { address(APIAddress.problems(kind: $0.rawValue)) } ?? "about:blank"
        title = kind?.title ?? error.status.reasonPhrase
        status = error.status.code
        detail = error.title == title ? error.detail : "\(error.title). \(error.detail)"
        parameter = error.parameter
        list =
            kind == .startOver
            ? address(APIAddress.changes(since: nil, journal: nil, pageSize: nil)) : nil
    }
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
