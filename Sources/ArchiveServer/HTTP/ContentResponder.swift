internal import Foundation
internal import GzipCoding
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import TalkArchive

/// Turns what an action answers into an HTTP response: conditions, codings and ranges are decided here, and for
/// prepared answers in `PreparedAnswerHandler`, and nowhere else.
struct ContentResponder: Sendable {
    let files = FileIO()

    func response(for content: Content, to request: Request, context: some RequestContext) async throws -> Response {
        let validators = content.validators
        let conditions = RequestConditions(request.headers)
        var coding = ContentCoding.identity
        if content.status == .ok, request.method == .get || request.method == .head {
            switch Preconditions.outcome(conditions, validators) {
            case .send(let selected): coding = selected
            case .notModified(let known): return Self.notModified(content.notModifiedFields(known, validators))
            case .failed: throw SiteError.preconditionFailed
            }
        }
        let fields = content.fields(coding, validators)
        if content.hasRanges, request.method == .get, Preconditions.rangeApplies(conditions, validators),
            let field = conditions.range
        {
            return try await ranges(field, of: content, fields: fields, context: context)
        }
        return Response(
            status: content.status, headers: fields, body: try await whole(content, coding, context: context))
    }

    func response(for answer: PreparedAnswer, to request: Request) throws -> Response {
        switch Preconditions.outcome(RequestConditions(request.headers), answer.validators) {
        case .send(let coding):
            let form = answer.form(coding)
            return Response(status: .ok, headers: form.fields, body: ResponseBody(byteBuffer: form.body))
        case .notModified(let coding): return Self.notModified(answer.form(coding).notModifiedFields)
        case .failed: throw SiteError.preconditionFailed
        }
    }

    private static func notModified(_ fields: HTTPFields) -> Response {
        var response = Response(status: .notModified, headers: fields)
        // It would say 0, and the field is about the content that the client has (RFC 9110, section 8.6).
        response.headers[.contentLength] = nil
        return response
    }

    private func whole(
        _ content: Content, _ coding: ContentCoding, context: some RequestContext
    ) async throws -> ResponseBody {
        switch content.body {
        case .bytes(let bytes):
            let compressed = coding == .gzip ? Gzip.compressed(bytes, effort: .little) : bytes
            guard let compressed else { throw SiteError.outOfMemory }
            return ResponseBody(byteBuffer: ByteBuffer(bytes: compressed))
        case .file(let file, _, let stamp):
            let stamp = try Self.settled(stamp, of: file)
            return try await files.loadFile(path: file.path, context: context).breakingOff(unless: file, is: stamp)
        }
    }

    private func ranges(
        _ field: String, of content: Content, fields: HTTPFields, context: some RequestContext
    ) async throws -> Response {
        var fields = fields
        let length = content.length
        switch ByteRanges(field, length: length) {
        case .whole:
            return Response(
                status: .ok, headers: fields, body: try await whole(content, .identity, context: context))
        case .unsatisfiable:
            fields[.contentRange] = "bytes */\(length)"
            fields[.contentType] = nil
            return Response(status: .rangeNotSatisfiable, headers: fields)
        case .parts(let parts) where parts.count == 1:
            fields[.contentRange] = "bytes \(parts[0].lowerBound)-\(parts[0].upperBound - 1)/\(length)"
            return Response(
                status: .partialContent, headers: fields, body: try await part(parts[0], of: content, context: context))
        case .parts(let parts):
            let multipart = MultipartRanges(
                parts, of: length, mediaType: content.mediaType, entityTag: content.entityTag ?? "")
            fields[.contentType] = multipart.mediaType
            if case .file(let file, _, let stamp) = content.body { _ = try Self.settled(stamp, of: file) }
            return Response(
                status: .partialContent, headers: fields,
                body: multipart.body { try await part($0, of: content, context: context) })
        }
    }

    private func part(
        _ range: Range<Int>, of content: Content, context: some RequestContext
    ) async throws -> ResponseBody {
        switch content.body {
        case .bytes(let bytes): return ResponseBody(byteBuffer: ByteBuffer(bytes: bytes[range]))
        case .file(let file, _, let stamp):
            let stamp = try Self.settled(stamp, of: file)
            let body = try await files.loadFile(
                path: file.path, range: range.lowerBound...(range.upperBound - 1), context: context)
            return body.breakingOff(unless: file, is: stamp)
        }
    }

    /// Bytes that somebody exchanged by hand are not those that address and validator name; nobody may keep them so.
    /// While a PDF is copied over another, the former is gone and the new one is not known yet.
    private static func settled(_ stamp: FileStamp?, of file: URL) throws -> FileStamp {
        guard let stamp, FileStamp(of: file) == stamp else {
            throw SiteError(
                status: .serviceUnavailable, title: "This file is being changed",
                detail: "Try again in a moment.", fields: [.retryAfter: "2"],
                cause: "\(file.path) has other bytes than when it was read")
        }
        return stamp
    }
}

extension Content {
    /// The content's length in bytes.
    fileprivate var length: Int {
        switch body {
        case .bytes(let bytes): bytes.count
        case .file(_, let length, _): length
        }
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
