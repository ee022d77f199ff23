internal import HTTPTypes
internal import TalkArchive

/// The kinds of problems of the API: `type` and `title` of RFC 9457. What happened in one case is its `detail`.
enum ProblemKind: String, CaseIterable, Sendable {
    case badParameter = "bad-parameter"
    case badRequest = "bad-request"
    case digestMismatch = "digest-mismatch"
    case tokenNeeded = "token-needed"
    case notAllowed = "not-allowed"
    case notFound = "not-found"
    case methodNotAllowed = "method-not-allowed"
    case uploadTooSlow = "upload-too-slow"
    case changedMeanwhile = "changed-meanwhile"
    case withdrawn
    case notWhatYouHave = "precondition-failed"
    case changedSince = "changed-since"
    case existsAlready = "exists-already"
    case preconditionNeeded = "precondition-needed"
    case startOver = "start-over"
    case tooLarge = "too-large"
    case notPDF = "not-a-pdf"
    case wrongMediaType = "wrong-media-type"
    case unreadableSlides = "unreadable-slides"
    case invalidFields = "invalid-fields"
    case tooManyTries = "too-many-tries"
    case tooManyUploads = "too-many-uploads"
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
        case .badParameter, .badRequest, .digestMismatch: .badRequest
        case .tokenNeeded: .unauthorized
        case .notAllowed: .forbidden
        case .notFound: .notFound
        case .methodNotAllowed: .methodNotAllowed
        case .uploadTooSlow: .requestTimeout
        case .changedMeanwhile: .conflict
        case .withdrawn, .startOver: .gone
        case .notWhatYouHave, .changedSince, .existsAlready: .preconditionFailed
        case .preconditionNeeded: .preconditionRequired
        case .tooLarge: .contentTooLarge
        case .notPDF, .wrongMediaType: .unsupportedMediaType
        case .unreadableSlides, .invalidFields: .unprocessableContent
        case .tooManyTries, .tooManyUploads: .tooManyRequests
        case .failure: .internalServerError
        case .unavailable: .serviceUnavailable
        case .diskFull: .insufficientStorage
        }
    }

    var title: String {
        switch self {
        case .badParameter: "A parameter is wrong"
        case .badRequest: "The request could not be understood"
        case .digestMismatch: "These are not the bytes that were sent"
        case .tokenNeeded: "A token is needed"
        case .notAllowed: "That is not yours to change"
        case .notFound: "Not found"
        case .methodNotAllowed: "That cannot be done here"
        case .uploadTooSlow: "The upload was too slow"
        case .changedMeanwhile: "The talk's file cannot be changed"
        case .withdrawn: "This talk was withdrawn"
        case .notWhatYouHave: "This is not what you have"
        case .changedSince: "Somebody changed it since"
        case .existsAlready: "There is one already"
        case .preconditionNeeded: "Say what you saw"
        case .startOver: "Start over"
        case .tooLarge: "Too large"
        case .notPDF: "This is not a PDF"
        case .wrongMediaType: "It is not in a form that is taken here"
        case .unreadableSlides: "The slides cannot be read"
        case .invalidFields: "Some fields cannot be taken"
        case .tooManyTries: "Too many wrong tokens"
        case .tooManyUploads: "Too many uploads in a minute"
        case .failure: "Something went wrong here"
        case .unavailable: "Not now"
        case .diskFull: "The server's disk is full"
        }
    }

    var advice: String {
        switch self {
        case .badParameter: "`parameter` names it, and `detail` says what to write."
        case .badRequest: "`detail` says what could not be understood."
        case .digestMismatch: "Send it again; nothing was changed."
        case .notAllowed: "The token does not allow it. Ask an organizer for one that does."
        case .tokenNeeded: "Send an organizer's token as `Authorization: Bearer TOKEN`."
        case .notFound: "Nothing is at this address. Take addresses from the answers of the interface."
        case .methodNotAllowed: "The `Allow` field tells what this address takes."
        case .uploadTooSlow: "Send it again on a better connection; nothing was changed."
        case .changedMeanwhile: "Look at the talk's file, then send the slides again; nothing was changed."
        case .withdrawn: "Its slides were taken back. Remove what you have of them."
        case .notWhatYouHave: "Ask for it again and look at what it is now; nothing was changed."
        case .changedSince:
            "`theirs` is what it is now, `yours` what you sent. Put both together, and send it with the new revision."
        case .existsAlready: "Choose another name, or change what is there; nothing was changed."
        case .preconditionNeeded: "`detail` says which field to send (`If-Match`, `If-None-Match`)."
        case .startOver:
            "The numbers of changes began anew. Forget the number you have and ask for all changes; `list` has the address."
        case .tooLarge: "`detail` says how much is taken."
        case .notPDF: "Slides are taken as PDF."
        case .wrongMediaType: "`detail` says which `Content-Type` is taken."
        case .invalidFields: "`fields` says what is wrong with each. Nothing was changed."
        case .unreadableSlides: "Export the PDF anew; `detail` says what is wrong with it. Nothing was changed."
        case .tooManyTries: "Look up the right token and wait; `Retry-After` says how long."
        case .tooManyUploads: "Send it again when `Retry-After` says; nothing was changed."
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
