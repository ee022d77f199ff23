internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// Several parts of a content as `multipart/byteranges` (RFC 9110, section 14.6).
struct MultipartRanges: Sendable {
    let parts: [Range<Int>]
    private let heads: [ByteBuffer]
    private let end: ByteBuffer
    /// Value of `Content-Type`.
    let mediaType: String

    /// - Parameter entityTag: the content's SHA-256, or as much of it as the tag has. Its beginning is the boundary: nobody
    ///   knows how to make bytes that hold 128 bits of their own hash, so it cannot stand in them.
    init(_ parts: [Range<Int>], of length: Int, mediaType: String, entityTag: String) {
        // RFC 2046, section 5.1.1: at most 70 characters.
        let boundary = "rockpool-\(entityTag.prefix(32))"
        self.parts = parts
        self.mediaType = "multipart/byteranges; boundary=\(boundary)"
        heads = parts.enumerated().map { index, part in
            ByteBuffer(
                string: "\(index == 0 ? "" : "\r\n")--\(boundary)\r\nContent-Type: \(mediaType)\r\n"
                    + "Content-Range: bytes \(part.lowerBound)-\(part.upperBound - 1)/\(length)\r\n\r\n")
        }
        end = ByteBuffer(string: "\r\n--\(boundary)--\r\n")
    }

    /// The body's length in bytes.
    private var length: Int {
        heads.reduce(end.readableBytes) { $0 + $1.readableBytes } + parts.reduce(0) { $0 + $1.count }
    }

    /// The body.
    /// - Parameter part: the bytes of one part, as a body of their own.
    func body(_ part: @escaping @Sendable (Range<Int>) async throws -> ResponseBody) -> ResponseBody {
        ResponseBody(contentLength: length) { writer in
            for (head, range) in zip(heads, parts) {
                try await writer.write(head)
                try await part(range).write(UnfinishedWriter(writer: writer))
            }
            try await writer.write(end)
            try await writer.finish(nil)
        }
    }
}

/// Writes the body of a part; the end of the part is not that of the whole.
private struct UnfinishedWriter: ResponseBodyWriter {
    var writer: any ResponseBodyWriter

    mutating func write(_ buffer: ByteBuffer) async throws {
        try await writer.write(buffer)
    }

    consuming func finish(_: HTTPFields?) async throws {}
}
