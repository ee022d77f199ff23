internal import FormParsing
internal import HTTPTypes
internal import TalkArchive

/// Speakers' links for organizers: `/organize/links/`, `/organize/editions/2022/links` and
/// `/organize/editions/2022/rust-gcc/links`.
enum LinkPages {
    /// Which links a page has.
    private enum Subject {
        case everything
        case edition(Edition)
        case talk(Talk, of: Edition)

        func has(_ link: TalkLink) -> Bool {
            switch self {
            case .everything: true
            case .edition(let edition): link.talk.edition == edition.id
            case .talk(let talk, _): link.talk == talk.key
            }
        }
    }

    /// All links that still hold, and those that do not.
    static func list(_ request: DeskVisit) async throws -> Content {
        try await page(request, .everything, await request.desk.view())
    }

    /// The links of an edition, and the form for many new ones.
    static func ofEdition(_ request: DeskVisit) async throws -> Content {
        let (view, edition) = try await edition(request)
        return try await page(request, .edition(edition), view)
    }

    /// The links of a talk, and the form for a new one.
    static func ofTalk(_ request: DeskVisit) async throws -> Content {
        let (view, edition) = try await edition(request)
        return try await page(request, .talk(request.linkedTalk(in: view), of: edition), view)
    }

    static func create(_ request: DeskVisit) async throws -> Content {
        let (view, edition) = try await edition(request)
        let talk = try request.linkedTalk(in: view)
        return try await make(request, .talk(talk, of: edition), view, [(talk.key, request.form["name"] ?? "")])
    }

    /// Links for many talks of an edition at once.
    static func createMany(_ request: DeskVisit) async throws -> Content {
        let (view, edition) = try await edition(request)
        let needed = try LinkNeed(edition: edition, view: view, links: request.desk.links().links)
        let talks = request.form["for"] == "all" ? needed.talks : needed.talksWithoutSlides
        return try await make(
            request, .edition(edition), view, talks.map { ($0.key, LinkNeed.name(for: $0)) })
    }

    static func revoke(_ request: DeskVisit) async throws -> Content {
        do {
            let link = try await request.desk.revokeLink(request.form["id"] ?? "")
            // They are refused already; now they are gone from the list, too.
            await request.visit.site.sessions.end { session in
                if case .link(let id, _) = session.holder { id == link.id } else { false }
            }
            let back: HandInAddress =
                switch LinkTexts.List(rawValue: request.form["back"] ?? "") {
                case .talk: .talkLinks(link.talk)
                case .edition: .editionLinks(link.talk.edition)
                case .everything, nil: .links
                }
            return .redirect(to: back.path + "?revoked=1", permanent: false)
        } catch {
            throw SiteError(handIn: error)
        }
    }

    /// The edition of the path, for those who may change it.
    private static func edition(_ request: DeskVisit) async throws -> (OrganizerView, Edition) {
        if let id = EditionID(request.visit.parameter("edition")) { try request.principal.require(.changeEdition(id)) }
        let view = try await request.desk.view()
        return (view, try request.edition(in: view))
    }

    /// Makes a link for each talk. What is made is told, whatever becomes of the others: it is told this once.
    private static func make(
        _ request: DeskVisit, _ subject: Subject, _ view: OrganizerView, _ wanted: [(talk: TalkKey, name: String)]
    ) async throws -> Content {
        var made: [NewTalkLink] = []
        do {
            let expires = try LinkTexts.expiry(request.form["expires"] ?? "", days: request.limits.linkDays)
            let openings = try LinkTexts.openings(request.form["openings"] ?? "")
            for (talk, name) in wanted {
                made.append(
                    try await request.desk.createLink(to: talk, name: name, expires: expires, openings: openings))
            }
        } catch {
            let told = SiteError(handIn: error)
            guard !made.isEmpty || told.status.kind == .clientError, told.status != .forbidden else { throw told }
            return try await page(request, subject, view, made: made, error: told)
        }
        return try await page(request, subject, view, made: made)
    }

    private static func page(
        _ request: DeskVisit, _ subject: Subject, _ view: OrganizerView, made: [NewTalkLink] = [],
        error: SiteError? = nil
    ) async throws -> Content {
        let (all, problems) = try request.desk.links()
        let shown = all.filter(subject.has)
        let now = Timestamp.now
        let open = shown.filter { $0.holds(at: now) }
        let ended = shown.filter { !$0.holds(at: now) }
        let base = request.visit.snapshot.archive.settings.baseURL
        var context: PageContext = [
            "revokeAction": HandInAddress.revoke.path, "allLinksHref": HandInAddress.links.path,
            "editionsHref": DeskAddress.overview.path, "hasOpen": !open.isEmpty, "hasEnded": !ended.isEmpty,
            "suggestedEnd": LinkTexts.end(afterDays: request.limits.linkDays)?.description ?? "",
            "mostOpenings": String(TalkLinks.mostOpenings), "forAll": false, "forEdition": false, "forTalk": false,
            "madeLink": false, "madeLinks": false,
        ]
        var title = "Speakers’ links"
        var crumbs: [(title: String, address: DeskAddress)] = []
        var list = LinkTexts.List.everything
        switch subject {
        case .everything: context["forAll"] = true
        case .edition(let edition):
            (title, list) = ("Links: \(edition.name)", .edition)
            crumbs = [(edition.name, .edition(edition.id))]
            context["forEdition"] = orFalse(LinkNeed(edition: edition, view: view, links: all).context)
            context["madeLinks"] = orFalse(made.isEmpty ? nil : LinkTexts.fresh(made, view.archive, base: base))
        case .talk(let talk, let edition):
            (title, list) = ("Links: \(talk.title)", .talk)
            crumbs = [(edition.name, .edition(edition.id)), (talk.title, .talk(talk.key))]
            context["forTalk"] = orFalse([
                "talkTitle": talk.title, "createAction": HandInAddress.talkLinks(talk.key).path,
                "suggestedName": talk.speakers.first?.name ?? "",
            ])
            context["madeLink"] = orFalse(made.first.map { LinkTexts.fresh($0, view.archive, base: base) })
        }
        context["openLinks"] = open.reversed().map { LinkTexts.row($0, view.archive, at: now, in: list) }
        context["endedLinks"] = ended.reversed().prefix(50).map {
            LinkTexts.row($0, view.archive, at: now, in: list)
        }
        return try request.page(
            "organize-links", title, crumbs: crumbs, context,
            notice: notice(request, problems.first, error), status: error?.status ?? .ok)
    }

    private static func notice(_ request: DeskVisit, _ problem: Diagnostic?, _ error: SiteError?) -> PageContext? {
        if let text = error?.detail ?? problem?.description { return ["noticeKind": "error", "noticeText": text] }
        guard request.visit.query["revoked"] != nil else { return nil }
        return ["noticeKind": "ok", "noticeText": "The link was revoked. Whoever came in by it is out."]
    }
}

extension DeskVisit {
    /// The talk whose links the path names: the name before its last part.
    fileprivate func linkedTalk(in view: OrganizerView) throws -> Talk {
        guard let key = TalkKey("\(visit.parameter("edition"))/\(visit.parameter("talk"))"),
            let talk = view.archive.talk(key)
        else { throw SiteError.notFound }
        return talk
    }
}
