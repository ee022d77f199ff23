internal import TalkArchive

/// What tells one state of a content from another (RFC 9110, section 8.8).
struct Validators: Sendable {
    /// Strong tag of the content's own bytes, without quotes.
    var entityTag: String?
    var lastModified: Timestamp?
    /// The content can also be sent compressed.
    var hasGzip = false

    /// The compressed bytes are others, so they have a tag of their own (RFC 9110, section 8.8.3.3).
    func entityTag(_ coding: ContentCoding) -> String? {
        switch coding {
        case .identity: entityTag
        case .gzip: entityTag.map { $0 + "-gzip" }
        }
    }
}

/// The conditional part of RFC 9110 (section 13) for answers to GET and HEAD that would have status 200.
enum Preconditions {
    enum Outcome: Equatable {
        /// 200 (or 206) in this coding.
        case send(ContentCoding)
        /// 304 with the tag of this coding.
        case notModified(ContentCoding)
        /// 412.
        case failed
    }

    /// Evaluates the conditions in the order of RFC 9110, section 13.2.2, and selects the coding.
    ///
    /// A tag is compared with those of all codings that the client takes in this request, not with that of the best one
    /// alone: which of them is the selected representation is the server's choice (section 12.1), and it chooses the one
    /// that the client holds. A client that kept the plain bytes and now also takes gzip is told 304 with the plain
    /// bytes' tag. The tag of a coding that it does not take now says nothing, and it is sent what it takes.
    static func outcome(_ conditions: RequestConditions, _ validators: Validators) -> Outcome {
        var codings = validators.hasGzip ? ContentCoding.acceptable(conditions.acceptEncoding) : [.identity]
        if let list = conditions.ifMatch {
            let tags = EntityTags(list)
            let matching = codings.filter { validators.entityTag($0).map(tags.namesStrongly) ?? false }
            guard tags.isAny || !matching.isEmpty else { return .failed }
            if !tags.isAny { codings = matching }
        } else if let date = conditions.ifUnmodifiedSince.flatMap(HTTPDate.timestamp),
            let lastModified = validators.lastModified, lastModified > date
        {
            return .failed
        }
        if let list = conditions.ifNoneMatch {
            guard validators.entityTag != nil else { return .send(codings[0]) }
            let tags = EntityTags(list)
            if tags.isAny { return .notModified(codings[0]) }
            let known = codings.first { validators.entityTag($0).map(tags.namesWeakly) ?? false }
            if let known { return .notModified(known) }
        } else if let since = conditions.ifModifiedSince.flatMap(HTTPDate.timestamp),
            let lastModified = validators.lastModified, lastModified <= since
        {
            return .notModified(codings[0])
        }
        return .send(codings[0])
    }

    /// Whether a `Range` may be honoured: there is no `If-Range`, or it names these bytes. Only a strong tag or the
    /// exact date do (RFC 9110, 13.1.5).
    static func rangeApplies(_ conditions: RequestConditions, _ validators: Validators) -> Bool {
        guard let condition = conditions.ifRange else { return true }
        if condition.hasPrefix("\"") { return validators.entityTag.map { "\"\($0)\"" == condition } ?? false }
        return validators.lastModified.map { $0.httpDate == condition } ?? false
    }
}
