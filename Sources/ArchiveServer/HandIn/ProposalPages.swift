internal import FormParsing
internal import Foundation
internal import HTTPTypes
internal import SlideExtraction
internal import TalkArchive

/// `/organize/proposals/`: what speakers handed in beside what is there, to be accepted or refused.
enum ProposalPages {
    static func list(_ visit: Visit) async throws -> Content {
        guard let signedIn = Authorization.organizer(visit) else {
            return try OrganizerPages.signInPage(visit, error: nil)
        }
        return try await page(visit, signedIn, notice: done(visit.query["done"]))
    }

    static func accept(_ visit: Visit) async throws -> Content {
        let (signedIn, form) = try await FormBody.organizer(visit)
        return try await answered(visit, signedIn, "accepted") { desk in
            _ = try await desk.accept(
                proposal: form["id"] ?? "", seen: try revision(form["seen"]),
                onto: form["onto"].flatMap { ContentHash($0) })
        }
    }

    static func refuse(_ visit: Visit) async throws -> Content {
        let (signedIn, form) = try await FormBody.organizer(visit)
        return try await answered(visit, signedIn, "refused") { desk in
            _ = try await desk.refuse(
                proposal: form["id"] ?? "", seen: try revision(form["seen"]), reason: form["reason"] ?? "")
        }
    }

    private static func answered(
        _ visit: Visit, _ signedIn: Authorization.SignedIn, _ done: String, _ body: (ArchiveDesk) async throws -> Void
    ) async throws -> Content {
        do {
            try await body(ArchiveDesk(keeper: visit.site.keeper, principal: signedIn.principal))
            return .redirect(to: "\(HandInAddress.proposals.path)?done=\(done)", permanent: false)
        } catch {
            let told = SiteError(handIn: error)
            guard told.status.kind == .clientError, told.status != .forbidden else { throw told }
            let notice: PageContext = ["noticeKind": "error", "noticeText": "\(told.title). \(told.detail)"]
            return try await page(visit, signedIn, notice: notice, status: told.status)
        }
    }

    private static func revision(_ text: String?) throws -> ContentHash {
        guard let hash = ContentHash(text ?? "") else {
            throw SiteError.badRequest("The form is not complete. Open its page again and send it from there.")
        }
        return hash
    }

    private static func done(_ name: String?) -> PageContext? {
        switch name {
        case "accepted": ["noticeKind": "ok", "noticeText": "Accepted. It is in the archive."]
        case "refused": ["noticeKind": "ok", "noticeText": "Refused. The speaker can read why by the same link."]
        default: nil
        }
    }

    private static func page(
        _ visit: Visit, _ signedIn: Authorization.SignedIn, notice: PageContext?, status: HTTPResponse.Status = .ok
    ) async throws -> Content {
        // What was just accepted is in the newest snapshot.
        let visit = Visit(
            site: visit.site, snapshot: visit.site.snapshots.take(), request: visit.request, context: visit.context)
        let desk = ArchiveDesk(keeper: visit.site.keeper, principal: signedIn.principal)
        let archive = try await desk.view().archive
        let (proposals, problems) = desk.waitingProposals()
        var items: [PageContext] = []
        for proposal in proposals { items.append(await item(proposal, archive, visit)) }
        return try DeskVisit(visit: visit, signedIn: signedIn).page(
            "organize-proposals", "What speakers handed in",
            [
                "hasProposals": !items.isEmpty,
                "proposals": items, "hasProblems": !problems.isEmpty,
                "problems": problems.map { ["text": $0.description] }, "acceptAction": HandInAddress.accept.path,
                "refuseAction": HandInAddress.refuse.path, "reasonBytes": String(ProposalStore.reasonBytes),
            ], notice: notice, status: status)
    }

    private static func item(_ proposal: Proposal, _ archive: Archive, _ visit: Visit) async -> PageContext {
        let talk = archive.talk(proposal.talk)
        let conflicts = talk.map { visit.site.keeper.proposals.conflicts(of: proposal, with: $0) } ?? []
        // The revision of what the page shows as the text of now.
        let current = conflicts.isEmpty ? nil : try? await visit.site.keeper.text(of: "\(proposal.talk)/talk.md")
        let title: PageContext? = proposal.title.map { part in
            ["nowText": talk?.title ?? part.base, "newText": part.value]
        }
        let body: PageContext? = proposal.body.map { part in
            [
                "nowHTML": Markdown.html(talk?.text ?? part.base, topHeading: 4),
                "newHTML": Markdown.html(part.value, topHeading: 4),
            ]
        }
        let links: PageContext? = proposal.links.map { part in
            [
                "nowLinks": (talk?.links.map { "\($0.title): \($0.url.absoluteString)" } ?? []).map { ["text": $0] },
                "newLinks": part.value.map { ["text": "\($0.title): \($0.url)"] },
            ]
        }
        return [
            "proposalID": proposal.id, "seen": proposal.revision.description,
            "proposedTitle": talk?.title ?? proposal.talk.description,
            "editionName": archive.edition(proposal.talk.edition)?.name ?? proposal.talk.edition.description,
            "talkHref": orFalse(talk.map { DeskAddress.talk($0.key).path }), "whoText": proposal.who,
            "sinceText": HumanText.moment(proposal.since), "partsText": HumanText.list(proposal.parts),
            "isGone": talk == nil,
            "conflictText": orFalse(
                conflicts.isEmpty
                    ? nil : "Since this was handed in, somebody changed the \(HumanText.list(conflicts)) of the talk."),
            "onto": orFalse(current.map { ArchiveEditor.revision(of: $0).description }),
            "titleChange": orFalse(title), "bodyChange": orFalse(body), "linksChange": orFalse(links),
            "deck": orFalse(await deck(proposal, talk, visit)),
            "nowDeckText": orFalse(
                proposal.deck == nil
                    ? nil
                    : talk?.currentDeck.map {
                        "They replace the slides of \(HumanText.date($0.added)), \(HumanText.size($0.byteCount)); "
                            + "those stay as an earlier version."
                    } ?? "The talk has no slides yet."),
            "noteText": orFalse(proposal.deck?.note),
        ]
    }

    private static func deck(_ proposal: Proposal, _ talk: Talk?, _ visit: Visit) async -> PageContext? {
        guard let deck = proposal.deck, let talk, let file = visit.site.keeper.proposals.slides(of: proposal),
            let content = try? await visit.site.keeper.decks.content(of: file, hash: deck.hash)
        else { return nil }
        return DeckPreview.context(
            label: "Proposed slides", (deck.hash, deck.byteCount), of: talk, content: content,
            file: .proposedDeck(proposal.id), visit: visit
        ) { .proposedPicture(proposal.id, page: $0, .small) }
    }
}
