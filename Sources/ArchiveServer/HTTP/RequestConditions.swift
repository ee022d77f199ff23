internal import HTTPTypes

/// The fields of a request that decide in what form, or whether at all, the content is sent.
struct RequestConditions: Sendable, Equatable {
    var ifMatch: String?
    var ifNoneMatch: String?
    var ifModifiedSince: String?
    var ifUnmodifiedSince: String?
    var ifRange: String?
    var range: String?
    var acceptEncoding: String?

    /// No conditions.
    init() {}

    init(_ fields: HTTPFields) {
        ifMatch = fields[values: .ifMatch].joinedList
        ifNoneMatch = fields[values: .ifNoneMatch].joinedList
        ifModifiedSince = fields[.ifModifiedSince]
        ifUnmodifiedSince = fields[.ifUnmodifiedSince]
        ifRange = fields[.ifRange]
        range = fields[.range]
        acceptEncoding = fields[values: .acceptEncoding].joinedList
    }
}

extension HTTPFields {
    /// What is left of a request when it is asked what is there, not whether it has changed.
    mutating func removeConditions() {
        for name in [HTTPField.Name.ifMatch, .ifNoneMatch, .ifModifiedSince, .ifUnmodifiedSince, .ifRange, .range] {
            self[name] = nil
        }
    }
}

extension Array where Element == String {
    /// One list of several fields of the same name (RFC 9110, 5.3); nil when there are none.
    fileprivate var joinedList: String? { isEmpty ? nil : joined(separator: ", ") }
}
