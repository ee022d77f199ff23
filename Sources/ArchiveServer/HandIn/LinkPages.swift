internal import FormParsing
internal import Foundation
internal import HTTPTypes
internal import TalkArchive

/// Speakers' links for organizers: `/organize/links/` and `/organize/editions/2022/rust-gcc/links`.
enum LinkPages {
    /// All links that still hold, and those that do not.
    static func list(_ visit: Visit) async throws -> Content {
        guard let signedIn = Authorization.organizer(visit) else {
            return try OrganizerPages.signInPage(visit, error: nil)
        }
        return try await page(visit, signedIn, for: nil)
    }

    /// The links of a talk, and the form for a new one.
    static func ofTalk(_ visit: Visit) async throws -> Content {
        guard let signedIn = Authorization.organizer(visit) else {
            return try OrganizerPages.signInPage(visit, error: nil)
        }
        return try await page(visit, signedIn, for: try talkKey(visit))
    }

    static func create(_ visit: Visit) async throws -> Content {
        let (signedIn, form) = try await FormBody.organizer(visit)
        let key = try talkKey(visit)
        do {
            let made = try await desk(visit, signedIn).createLink(
                to: key, name: form["name"] ?? "", expires: try expiry(form["expires"] ?? "", visit),
                openings: try openings(form["openings"] ?? ""))
            return try await page(visit, signedIn, for: key, made: made)
        } catch {
            let told = SiteError(handIn: error)
            guard told.status.kind == .clientError, told.status != .forbidden else { throw told }
            return try await page(visit, signedIn, for: key, error: told)
        }
    }

    static func revoke(_ visit: Visit) async throws -> Content {
        let (signedIn, form) = try await FormBody.organizer(visit)
        do {
            let link = try await desk(visit, signedIn).revokeLink(form["id"] ?? "")
            // They are refused already; now they are gone from the list, too.
            await visit.site.sessions.end { session in
                if case .link(let id, _) = session.holder { id == link.id } else { false }
            }
            let isOfTalk = form["back"] == "talk"
            return .redirect(
                to: (isOfTalk ? HandInAddress.talkLinks(link.talk) : .links).path + "?revoked=1", permanent: false)
        } catch {
            throw SiteError(handIn: error)
        }
    }

    private static func desk(_ visit: Visit, _ signedIn: Authorization.SignedIn) -> ArchiveDesk {
        ArchiveDesk(keeper: visit.site.keeper, principal: signedIn.principal)
    }

    private static func talkKey(_ visit: Visit) throws -> TalkKey {
        guard let key = TalkKey("\(visit.parameter("edition"))/\(visit.parameter("talk"))") else {
            throw SiteError.notFound
        }
        return key
    }

    private static func page(
        _ visit: Visit, _ signedIn: Authorization.SignedIn, for key: TalkKey?, made: NewTalkLink? = nil,
        error: SiteError? = nil
    ) async throws -> Content {
        let desk = desk(visit, signedIn)
        if let key { try signedIn.principal.require(.changeEdition(key.edition)) }
        let archive = try await desk.view().archive
        if let key, archive.talk(key) == nil { throw SiteError.notFound }
        let (all, problems) = try desk.links()
        let shown = all.filter { key == nil || $0.talk == key }
        let now = Timestamp.now
        let open = shown.filter { $0.holds(at: now) }
        let ended = shown.filter { !$0.holds(at: now) }
        var notice: PageContext?
        if visit.query["revoked"] != nil {
            notice = ["noticeKind": "ok", "noticeText": "The link was revoked. Whoever came in by it is out."]
        }
        if let problem = problems.first { notice = ["noticeKind": "error", "noticeText": problem.description] }
        if let error { notice = ["noticeKind": "error", "noticeText": error.detail] }
        let context: PageContext = [
            "revokeAction": HandInAddress.revoke.path,
            "allLinksHref": HandInAddress.links.path,
            "editionsHref": DeskAddress.overview.path, "hasOpen": !open.isEmpty, "hasEnded": !ended.isEmpty,
            "openLinks": open.reversed().map { link(visit, $0, archive, now, isOfTalk: key != nil) },
            "endedLinks": ended.reversed().prefix(50).map { link(visit, $0, archive, now, isOfTalk: key != nil) },
            "forTalk": orFalse(key.map { form($0, archive, visit) }),
            "madeLink": orFalse(made.map { fresh($0, visit) }),
        ]
        let title = key.flatMap { archive.talk($0)?.title }.map { "Links: \($0)" } ?? "Speakers’ links"
        return try DeskVisit(visit: visit, signedIn: signedIn).page(
            "organize-links", title, crumbs: key.map { crumbs(to: $0, archive) } ?? [], context, notice: notice,
            status: error?.status ?? .ok)
    }

