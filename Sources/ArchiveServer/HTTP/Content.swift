internal import Foundation
internal import HTTPTypes
internal import TalkArchive

/// What an action answers, before HTTP's conditions (validators, ranges, HEAD) are applied to it.
///
/// An action says what the thing is; `ContentResponder` alone decides how it is sent.
struct Content: Sendable {
    /// Where the bytes are.
    enum Body: Sendable {
        case bytes([UInt8])
        /// A file with its length in bytes, and how it looks as long as these are its bytes; nil when it is known to
        /// have others.
        case file(URL, length: Int, stamp: FileStamp?)
    }

    /// How long an answer may be kept, by kind.
    enum Caching: Sendable {
        /// A page: kept, but asked for again each time (`no-cache` with a validator).
        case revalidate
        /// A feed: readers plan their next visit from it.
        case seconds(Int)
        /// Named by its own hash: never changes.
        case immutable
        /// Someone's own page: not kept anywhere.
        case never
    }

    var status: HTTPResponse.Status = .ok
    var mediaType: String
    var body: Body
    /// Strong validator of exactly these bytes, without quotes; nil where none is wanted.
    var entityTag: String?
    var lastModified: Timestamp?
    var caching: Caching
    /// Whether it may be kept for the next request of its path: false where one content has paths without number.
    var mayBeKept = true
    /// What the page may do in a browser.
    var security: SecurityPolicy = .page
    /// Further fields: `Location`, `Link`, `Content-Disposition`.
    var fields: HTTPFields = [:]

    /// An answer whose validator is the hash of its bytes, so that a restart or a second server keeps it.
    init(
        _ mediaType: String, bytes: [UInt8], status: HTTPResponse.Status = .ok, caching: Caching,
        lastModified: Timestamp? = nil
    ) {
        self.status = status
        self.mediaType = mediaType
        body = .bytes(bytes)
        entityTag = status == .ok ? String(ContentHash(of: bytes).description.prefix(32)) : nil
        self.caching = caching
        self.lastModified = lastModified
    }

    /// An answer from a file.
    init(_ mediaType: String, file: URL, length: Int, stamp: FileStamp?, entityTag: String, caching: Caching) {
        self.mediaType = mediaType
        body = .file(file, length: length, stamp: stamp)
        self.entityTag = entityTag
        self.caching = caching
    }

    /// An HTML page, in UTF-8.
    static func page(_ html: [UInt8], status: HTTPResponse.Status = .ok, caching: Caching = .revalidate) -> Content {
        Content("text/html; charset=utf-8", bytes: html, status: status, caching: caching)
    }

    /// An answer for a program, not kept anywhere.
    static func json(
        _ value: some Encodable, mediaType: String = "application/json", status: HTTPResponse.Status
    ) throws -> Content {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var content = Content(mediaType, bytes: Array(try encoder.encode(value)), status: status, caching: .never)
        content.security = .data
        return content
    }

    /// A redirect that keeps the method.
    static func redirect(to location: String, permanent: Bool) -> Content {
        var content = Content(
            "text/plain; charset=utf-8", bytes: Array("Moved to \(location)\n".utf8),
            status: permanent ? .permanentRedirect : .seeOther, caching: permanent ? .seconds(3600) : .never)
        content.fields[.location] = location
        return content
    }
}

/// The restrictions a browser is told to keep.
enum SecurityPolicy: Sendable {
    /// Our own pages: nothing from elsewhere, no inline script or style, no framing.
    case page
    /// An organizer's page, whose script sends uploads.
    case desk
    /// Files that others made (PDFs, pictures): may do nothing at all.
    case userFile
    /// Data for programs: feeds, JSON. Pages of other sites may read it.
    case data
    /// What only the program reads that sent something.
    case reply

    /// Value of `Permissions-Policy`: the pages need nothing of the sort, nor does what they could be made to show.
    static let noPermissions =
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"

    /// Value of `X-Frame-Options`: says what `frame-ancestors` says.
    var frameOptions: String {
        switch self {
        case .page, .desk, .data, .reply: "DENY"
        case .userFile: "SAMEORIGIN"
        }
    }

    /// Value of `Content-Security-Policy` (CSP Level 3); nil where a browser shows nothing.
    var contentSecurityPolicy: String {
        switch self {
        case .page:
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
                + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        case .desk: Self.page.contentSecurityPolicy + "; connect-src 'self'"
        case .userFile: "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
        case .data, .reply: "default-src 'none'; frame-ancestors 'none'"
        }
    }
}
