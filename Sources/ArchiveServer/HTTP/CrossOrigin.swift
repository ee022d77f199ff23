internal import HTTPTypes
internal import Hummingbird

/// Reading from pages of other sites (CORS, WHATWG Fetch 3.2): whatever is data for programs, and nothing else. Nobody
/// is ever signed in there, since no answer allows credentials; uploads are not allowed.
enum CrossOrigin {
    /// Errors under these addresses are problem documents.
    static func isAPI(_ path: String) -> Bool { path == "/api" || path.hasPrefix("/api/") || path == "/suggest" }

    /// What is there for organizers' programs alone; no page of another site may read even an error.
    static func isOrganizing(_ path: String) -> Bool { path.hasPrefix("/api/v1/organize/") }

    /// Fields of an answer that every page may read.
    static func allowReading(_ fields: inout HTTPFields) {
        fields[.accessControlAllowOrigin] = "*"
        fields[.accessControlExposeHeaders] = "ETag, Link, Retry-After, Content-Disposition, Allow"
    }

    /// Answers `OPTIONS`, which browsers send before a request with fields of its own: allowed is what GET may read.
    /// - Parameter answer: the answer to any request.
    static func preflight(_ request: Request, answer: (Request) async throws -> Response) async throws -> Response {
        guard request.method == .options else { return try await answer(request) }
        var head = request.head
        head.method = .get
        head.headerFields.removeConditions()
        let read = try await answer(Request(head: head, body: RequestBody(buffer: .init())))
        guard read.headers[.accessControlAllowOrigin] != nil else { return try await answer(request) }
        return Response(
            status: .noContent,
            headers: [
                .allow: (read.headers[.allow] ?? "GET, HEAD") + ", OPTIONS",
                .accessControlAllowOrigin: "*",
                .accessControlAllowMethods: "GET, HEAD",
                .accessControlAllowHeaders: "If-None-Match, If-Modified-Since, Range, Accept, Content-Type",
                .accessControlMaxAge: "86400",
            ])
    }
}
