internal import FormParsing
internal import Foundation
internal import HTTPTypes
internal import TalkArchive

/// `/hand-in/`: the speaker's way in, without an account.
///
/// The link's secret stands behind the `#` of its address, which browsers send to nobody. A script puts it into the
/// form of this page and takes it out of the address bar; without script it is pasted there.
enum SpeakerPages {
    static func entrance(_ visit: Visit) throws -> Content {
        try entrance(visit, error: nil, isSignedIn: Authorization.speaker(visit) != nil)
    }

    /// Takes the text of a link, as it is or with the address in front of it.
    static func open(_ visit: Visit) async throws -> Content {
        guard Authorization.isOwnForm(visit) else { throw forged }
        let sent = try await FormBody.read(visit)["link"] ?? ""
        let text = sent.split(separator: "#").last.map(String.init) ?? ""
        let keeper = visit.site.keeper
        let opened: TalkLink?
        do {
            opened = try await keeper.changing {
                try keeper.links.open(text.trimmingCharacters(in: .whitespacesAndNewlines), at: .now)
            }
        } catch {
            throw SiteError(handIn: error)
        }
        guard let link = opened else {
            try visit.site.rates.countWrongToken(from: visit.origin.address)
            return try entrance(
                visit,
                error: "This link does not open anything. It may be incomplete, used up, expired or taken back. "
                    + "Ask an organizer for a new one.", isSignedIn: false)
        }
        var content = Content.redirect(to: HandInAddress.talk.path, permanent: false)
        content.fields[.setCookie] = await Authorization.signIn(
            link: link.id, name: link.auditName, for: link.talk, visit)
        return content
    }

    static func signOut(_ visit: Visit) async throws -> Content {
        guard Authorization.isOwnForm(visit) else { throw forged }
        _ = try await FormBody.read(visit)
        var content = Content.redirect(to: HandInAddress.entrance.path, permanent: false)
        content.fields[.setCookie] = await Authorization.signOutSpeaker(visit)
        return content
    }

    /// What somebody sees whose session or link has ended.
    static func ended(_ visit: Visit) throws -> Content {
        try entrance(
            visit,
            error: "You are not signed in any more, or your link was taken back or has expired. Nothing was changed. "
                + "Open your link again, or ask an organizer for a new one.", isSignedIn: false)
    }

    private static func entrance(_ visit: Visit, error: String?, isSignedIn: Bool) throws -> Content {
        try page(
            visit, "handin", "Hand in",
            [
                "openAction": HandInAddress.open.path, "openError": orFalse(error),
                "goOnHref": orFalse(isSignedIn ? HandInAddress.talk.path : nil),
            ], status: error == nil ? .ok : .unauthorized)
    }

    /// A page for speakers: kept nowhere, and its address is told to no other site.
    static func page(
        _ visit: Visit, _ template: String, _ title: String, _ context: PageContext,
        status: HTTPResponse.Status = .ok
    ) throws -> Content {
        let frame = PageFrame(title: title, isIndexed: false, usesOrganizerScript: true, usesHandInScript: true)
        var content = try visit.page(template, frame, context, status: status, caching: .never)
        content.security = .desk
        return content
    }

    static let forged = SiteError(
        status: .forbidden, title: "This form came from another site",
        detail: "Open your link again and send the form from there.")
}
