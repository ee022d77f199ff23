internal import HTTPTypes
internal import TalkArchive

extension Content {
    /// Smaller texts are sent as they are: with the fields that compression adds they fit into one packet anyway.
    static let leastCompressed = 860

    /// Whether its bytes are text, which compresses well. Pictures and PDFs are compressed in themselves.
    private var isText: Bool {
        let type = mediaType.split(separator: ";").first ?? ""
        return type.hasPrefix("text/") || type.hasSuffix("xml") || type.hasSuffix("json")
            || ["application/x-bibtex", "application/x-research-info-systems"].contains(type)
    }

    /// Whether it is also sent compressed, to clients that take it.
    ///
    /// What is someone's own is not: the length of compressed bytes tells of what stands in them (the BREACH attack).
    var isCompressible: Bool {
        guard case .bytes(let bytes) = body, status == .ok, bytes.count >= Self.leastCompressed else { return false }
        if case .never = caching { return false }
        return isText
    }

    /// Whether parts of it can be asked for. Texts are small, and a part of one says nothing.
    var hasRanges: Bool { status == .ok && !isText }

    var validators: Validators {
        Validators(entityTag: entityTag, lastModified: lastModified, hasGzip: isCompressible)
    }

    /// Everything that its 200 says of it in this coding, but for the length.
    func fields(_ coding: ContentCoding, _ validators: Validators) -> HTTPFields {
        var result = fields
        result[.contentType] = mediaType
        if coding == .gzip { result[.contentEncoding] = "gzip" }
        if let tag = validators.entityTag(coding) { result[.eTag] = "\"\(tag)\"" }
        if let lastModified { result[.lastModified] = lastModified.httpDate }
        if validators.hasGzip { result[.vary] = varying(result[.vary]) }
        if hasRanges { result[.acceptRanges] = "bytes" }
        result[.cacheControl] = caching.field
        result[.contentSecurityPolicy] = security.contentSecurityPolicy
        result[.xContentTypeOptions] = "nosniff"
        // Search words and what speakers see stay on this site, whatever an answer leads to. Not `no-referrer`: browsers
        // would then send `Origin: null` with the site's own forms (Fetch, "append a request Origin header").
        result[.referrerPolicy] = "same-origin"
        result[.xFrameOptions] = security.frameOptions
        switch security {
        case .page, .desk:
            result[.permissionsPolicy] = SecurityPolicy.noPermissions
            result[.crossOriginOpenerPolicy] = "same-origin"
        case .data: CrossOrigin.allowReading(&result)
        case .userFile:
            // Chromium's PDF view does not start in a sandboxed document; pictures need nothing that a sandbox forbids.
            if mediaType != "application/pdf" { result[.contentSecurityPolicy]?.append("; sandbox") }
        case .reply: break
        }
        return result
    }

    /// What its 304 says (RFC 9110, section 15.4.5): what a cache needs to choose and to keep, and nothing else about
    /// the content. `Last-Modified` is there where no tag is. Scripts of other sites may read it if they may read the
    /// content.
    func notModifiedFields(_ coding: ContentCoding, _ validators: Validators) -> HTTPFields {
        var result: HTTPFields = [:]
        for field in fields(coding, validators) {
            switch field.name {
            case .eTag, .cacheControl, .vary, .contentLocation, .expires: result.append(field)
            case .lastModified where validators.entityTag == nil: result.append(field)
            case let name where name.canonicalName.hasPrefix("access-control-"): result.append(field)
            default: break
            }
        }
        return result
    }

    private func varying(_ others: String?) -> String {
        others.map { "\($0), Accept-Encoding" } ?? "Accept-Encoding"
    }
}

extension Content.Caching {
    /// Value of `Cache-Control` (RFC 9111, section 5.2; `immutable`: RFC 8246).
    var field: String {
        switch self {
        case .revalidate: "no-cache"
        case .seconds(let seconds): "public, max-age=\(seconds)"
        case .immutable: "public, max-age=31536000, immutable"
        case .never: "private, no-store"
        }
    }
}

extension HTTPField.Name {
    /// Referrer Policy (W3C): search words stay on this site.
    static let referrerPolicy = named("Referrer-Policy")
    /// Permissions Policy (W3C).
    static let permissionsPolicy = named("Permissions-Policy")
    /// HTML, section 7.1.3: a page that opened this one, or that this one opened, has no hold of it.
    static let crossOriginOpenerPolicy = named("Cross-Origin-Opener-Policy")
    /// RFC 7034, for browsers that do not know `frame-ancestors`.
    static let xFrameOptions = named("X-Frame-Options")
    /// Web Linking (RFC 8288).
    static let link = named("Link")
    /// A `Host` beside the one that became the authority.
    static let secondHost = named("Host")

    /// What proxies say of the connection that they were asked by (no standard, but what all of them send).
    static let forwardedFor = named("X-Forwarded-For")
    static let forwardedProto = named("X-Forwarded-Proto")

    static func named(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else { preconditionFailure("\(name) is no field name") }
        return name
    }
}
