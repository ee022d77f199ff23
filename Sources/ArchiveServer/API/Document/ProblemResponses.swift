internal import HTTPTypes

/// The answers to what cannot be done, as the document describes them.
enum ProblemResponses {
    static let components: [String: JSONValue] = Dictionary(
        Set(APIResource.all.flatMap(\.problems) + UploadOperation.problems).map { (name(of: $0), response($0)) }
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

/// What the document says of an upload (`DeckUploadAPI`), the one thing here that changes something.
enum UploadOperation {
    static let problems: [HTTPResponse.Status] = [
        .badRequest, .unauthorized, .notFound, .requestTimeout, .conflict, .contentTooLarge, .unsupportedMediaType,
        .unprocessableContent, .tooManyRequests, .internalServerError, .serviceUnavailable, .insufficientStorage,
    ]

    static func json(_ examples: APIExamples) -> JSONValue {
        var responses: [String: JSONValue] = [
            "200": answer("The talk shows these slides; it had them before, now or as an older version."),
            "201": answer("The talk shows these slides."),
        ]
        for problem in problems { responses[String(problem.code)] = ProblemResponses.reference(problem) }
        return [
            "operationId": "putSlides", "summary": "Puts slides up", "tags": ["organizing"],
            "description":
                """
            The answer comes when the deck is on the disk and everyone sees it. The version before stays. Not \
            allowed from pages of other sites.
            """,
            "security": [["token": []]],
            "parameters": .list([APIParameter.edition, .talk, .note].map { $0.json(examples) }),
            "requestBody": [
                "required": true,
                "description": "A PDF. What the bytes are is looked at; `Content-Type` is not.",
                "content": ["application/pdf": [:], "application/octet-stream": [:]],
            ],
            "responses": .object(responses),
        ]
    }

    private static func answer(_ about: String) -> JSONValue {
        [
            "description": .text(about), "headers": .object(APIHeader.references(["Location"])),
            "content": ["application/json": ["schema": Schema.reference(DeckUploadAPI.Report.self)]],
        ]
    }
}
