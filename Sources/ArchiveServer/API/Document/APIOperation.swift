internal import Foundation
internal import HTTPTypes
internal import TalkArchive

/// Something that a program with a token does at an address of the API. Routes, the check of the token and the document
/// are all made from these values, so that none has what the others lack.
struct APIOperation: Sendable {
    let method: HTTPRequest.Method
    /// With parameters in braces, as the router and OpenAPI both write it.
    let path: String
    /// What programs generated from the document call it.
    let name: String
    let about: String
    /// More about it, for people.
    var description: String?
    var parameters: [APIParameter] = []
    var body: RequestBody?
    let answers: [Answer]
    /// Statuses of its problems, without those that every operation has.
    var problems: [HTTPResponse.Status] = []
    /// Asked only when the token is valid; what it may do is the desk's to judge.
    let action: @Sendable (ArchiveDesk, Visit) async throws -> Content

    /// It changes nothing.
    var isReading: Bool { method == .get }

    /// The method as it is sent.
    var verb: String { method.rawValue }

    /// What is to be sent.
    struct RequestBody: Sendable {
        let about: String
        /// Schemas by media type.
        let content: [String: JSONValue]
    }

    /// What comes back when all goes well.
    struct Answer: Sendable {
        let status: HTTPResponse.Status
        let about: String
        var mediaType = "application/json"
        /// Nil when there is no body.
        var schema: JSONValue?
        /// The fields that it has, and what `APIHeader.components` says of each.
        var headers: [String: String] = ["Cache-Control": "NotKept"]
        /// Names of operations at the same address, or with the same parameters of the path, that take this answer's
        /// `ETag` as `If-Match`.
        var changedBy: [(operation: String, path: [String])] = []

        /// With the address of a page for people.
        static func located(_ status: HTTPResponse.Status, _ about: String, _ schema: JSONValue) -> Answer {
            Answer(
                status: status, about: about, schema: schema,
                headers: ["Cache-Control": "NotKept", "Location": "Location"])
        }

        /// With the revision that a change has to name.
        static func revised(
            _ status: HTTPResponse.Status, _ about: String, _ schema: JSONValue,
            changedBy: [(operation: String, path: [String])] = []
        ) -> Answer {
            var headers = ["Cache-Control": "NotKept", "ETag": "Revision"]
            if status == .created { headers["Location"] = "Created" }
            return Answer(status: status, about: about, schema: schema, headers: headers, changedBy: changedBy)
        }
    }

    /// Every operation can end so.
    static let commonProblems: [HTTPResponse.Status] = [
        .unauthorized, .forbidden, .tooManyRequests, .internalServerError, .serviceUnavailable,
    ]

    static let all: [APIOperation] = [
        DeckUploadAPI.operation,
        OrganizedSettings.get, OrganizedSettings.create, OrganizedSettings.change,
        OrganizedEditionList.operation, OrganizedEdition.get, OrganizedEdition.create, OrganizedEdition.change,
        ProgrammeOrderAPI.get, ProgrammeOrderAPI.put,
        OrganizedTalk.get, OrganizedTalk.create, OrganizedTalk.change, DeckVersionAPI.get, DeckVersionAPI.restore,
        SpeakerLinkList.get, SpeakerLink.create, SpeakerLink.revoke,
        ProposalList.get, ProposalDetails.get, ProposalDetails.getSlides, ProposalDetails.accept,
        ProposalDetails.refuse,
        AccessTokenList.get, OrganizerToken.create, OrganizerToken.revoke,
        AuditLogPage.operation,
    ]

    /// Does it for whoever has sent the token.
    func run(_ visit: Visit) async throws -> Content {
        let desk = ArchiveDesk(keeper: visit.site.keeper, principal: try Authorization.bearer(visit))
        do {
            var content = try await action(desk, visit)
            // Somebody's own: kept nowhere, and no page of another site may read it.
            content.caching = .never
            if case .userFile = content.security {} else { content.security = .reply }
            return content
        } catch {
            throw SiteError(operation: error)
        }
    }

    /// The operation object of OpenAPI.
    func json(_ examples: APIExamples) -> JSONValue {
        var responses: [String: JSONValue] = [:]
        for answer in answers { responses[String(answer.status.code)] = answer.json }
        for problem in Set(problems + Self.commonProblems) {
            responses[String(problem.code)] = ProblemResponses.reference(problem)
        }
        var operation: [String: JSONValue] = [
            "operationId": .text(name), "summary": .text(about), "tags": ["organizing"],
            "security": [["token": []]], "parameters": .list(parameters.map { $0.json(examples) }),
            "responses": .object(responses),
        ]
        if let description { operation["description"] = .text(description) }
        if let body {
            operation["requestBody"] = [
                "required": true, "description": .text(body.about),
                "content": .object(body.content.mapValues { $0 == [:] ? [:] : ["schema": $0] }),
            ]
        }
        return .object(operation)
    }

    /// The methods that the operations at a path take; nil when it is none of theirs alone.
    static func methods(at path: String) -> [HTTPRequest.Method]? {
        guard CrossOrigin.isOrganizing(path) else { return nil }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let found = all.filter { operation in
            let template = operation.path.split(separator: "/", omittingEmptySubsequences: false)
            return template.count == parts.count && zip(template, parts).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
        }.flatMap { $0.isReading ? [.get, .head] : [$0.method] }
        return found.isEmpty ? nil : found
    }
}

extension APIOperation.Answer {
    fileprivate var json: JSONValue {
        var answer: [String: JSONValue] = [
            "description": .text(about), "headers": .object(headers.mapValues(APIHeader.reference)),
        ]
        if let schema { answer["content"] = .object([mediaType: ["schema": schema]]) }
        if !changedBy.isEmpty {
            answer["links"] = .object(
                Dictionary(changedBy.map { ($0.operation, Self.link($0.operation, $0.path)) }) { first, _ in first })
        }
        return .object(answer)
    }

    /// A link object of OpenAPI: what can be done next, and with which values of this exchange.
    private static func link(_ operation: String, _ path: [String]) -> JSONValue {
        let values = path.map { ("path.\($0)", JSONValue.text("$request.path.\($0)")) }
        let parameters = Dictionary(values) { first, _ in first }
        return [
            "operationId": .text(operation), "description": "Changes what this answer tells.",
            "parameters": .object(
                parameters.merging(["header.If-Match": "$response.header.ETag"]) { first, _ in first }),
        ]
    }
}
