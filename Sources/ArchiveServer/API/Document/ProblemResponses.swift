internal import HTTPTypes

/// The answers to what cannot be done, as the document describes them.
enum ProblemResponses {
    static let components: [String: JSONValue] = Dictionary(
        Set(
            APIResource.all.flatMap(\.problems) + APIOperation.all.flatMap(\.problems) + APIOperation.commonProblems
        ).map { (name(of: $0), response($0)) }
    ) { first, _ in first }

    static func reference(_ status: HTTPResponse.Status) -> JSONValue {
        ["$ref": .text("#/components/responses/\(name(of: status))")]
    }

    /// `NotFound` for 404.
    private static func name(of status: HTTPResponse.Status) -> String {
        status.reasonPhrase.split { !$0.isLetter }.joined()
    }

    private static func response(_ status: HTTPResponse.Status) -> JSONValue {
        let kinds = ProblemKind.allCases.filter { $0.status == status }
        var response: [String: JSONValue] = [
            "description": .text(kinds.map { "\($0.title). \($0.advice)" }.joined(separator: " Or: ")),
            "content": .object([Problem.mediaType: ["schema": Schema.reference(Problem.self)]]),
        ]
        switch status {
        case .unauthorized: response["headers"] = .object(APIHeader.references(["WWW-Authenticate"]))
        case .tooManyRequests, .serviceUnavailable:
            response["headers"] = .object(APIHeader.references(["Retry-After"]))
        default: break
        }
        return .object(response)
    }
}
