internal import GzipCoding
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// A content that is sent often, with all that can be done about it beforehand: compressed, its fields written out, its
/// bytes where the socket takes them from.
///
/// A class only so that a request takes it with one reference; all of it is constant.
final class PreparedAnswer: Sendable {
    let validators: Validators
    /// What it is counted as.
    let kind: RequestKind
    /// The bytes that it keeps in memory, nearly.
    let byteCount: Int
    private let identity: Form
    private let gzip: Form?

    /// The answers in one coding.
    struct Form: Sendable {
        let body: ByteBuffer
        /// Fields of 200, with the body's length.
        let fields: HTTPFields
        /// Fields of 304.
        let notModifiedFields: HTTPFields
        /// Status line and fields of 200 as they are sent, without the date and without the line that ends them.
        let head: ByteBuffer
        /// The same of 304.
        let notModifiedHead: ByteBuffer
    }

    /// - Returns: nil when the content is no text of the site: a file, a picture, an error.
    init?(_ content: Content, kind: RequestKind) {
        guard content.status == .ok, !content.hasRanges, case .bytes(let bytes) = content.body else { return nil }
        let compressed = content.isCompressible ? Gzip.compressed(bytes, effort: .much) : nil
        var validators = content.validators
        validators.hasGzip = compressed.map { $0.count < bytes.count } ?? false
        self.validators = validators
        self.kind = kind
        identity = Form(bytes, of: content, .identity, validators)
        gzip = validators.hasGzip ? compressed.map { Form($0, of: content, .gzip, validators) } : nil
        byteCount = identity.byteCount + (gzip?.byteCount ?? 0)
    }

    func form(_ coding: ContentCoding) -> Form {
        switch coding {
        case .identity: identity
        case .gzip: gzip ?? identity
        }
    }
}

extension PreparedAnswer.Form {
    fileprivate init(_ bytes: [UInt8], of content: Content, _ coding: ContentCoding, _ validators: Validators) {
        body = ByteBuffer(bytes: bytes)
        var fields = content.fields(coding, validators)
        fields[.contentLength] = String(bytes.count)
        self.fields = fields
        notModifiedFields = content.notModifiedFields(coding, validators)
        head = Self.head(.ok, fields)
        notModifiedHead = Self.head(.notModified, notModifiedFields)
    }

    /// RFC 9112, sections 4 and 5.
    private static func head(_ status: HTTPResponse.Status, _ fields: HTTPFields) -> ByteBuffer {
        var text = "HTTP/1.1 \(status.code) \(status.reasonPhrase)\r\n"
        for field in fields { text += "\(field.name.rawName): \(field.value)\r\n" }
        return ByteBuffer(string: text)
    }

    fileprivate var byteCount: Int {
        // The fields stand there twice, as they are sent and one by one.
        body.readableBytes + 2 * (head.readableBytes + notModifiedHead.readableBytes)
    }
}
