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
        case .file(let file, let length):
            return try await fileResponse(
                file, length: length, content: content, fields: fields, request: request, context: context)
        }
    }

    private func fileResponse(
        _ file: URL, length: Int, content: Content, fields: HTTPFields, request: Request,
        context: some RequestContext
    ) async throws -> Response {
        // Bytes that somebody exchanged by hand are not those that address and validator name; nobody may keep them so.
        let size = try? FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int
        guard size == length else {
            throw SiteError(
                status: .serviceUnavailable, title: "This file was changed by hand",
                detail: "It is served again when Rockpool has been started anew.",
                cause: "\(file.path) is not the file that was read at start; restart Rockpool")
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
            return Response(status: .partialContent, headers: fields, body: body)
        case .whole:
            return Response(
                status: content.status, headers: fields,
                body: try await files.loadFile(path: file.path, context: context))
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

extension HTTPField.Name {
    /// Referrer Policy (W3C): search words stay on this site.
    static let referrerPolicy = named("Referrer-Policy")

    private static func named(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else { preconditionFailure("\(name) is no field name") }
        return name
    }
}
