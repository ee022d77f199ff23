internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import TalkArchive

/// Who is asking: by a session's cookie in a browser, by a bearer token in a program.
enum Authorization {
    static let cookieName = "rockpool_session"
    static let speakerCookieName = "rockpool_speaker"

    /// Somebody who is signed in with a browser.
    struct SignedIn: Sendable {
        let principal: Principal
        /// Proof that a form was made by this site for this session (sent as `csrf`).
        let formSecret: String
        /// Names the session in the list of sessions.
        let sessionID: String

        /// Whether a form's `csrf` is this session's. Takes the same time wherever the two differ.
        func isProven(by sent: String) -> Bool {
            let (sent, own) = (Array(sent.utf8), Array(formSecret.utf8))
            return sent.count == own.count && zip(sent, own).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
        }
    }

    /// The organizer of the session cookie; nil when nobody is signed in, or the token was revoked since.
    static func organizer(_ visit: Visit) -> SignedIn? {
        guard let session = session(visit, cookieName), case .token(let id) = session.holder,
            let token = AccessTokens(visit.site.keeper.folder).valid(id)
        else { return nil }
        return SignedIn(principal: Principal(token), formSecret: session.formSecret, sessionID: session.id)
    }

    /// The speaker of the session cookie; nil when nobody is signed in, or the link was taken back or has expired.
    static func speaker(_ visit: Visit) -> SignedIn? {
        guard let session = session(visit, speakerCookieName), case .link(let id, let talk) = session.holder,
            visit.site.isLinkOpen(id, talk, .now)
        else { return nil }
        return SignedIn(
            principal: Principal(name: session.name, rights: .link(id: id, talk)), formSecret: session.formSecret,
            sessionID: session.id)
    }

    /// The session of a cookie, whatever became of what it was begun with.
    private static func session(_ visit: Visit, _ cookie: String) -> SessionStore.Session? {
        visit.request.cookies[cookie].flatMap { visit.site.sessions.session($0.value, now: .now) }
    }

    /// Signs an organizer in. The session is kept when this returns; one that the browser had before ends.
    /// - Returns: the value of `Set-Cookie`.
    static func signIn(_ token: AccessToken, _ visit: Visit) async -> String {
        await begin(.token(token.id), name: token.name, cookieName, path: "/organize/", visit)
    }

    /// Signs a speaker in who opened a link: the same way, with a cookie for `/hand-in/` alone.
    static func signIn(link id: String, name: String, for talk: TalkKey, _ visit: Visit) async -> String {
        await begin(.link(id, talk), name: name, speakerCookieName, path: "/hand-in/", visit)
    }

    private static func begin(
        _ holder: StoredSession.Holder, name: String, _ cookie: String, path: String, _ visit: Visit
    ) async -> String {
        if let old = visit.request.cookies[cookie]?.value { await visit.site.sessions.end(old) }
        let secret = await visit.site.sessions.begin(holder, name: name, now: .now)
        return cookieField(
            cookie, secret, path: path, lifetime: visit.site.configuration.limits.sessionTime, visit: visit)
    }

    /// Ends an organizer's session for good.
    /// - Returns: the value of `Set-Cookie` that makes the browser forget it.
    static func signOutOrganizer(_ visit: Visit) async -> String {
        await end(cookieName, path: "/organize/", visit)
    }

    /// The same of a speaker's.
    static func signOutSpeaker(_ visit: Visit) async -> String {
        await end(speakerCookieName, path: "/hand-in/", visit)
    }

    private static func end(_ cookie: String, path: String, _ visit: Visit) async -> String {
        if let secret = visit.request.cookies[cookie]?.value { await visit.site.sessions.end(secret) }
        return cookieField(cookie, "", path: path, lifetime: .zero, visit: visit)
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
            try visit.site.rates.countWrongToken(from: visit.origin.address)
            throw unauthorized("This token is not valid. It may have been revoked; ask for a new one.")
        }
        return Principal(token)
    }

    /// The value of a cookie's field (RFC 6265, 4.1).
    ///
    /// No `__Host-` in front of the name: it wants `Path=/`, and these cookies are for one part of the site. `__Secure-`
    /// would make the name depend on the scheme, since signing in works on a plain local address, too.
    private static func cookieField(
        _ name: String, _ value: String, path: String, lifetime: Duration, visit: Visit
    ) -> String {
        "\(name)=\(value); Path=\(path); HttpOnly; SameSite=Strict; Max-Age=\(lifetime.components.seconds)"
            + (isSecure(visit) ? "; Secure" : "")
    }

    /// Whether the visitor came by https: a proxy that is trusted says so, or the site's own address, when it is the one
    /// that was asked for. A visitor of the same server by a plain local address would lose a cookie that is `Secure`.
    private static func isSecure(_ visit: Visit) -> Bool {
        let base = visit.snapshot.archive.settings.baseURL
        return visit.origin.isEncrypted
            || base.scheme == "https" && base.authority == visit.request.head.authority
    }

    /// A form of this site, sent by this site: browsers say where a request comes from (Fetch Metadata, `Origin`).
    static func isOwnForm(_ visit: Visit) -> Bool {
        if let site = HTTPField.Name("Sec-Fetch-Site").flatMap({ visit.request.headers[$0] }) {
            return site == "same-origin" || site == "none"
        }
        guard let origin = visit.request.headers[.origin] else { return true }
        return URL(string: origin)?.authority == visit.request.head.authority
    }

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
