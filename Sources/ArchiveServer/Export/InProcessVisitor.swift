internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore
internal import Synchronization

/// Asks the site's own routes in this process, without a connection: what is exported is what is served.
struct InProcessVisitor: Sendable {
    let site: Site
    private let ask: @Sendable (Request, SiteContext) async throws -> Response

    init(site: Site) {
        self.site = site
        let responder = Routes(site: site).responder()
        ask = { try await responder.respond(to: $0, context: $1) }
    }

    /// What the site answers to a GET.
    struct Answer: Sendable {
        let status: Int
        let mediaType: String
        /// Where a redirect leads.
        let location: String?
        /// The strong validator without its quotes: of a file, the SHA-256 of its bytes.
        let entityTag: String?
        let body: ResponseBody

        /// The whole body in memory.
        func bytes() async throws -> [UInt8] {
            let bytes = Mutex<[UInt8]>([])
            try await read { piece in bytes.withLock { $0 += piece } }
            return bytes.withLock { $0 }
        }

        /// The body piece by piece.
        func read(_ take: @escaping @Sendable (ArraySlice<UInt8>) throws -> Void) async throws {
            try await body.write(PieceTaker(take: take))
        }
    }

    func get(_ path: String) async throws -> Answer {
        let response = try await ask(Self.request(path), SiteContext(logger: site.logger))
        return Answer(
            status: response.status.code, mediaType: response.headers[.contentType] ?? "",
            location: response.headers[.location],
            entityTag: response.headers[.eTag].map { String($0.filter { $0 != "\"" }) }, body: response.body)
    }

    private static func request(_ path: String) -> Request {
        Request(
            head: HTTPRequest(method: .get, scheme: nil, authority: "localhost", path: path),
            body: RequestBody(buffer: ByteBuffer()))
    }
}

/// Hands on what a body writes.
private struct PieceTaker: ResponseBodyWriter {
    let take: @Sendable (ArraySlice<UInt8>) throws -> Void

    func write(_ buffer: ByteBuffer) async throws {
        try take(Array(buffer.readableBytesView)[...])
    }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
