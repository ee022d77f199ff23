internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import TalkArchive

/// Who is asking: by a session's cookie in a browser, by a bearer token in a program.
enum Authorization {
    static let cookieName = "rockpool_session"

    /// Somebody who is signed in with a browser.
    struct SignedIn: Sendable {
        let principal: Principal
        /// Proof that a form was made by this site for this session (sent as `csrf`).
        let formSecret: String
    }

    /// The organizer of the session cookie; nil when nobody is signed in, or the token was revoked since.
    static func organizer(_ visit: Visit) -> SignedIn? {
        guard let cookie = visit.request.cookies[cookieName]?.value,
            let session = visit.site.sessions.session(cookie, now: .now),
            let token = AccessTokens(visit.site.keeper.folder).valid(session.tokenID)
        else { return nil }
        return SignedIn(principal: Principal(token), formSecret: session.formSecret)
    }

    /// The token of `Authorization: Bearer ...` (RFC 6750, 2.1).
    static func bearer(_ visit: Visit) throws -> Principal {
        guard let field = visit.request.headers[.authorization] else {
            throw unauthorized("Send the token that an organizer gave you as 'Authorization: Bearer TOKEN'.")
        }
        let parts = field.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer",
            let token = AccessTokens(visit.site.keeper.folder).verify(String(parts[1]))
        else {
            guard countFailure(visit) else { throw tooManyTries }
            throw unauthorized("This token is not valid. It may have been revoked; ask for a new one.")
        }
        return Principal(token)
    }

    /// The value of the cookie's field. `Secure` only where the proxy in front says that the visitor came by https,
    /// so that signing in works on a plain local address, too.
    static func cookieField(_ value: String, lifetime: Duration, visit: Visit) -> String {
        let isSecure =
            HTTPField.Name("X-Forwarded-Proto")
            .flatMap { visit.request.headers[$0] }?.lowercased() == "https"
        return "\(cookieName)=\(value); Path=/organize/; HttpOnly; SameSite=Strict; "
            + "Max-Age=\(lifetime.components.seconds)" + (isSecure ? "; Secure" : "")
    }

    /// A form of this site, sent by this site: browsers say where a request comes from (Fetch Metadata, `Origin`).
    static func isOwnForm(_ visit: Visit) -> Bool {
        if let site = HTTPField.Name("Sec-Fetch-Site").flatMap({ visit.request.headers[$0] }) {
            return site == "same-origin" || site == "none"
        }
        guard let origin = visit.request.headers[.origin] else { return true }
        return URL(string: origin)?.authority == visit.request.head.authority
    }

    /// Counts a wrong token; false when the visitor's address has sent too many.
    static func countFailure(_ visit: Visit) -> Bool {
        let address = visit.context.channel?.remoteAddress?.ipAddress ?? "unknown"
        return visit.site.sessions.countFailure(address, now: .now)
    }

    static let tooManyTries = SiteError(
        status: .tooManyRequests, title: "Too many wrong tokens",
        detail: "Look up the right one, wait a minute, then try again.", fields: [.retryAfter: "60"])

    private static func unauthorized(_ detail: String) -> SiteError {
        SiteError(
            status: .unauthorized, title: "A token is needed", detail: detail,
            fields: [.wwwAuthenticate: "Bearer realm=\"rockpool\""])
    }
}

extension URL {
    /// Host and, where it is not the scheme's own, port.
    fileprivate var authority: String? {
        guard let host else { return nil }
        return port.map { "\(host):\($0)" } ?? host
    }
}
