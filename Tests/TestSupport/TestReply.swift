public import Foundation

/// What a server sent back, with its header fields just as they came.
public struct TestReply: Sendable {
    public var status: Int
    public var fields: [(name: String, value: String)]
    public var body: [UInt8]
    /// The server closed the connection after it.
    public var isClosed = false

    public var text: String { String(decoding: body, as: UTF8.self) }
    public var data: Data { Data(body) }

    /// The first value of a field.
    public subscript(name: String) -> String? {
        fields.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// The opaque part of the entity tag, with its quotes.
    public var entityTag: String { self["ETag"] ?? "" }

    /// `text/html`, without parameters.
    public var mediaType: String {
        (self["Content-Type"] ?? "").split(separator: ";").first.map(String.init) ?? ""
    }

    /// The value of a cookie that the reply sets.
    public func cookie(_ name: String) -> String? {
        fields.lazy.filter { $0.name.lowercased() == "set-cookie" && $0.value.hasPrefix(name + "=") }
            .compactMap { $0.value.split(separator: ";").first?.dropFirst(name.count + 1) }.first.map(String.init)
    }

    /// The beginning of a reply: its status line and fields; nil while their end has not come.
    static func head(of bytes: [UInt8]) -> (reply: TestReply, length: Int)? {
        guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
        var lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        let status = lines.removeFirst().split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        let fields = lines.map { line -> (name: String, value: String) in
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            return (String(parts[0]), parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : "")
        }
        return (TestReply(status: status, fields: fields, body: []), end.upperBound)
    }

    /// The pieces of a chunked body put together (RFC 9112, section 7.1); nil while its end has not come.
    static func unchunked(_ bytes: [UInt8]) -> [UInt8]? {
        var body: [UInt8] = []
        var rest = bytes[...]
        while let end = rest.firstRange(of: Array("\r\n".utf8)) {
            let size = String(decoding: rest[..<end.lowerBound], as: UTF8.self).split(separator: ";").first ?? ""
            guard let count = Int(size, radix: 16), rest.distance(from: end.upperBound, to: rest.endIndex) >= count + 2
            else { return nil }
            if count == 0 { return body }
            body += rest[end.upperBound..<end.upperBound + count]
            rest = rest[(end.upperBound + count + 2)...]
        }
        return nil
    }
}
