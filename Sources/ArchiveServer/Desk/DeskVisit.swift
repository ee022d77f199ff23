internal import FormParsing
internal import HTTPTypes
internal import Hummingbird
internal import TalkArchive

/// A request to the desk by somebody who is signed in.
struct DeskVisit: Sendable {
    let visit: Visit
    let signedIn: Authorization.SignedIn
    /// What was sent with a form; empty for a page.
    var form = URLEncodedForm([])

    var principal: Principal { signedIn.principal }
    var desk: ArchiveDesk { ArchiveDesk(keeper: visit.site.keeper, principal: principal) }
    var limits: ServerLimits { visit.site.configuration.limits }

    /// A page for those who are signed in; others get the way in, and come back here.
    static func page(
        _ action: @escaping @Sendable (DeskVisit) async throws -> Content
    ) -> @Sendable (Visit) async throws -> Content {
        { visit in
            guard let signedIn = Authorization.organizer(visit) else {
                return try OrganizerPages.signInPage(visit, error: nil)
            }
            return try await action(DeskVisit(visit: visit, signedIn: signedIn))
        }
    }

    /// An action for a form of this site, sent by whom it was made for.
    static func form(
        _ action: @escaping @Sendable (DeskVisit) async throws -> Content
    ) -> @Sendable (Visit) async throws -> Content {
        { visit in
            guard Authorization.isOwnForm(visit) else { throw FormBody.forged }
            guard let signedIn = Authorization.organizer(visit) else {
                return try OrganizerPages.signInPage(
                    visit, error: "You are not signed in any more. Sign in, go back in your browser and send it again.")
            }
            var own = DeskVisit(visit: visit, signedIn: signedIn)
            own.form = try await FormBody.read(visit, limit: own.limits.deskFormBytes)
            guard signedIn.isProven(by: own.form["csrf"] ?? "") else { throw FormBody.tooOld }
            do {
                return try await action(own)
            } catch let error as ArchiveEditError {
                throw SiteError(edit: error)
            }
        }
    }

    /// The edition that the path names, hidden talks too.
    func edition(in view: OrganizerView) throws -> Edition {
        guard let id = EditionID(visit.parameter("edition")), let edition = view.archive.edition(id) else {
            throw SiteError.notFound
        }
        return edition
    }

    /// The talk that the path names.
    func talk(in view: OrganizerView) throws -> Talk {
        guard let key = talkKey, let talk = view.archive.talk(key) else { throw SiteError.notFound }
        return talk
    }

    /// The name of the talk's folder; a talk may be called as a part of the desk is.
    var talkKey: TalkKey? {
        let last = visit.path.split(separator: "/").last.map(String.init) ?? ""
        return TalkKey("\(visit.parameter("edition"))/\(visit.context.parameters.get("talk") ?? last)")
    }

    /// A page of the desk.
    /// - Parameters:
    ///   - crumbs: pages above this one, below the desk itself.
    ///   - notice: what is said above the page; nil for what the address says was done.
    func page(
        _ template: String, _ title: String, crumbs: [(title: String, address: DeskAddress)] = [],
        _ context: PageContext, notice: PageContext? = nil, status: HTTPResponse.Status = .ok
    ) throws -> Content {
        var context = context
        context["csrfToken"] = signedIn.formSecret
        context["organizerName"] = principal.name
        context["signOutAction"] = DeskAddress.signOut.path
        context["crumbs"] =
            (template == "organize" ? [] : [("Organize", DeskAddress.overview)] + crumbs).map { crumb -> PageContext in
                ["crumbTitle": crumb.title, "href": crumb.address.path]
            }
        context.merge(WaitingProposals.context(visit, signedIn)) { own, _ in own }
        context["notice"] = orFalse(notice ?? DeskNotice(visit.query["done"] ?? "")?.context)
        return try OrganizerPages.page(visit, template, title, context, status: status)
    }

    /// Where a form leads when it has done its work, and what is said there.
    func done(_ notice: DeskNotice.Kind, at address: DeskAddress) -> Content {
        .redirect(to: "\(address.path)?done=\(notice.rawValue)", permanent: false)
    }
}
