internal import Hummingbird
internal import TalkArchive

extension Routes {
    /// The organizers' desk. Every page asks who is there, and every form whether it is this site's own.
    func addDesk(to router: Router<SiteContext>) {
        made(router, "/organize/", DeskVisit.page(OverviewPage.content))
        sent(router, .post, "/organize/sign-in", OrganizerPages.signIn)
        sent(router, .post, "/organize/sign-out", OrganizerPages.signOut)
        sent(router, .post, "/organize/upload", UploadPage.upload)
        sent(router, .post, "/organize/preview", DeskVisit.form(PreviewPage.content))
        made(router, "/organize/settings", DeskVisit.page(SettingsForm.show))
        taken(router, .post, "/organize/settings", DeskVisit.form(SettingsForm.change))
        made(router, "/organize/sessions/", DeskVisit.page(SessionPages.list))
        sent(router, .post, "/organize/sessions/end", DeskVisit.form(SessionPages.end))
        made(router, "/organize/tokens/", DeskVisit.page(TokenPages.list))
        taken(router, .post, "/organize/tokens/", DeskVisit.form(TokenPages.create))
        sent(router, .post, "/organize/tokens/revoke", DeskVisit.form(TokenPages.revoke))
        made(router, "/organize/log", DeskVisit.page(LogPage.content))
        made(router, "/organize/editions/new", DeskVisit.page(EditionForm.new))
        taken(router, .post, "/organize/editions/new", DeskVisit.form(EditionForm.create))
        made(router, "/organize/editions/:edition/", DeskVisit.page(EditionDeskPage.content))
        addParts(to: router)

        let talk = "/organize/editions/:edition/:talk"
        made(router, "\(talk)/", DeskVisit.page(TalkFileForm.show))
        taken(router, .post, "\(talk)/", DeskVisit.form(TalkFileForm.change))
        made(router, "\(talk)/visibility", DeskVisit.page(Self.toTalk))
        taken(router, .post, "\(talk)/visibility", DeskVisit.form(AudienceForm.change))
        made(router, "\(talk)/versions/:version", DeskVisit.page(VersionFiles.deck))
        made(router, "\(talk)/versions/:version/:picture", DeskVisit.page(VersionFiles.picture))
        made(router, "\(talk)/versions/:version/restore", DeskVisit.page(Self.toTalk))
        taken(router, .post, "\(talk)/versions/:version/restore", DeskVisit.form(VersionFiles.restore))
    }

    /// Parts of an edition's desk, whose names talks may have too: `editions/2027/new` is the form for a new talk,
    /// `editions/2027/new/` the talk of that name.
    private func addParts(to router: Router<SiteContext>) {
        let several = "/organize/editions/:edition/upload"
        taken(
            router, .get, several,
            DeskVisit.page { try await $0.isAtTalk ? TalkFileForm.show($0) : Self.toEdition($0) })
        taken(router, .post, several) { visit in
            visit.path.hasSuffix("/")
                ? try await DeskVisit.form(TalkFileForm.change)(visit) : try await SeveralUploadsForm.take(visit)
        }
        let parts: [(name: String, page: DeskAction, form: DeskAction)] = [
            ("edit", EditionFileForm.show, EditionFileForm.change), ("new", TalkForm.new, TalkForm.create),
            ("links", LinkPages.ofEdition, LinkPages.createMany),
            ("order", Self.toEdition, OrderForm.change), ("staged", StagedPage.content, StagedPage.take),
        ]
        for part in parts {
            let path = "/organize/editions/:edition/\(part.name)"
            taken(
                router, .get, path,
                DeskVisit.page { try await $0.isAtTalk ? TalkFileForm.show($0) : part.page($0) })
            taken(
                router, .post, path,
                DeskVisit.form { try await $0.isAtTalk ? TalkFileForm.change($0) : part.form($0) })
        }
    }

    typealias DeskAction = @Sendable (DeskVisit) async throws -> Content

    /// An address that only takes a form leads to the page that has it: after signing in one comes back there.
    private static func toTalk(_ request: DeskVisit) async throws -> Content {
        guard let key = request.talkKey else { throw SiteError.notFound }
        return .redirect(to: DeskAddress.talk(key).path, permanent: false)
    }

    private static func toEdition(_ request: DeskVisit) async throws -> Content {
        guard let id = EditionID(request.visit.parameter("edition")) else { throw SiteError.notFound }
        return .redirect(to: DeskAddress.edition(id).path, permanent: false)
    }
}

extension DeskVisit {
    /// The path of a part of an edition's desk with a slash behind it: a talk of that name.
    fileprivate var isAtTalk: Bool { visit.path.hasSuffix("/") }
}
