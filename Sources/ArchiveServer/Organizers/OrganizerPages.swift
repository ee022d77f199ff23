internal import FormParsing
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import TalkArchive

/// The way into the desk, and out of it.
enum OrganizerPages {
    static func signIn(_ visit: Visit) async throws -> Content {
        guard Authorization.isOwnForm(visit) else { throw FormBody.forged }
        let form = try await FormBody.read(visit)
        let text = (form["token"] ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
        guard let token = AccessTokens(visit.site.keeper.folder).verify(text) else {
            try visit.site.rates.countWrongToken(from: visit.origin.address)
            return try signInPage(
                visit, error: "This token is not valid. It may be mistyped, or it was revoked.",
                returningTo: form["return"])
        }
        var content = Content.redirect(to: destination(form["return"]), permanent: false)
        content.fields[.setCookie] = await Authorization.signIn(token, visit)
        return content
    }

    static func signOut(_ visit: Visit) async throws -> Content {
        guard Authorization.isOwnForm(visit) else { throw FormBody.forged }
        _ = try await FormBody.read(visit)
        var content = Content.redirect(to: SiteAddress.organize.path, permanent: false)
        content.fields[.setCookie] = await Authorization.signOutOrganizer(visit)
        return content
    }

    /// A page of the desk.
    static func page(
        _ visit: Visit, _ template: String, _ title: String, _ context: PageContext,
        status: HTTPResponse.Status = .ok
    ) throws -> Content {
        var content = try visit.page(
            template, PageFrame(title: title, isIndexed: false, usesOrganizerScript: true), context, status: status,
            caching: .never)
        content.security = .desk
        return content
    }

    /// Where to go after signing in: only back to a page of the desk.
    static func destination(_ wanted: String?) -> String {
        guard let wanted, wanted.hasPrefix("/organize/"), wanted.utf8.count <= 500, !wanted.contains("//"),
            wanted.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") }),
            !wanted.split(separator: "?")[0].split(separator: "/").contains(where: { $0.hasPrefix(".") })
        else { return SiteAddress.organize.path }
        return wanted
    }

    /// The way in, which leads back to the page that was asked for.
    static func signInPage(_ visit: Visit, error: String?, returningTo path: String? = nil) throws -> Content {
        try page(
            visit, "organize-signin", "For organizers",
            [
                "signInAction": DeskAddress.signIn.path, "signInError": orFalse(error), "csrfToken": "",
                "returnPath": destination(path ?? visit.request.uri.string),
            ],
            status: error == nil ? .ok : .unauthorized)
    }
}