    private static func crumbs(to key: TalkKey, _ archive: Archive) -> [(title: String, address: DeskAddress)] {
        [
            (archive.edition(key.edition)?.name ?? key.edition.description, .edition(key.edition)),
            (archive.talk(key)?.title ?? key.description, .talk(key)),
        ]
    }

    private static func form(_ key: TalkKey, _ archive: Archive, _ visit: Visit) -> PageContext {
        [
            "talkTitle": archive.talk(key)?.title ?? key.description, "createAction": HandInAddress.talkLinks(key).path,
            "suggestedName": archive.talk(key)?.speakers.first?.name ?? "",
            "suggestedEnd": end(afterDays: visit.site.configuration.limits.linkDays)?.description ?? "",
            "mostOpenings": String(TalkLinks.mostOpenings),
        ]
    }

    /// The one moment at which a link is told.
    private static func fresh(_ made: NewTalkLink, _ visit: Visit) -> PageContext {
        let base = visit.snapshot.archive.settings.baseURL
        return [
            "madeText": SiteAddress.absolute(path: HandInAddress.entrance.path, base: base) + "#" + made.text,
            "madeName": made.link.name,
        ]
    }

    private static func link(
        _ visit: Visit, _ link: TalkLink, _ archive: Archive, _ now: Timestamp, isOfTalk: Bool
    ) -> PageContext {
        let often = link.opened == 1 ? "once" : HumanText.count(link.opened, "time")
        let opened = often + (link.openings.map { ", of at most \($0)" } ?? "")
        let state: String =
            switch link.state(at: now) {
            case .open: "holds until " + (link.expires.map(end) ?? "it is revoked")
            case .usedUp: "used up; who is in can stay until " + (link.expires.map(end) ?? "it is revoked")
            case .revoked: "revoked on " + HumanText.moment(link.revoked ?? now)
            case .expired: "expired on " + HumanText.moment(link.expires ?? now)
            }
        return [
            "linkID": link.id, "linkName": link.name, "linkState": state,
            "openedText": link.lastOpened.map { "opened \(opened), last on \(HumanText.moment($0))" } ?? "never opened",
            "linkTalk": orFalse(isOfTalk ? nil : archive.talk(link.talk)?.title ?? "\(link.talk) (gone)"),
            "linkTalkHref": HandInAddress.talkLinks(link.talk).path, "backTo": isOfTalk ? "talk" : "all",
        ]
    }

    /// A moment up to which something holds, by its last day where it is the end of one.
    private static func end(_ moment: Timestamp) -> String {
        guard moment.secondsSinceEpoch % 86_400 == 0 else { return HumanText.moment(moment) }
        let last = Timestamp(secondsSinceEpoch: moment.secondsSinceEpoch - 1)
        return "the end of \(HumanText.date(last)) (UTC)"
    }

    private static func end(afterDays days: Int) -> CalendarDate? {
        Timestamp(secondsSinceEpoch: Timestamp.now.secondsSinceEpoch + days * 86_400).date
    }

    /// The end of a day in UTC; of the usual one when nothing is said.
    private static func expiry(_ text: String, _ visit: Visit) throws -> Timestamp? {
        let trimmed = text.trimmingCharacters(in: .whitespaces)
        let day = trimmed.isEmpty ? end(afterDays: visit.site.configuration.limits.linkDays) : CalendarDate(trimmed)
        guard let day else {
            throw SiteError.badRequest("'\(trimmed)' is no day. Write year, month and day: 2026-09-07.")
        }
        return Timestamp(secondsSinceEpoch: Timestamp(startOf: day).secondsSinceEpoch + 86_400)
    }

    private static func openings(_ text: String) throws -> Int? {
        let trimmed = text.trimmingCharacters(in: .whitespaces)
        if trimmed.isEmpty { return nil }
        guard let number = Int(trimmed) else { throw TalkLinkError.badOpenings }
        return number
    }
}
