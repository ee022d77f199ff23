internal import HTTPTypes
internal import TalkArchive

/// The conditional part of RFC 9110 (section 13) for answers to GET and HEAD.
enum Preconditions {
    /// Whether the client has these very bytes already (304).
    ///
    /// `If-None-Match` goes before `If-Modified-Since` (RFC 9110, 13.2.2); tags are compared weakly (13.1.2), so a
    /// proxy that has weakened ours still gets its 304.
    static func isNotModified(_ request: HTTPFields, entityTag: String?, lastModified: Timestamp?) -> Bool {
        if let condition = request[values: .ifNoneMatch].joinedList {
            guard let entityTag else { return false }
            return entityTags(in: condition).contains { $0 == "*" || $0 == entityTag }
        }
        if let condition = request[.ifModifiedSince], let since = Timestamp(httpDate: condition), let lastModified {
            return lastModified <= since
        }
        return false
    }

    /// Whether a `Range` may be honoured: there is no `If-Range`, or it names these bytes. Only a strong tag or the
    /// exact date do (RFC 9110, 13.1.5).
    static func rangeApplies(_ request: HTTPFields, entityTag: String?, lastModified: Timestamp?) -> Bool {
        guard let condition = request[.ifRange] else { return true }
        if condition.hasPrefix("\"") { return entityTag.map { "\"\($0)\"" == condition } ?? false }
        return lastModified.map { $0.httpDate == condition } ?? false
    }

    /// The opaque tags of a list, without quotes and without `W/`; `*` stands for itself.
    static func entityTags(in list: String) -> [String] {
        var tags: [String] = []
        var rest = Substring(list)
        while let start = rest.first {
            if start == "*" { tags.append("*") }
            guard start == "\"" else {
                rest.removeFirst()
                continue
            }
            rest.removeFirst()
            guard let end = rest.firstIndex(of: "\"") else { break }
            tags.append(String(rest[..<end]))
            rest = rest[rest.index(after: end)...]
        }
        return tags
    }
}

extension Array where Element == String {
    /// One list of several fields of the same name (RFC 9110, 5.3); nil when there are none.
    fileprivate var joinedList: String? { isEmpty ? nil : joined(separator: ", ") }
}
