internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import TalkArchive

/// Turns what an action answers into an HTTP response: validators, 304, ranges, caching and security fields are
/// decided here and nowhere else.
struct ContentResponder: Sendable {
    let files = FileIO()

    func response(for content: Content, to request: Request, context: some RequestContext) async throws -> Response {
        var fields = commonFields(of: content)
        if content.status == .ok, request.method == .get || request.method == .head,
            Preconditions.isNotModified(
                request.headers, entityTag: content.entityTag, lastModified: content.lastModified)
        {
            return Response(status: .notModified, headers: fields)
        }
        fields[.contentType] = content.mediaType
        switch content.body {
        case .bytes(let bytes):
            return Response(
                status: content.status, headers: fields, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        case .file(let file, let length, let stamp):
            return try await fileResponse(
                file, length: length, stamp: stamp, content: content, fields: fields, request: request, context: context
            )
        }
    }

    private func fileResponse(
        _ file: URL, length: Int, stamp: FileStamp?, content: Content, fields: HTTPFields, request: Request,
        context: some RequestContext
    ) async throws -> Response {
        // Bytes that somebody exchanged by hand are not those that address and validator name; nobody may keep them so.
        // While a PDF is copied over another, the former is gone and the new one is not known yet.
        guard let stamp, FileStamp(of: file) == stamp else {
            throw SiteError(
                status: .serviceUnavailable, title: "This file is being changed",
                detail: "Try again in a moment.", fields: [.retryAfter: "2"],
                cause: "\(file.path) has other bytes than when it was read")
        }
        var fields = fields
        fields[.acceptRanges] = "bytes"
        let mayBePart =
            request.method == .get
            && Preconditions.rangeApplies(
                request.headers, entityTag: content.entityTag, lastModified: content.lastModified)
        switch mayBePart ? ByteRanges(request.headers[.range], length: length) : .whole {
        case .unsatisfiable:
            fields[.contentRange] = "bytes */\(length)"
            fields[.contentType] = nil
            return Response(status: .rangeNotSatisfiable, headers: fields)
        case .part(let range):
            fields[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(length)"
            let body = try await files.loadFile(
                path: file.path, range: range.lowerBound...(range.upperBound - 1), context: context)
            return Response(status: .partialContent, headers: fields, body: body.breakingOff(unless: file, is: stamp))
        case .whole:
            let body = try await files.loadFile(path: file.path, context: context)
            return Response(status: content.status, headers: fields, body: body.breakingOff(unless: file, is: stamp))
        }
    }

    private func commonFields(of content: Content) -> HTTPFields {
        var fields = content.fields
        if let entityTag = content.entityTag { fields[.eTag] = "\"\(entityTag)\"" }
        if let lastModified = content.lastModified { fields[.lastModified] = lastModified.httpDate }
        fields[.cacheControl] =
            switch content.caching {
            case .revalidate: "no-cache"
            case .seconds(let seconds): "public, max-age=\(seconds)"
            case .immutable: "public, max-age=31536000, immutable"
            case .never: "private, no-store"
            }
        fields[.contentSecurityPolicy] = content.security.contentSecurityPolicy
        fields[.xContentTypeOptions] = "nosniff"
        switch content.security {
        case .page, .desk: fields[.referrerPolicy] = "same-origin"
        case .userFile, .data: break
        }
        return fields
    }
}

extension ResponseBody {
    /// The same bytes as long as the file is the one they are of. Each piece is sent only after another look at the
    /// file: one that is written over during a long download ends it, and the client sees that bytes are missing.
    fileprivate func breakingOff(unless file: URL, is stamp: FileStamp) -> ResponseBody {
        ResponseBody(contentLength: contentLength) { writer in
            try await write(
                writer.map { piece in
                    guard FileStamp(of: file) == stamp else { throw CancellationError() }
                    return piece
                })
        }
    }
}

extension HTTPField.Name {
    /// Referrer Policy (W3C): search words stay on this site.
    static let referrerPolicy = named("Referrer-Policy")

    private static func named(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else { preconditionFailure("\(name) is no field name") }
        return name
    }
}
