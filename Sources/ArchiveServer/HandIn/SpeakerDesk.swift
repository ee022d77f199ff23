internal import FormParsing
internal import HTTPTypes
internal import SlideExtraction
internal import TalkArchive

/// `/hand-in/talk`: the speaker's talk as it is and as it is proposed, and the forms to change it.
struct SpeakerDesk {
    let visit: Visit
    let signedIn: Authorization.SignedIn

    init(_ visit: Visit, _ signedIn: Authorization.SignedIn) {
        // What was just handed in is shown by the newest snapshot.
        self.visit = Visit(
            site: visit.site, snapshot: visit.site.snapshots.take(), request: visit.request, context: visit.context)
        self.signedIn = signedIn
    }

    static func content(_ visit: Visit) async throws -> Content {
        guard let signedIn = Authorization.speaker(visit) else { return try SpeakerPages.ended(visit) }
        return try await SpeakerDesk(visit, signedIn).page(Answer(done: visit.query["done"].flatMap(Done.init)))
    }

    /// What was just done, as the address says it after a redirect.
    enum Done: String {
        case shown, waiting, nothing, withdrawn

        var text: String {
            switch self {
            case .shown: "Thank you. It is on the site."
            case .waiting: "Thank you. It is safe here and waits for an organizer."
            case .nothing: "The talk has all of that already; nothing was changed."
            case .withdrawn: "It was taken back."
            }
        }
    }

    /// What the page tells besides.
    struct Answer {
        var done: Done?
        /// What was typed, to go on with.
        var texts: ProposedTexts?
        var isPreview = false
        var error: SiteError?
        var problems: [FieldProblem] = []
        /// Somebody changed the talk since the form was opened.
        var isConflict = false
    }

    func page(_ answer: Answer) async throws -> Content {
        let own: OwnTalk
        do {
            own = try await ArchiveDesk(keeper: visit.site.keeper, principal: signedIn.principal).ownTalk()
        } catch {
            throw SiteError(handIn: error)
        }
        var context = state(of: own)
        context.merge(forms(own, answer)) { $1 }
        context.merge(notice(answer)) { $1 }
        context["deck"] = orFalse(await deck(own))
        return try SpeakerPages.page(
            visit, "handin-talk", own.talk.title, context, status: answer.error?.status ?? .ok)
    }

    private func notice(_ answer: Answer) -> PageContext {
        var kind = "ok"
        var text = answer.done?.text
        if let error = answer.error { (kind, text) = ("error", "\(error.title). \(error.detail)") }
        // Each is told at its place.
        if !answer.problems.isEmpty { text = "Nothing was changed yet: something in the form cannot be taken." }
        if answer.isPreview { (kind, text) = ("warning", "A preview: nothing was changed yet.") }
        let notice: PageContext? = text.map { ["noticeKind": kind, "noticeText": $0] }
        return [
            "notice": orFalse(notice), "hasProblems": !answer.problems.isEmpty,
            "problems": answer.problems.map { ["text": $0.description] },
        ]
    }

    private func state(of own: OwnTalk) -> PageContext {
        let isClosed = own.edition.isFrozen(at: .now)
        let isVisible = visit.snapshot.archive.talk(own.talk.key) != nil
        let waiting = own.proposal.flatMap { $0.isWaiting ? $0 : nil }
        let refusal: PageContext? = own.proposal?.refusal.map {
            ["refusedText": "Refused on \(HumanText.moment($0.time)).", "reason": $0.reason]
        }
        let wait: PageContext? = waiting.map {
            [
                "waitingText": "Waiting for an organizer since \(HumanText.moment($0.since)).",
                "partsText": HumanText.list($0.parts), "withdrawAction": HandInAddress.withdraw.path,
            ]
        }
        return [
            "csrfToken": signedIn.formSecret, "signOutAction": HandInAddress.signOut.path,
            "speakerName": own.linkName, "talkTitle": own.talk.title,
            "speakersText": orFalse(HumanText.list(own.talk.speakers.map(\.name))),
            "editionName": own.edition.name, "talkKey": own.talk.key.description,
            "talkHref": orFalse(isVisible ? SiteAddress.talk(own.talk.key).path : nil),
            "waitingPart": orFalse(wait), "refusal": orFalse(refusal), "isOpen": !isClosed,
            "closedText": orFalse(isClosed ? SiteError.closedText(own.edition.freeze) : nil),
            "closesText": orFalse(
                own.edition.freeze.flatMap { isClosed ? nil : "You can change it until \(HumanText.moment($0))." }),
            "approvalText": own.edition.approval
                ? "What you hand in is shown when an organizer has accepted it."
                : isVisible
                    ? "What you hand in is on the site at once."
                    : "What you hand in is taken at once; the talk itself is not public yet.",
        ]
    }

    private func forms(_ own: OwnTalk, _ answer: Answer) -> PageContext {
        var texts = answer.texts ?? own.texts
        // Sent again it replaces what the page now shows beside it.
        texts.seen = own.revision
        let conflict: PageContext? =
            answer.isConflict
            ? ["currentTitle": own.talk.title, "currentHTML": orFalse(Markdown.html(own.talk.text, topHeading: 3))]
            : nil
        let preview: PageContext? =
            answer.isPreview
            ? ["previewTitle": texts.title ?? "", "previewHTML": Markdown.html(texts.body ?? "", topHeading: 3)] : nil
        let rows = (texts.links ?? []) + Array(repeating: ProposedLink(title: "", url: "", kind: "website"), count: 2)
        let limits = visit.site.configuration.limits
        return [
            "slidesAction": HandInAddress.slides.path, "textsAction": HandInAddress.texts.path,
            "previewAction": HandInAddress.texts.path + "#texts",
            "limitText": HumanText.size(limits.deckBytes), "limitBytes": String(limits.deckBytes),
            "noteCharacters": String(limits.noteCharacters), "seen": texts.seen.description,
            "titleValue": texts.title ?? "", "bodyValue": texts.body ?? "",
            "linkRows": rows.enumerated().map { number, link -> PageContext in
                [
                    "linkNumber": String(number + 1), "linkTitle": link.title, "linkURL": link.url,
                    "linkKinds": Link.Kind.allCases.map { kind -> PageContext in
                        ["kindName": kind.rawValue, "isChosen": kind.rawValue == link.kind]
                    },
                ]
            },
            "textPreview": orFalse(preview), "conflict": orFalse(conflict),
        ]
    }

    /// The slides that wait, else those of the talk.
    private func deck(_ own: OwnTalk) async -> PageContext? {
        if let proposal = own.proposal, let deck = proposal.deck {
            guard let file = visit.site.keeper.proposals.slides(of: proposal),
                let content = try? await visit.site.keeper.decks.content(of: file, hash: deck.hash)
            else { return nil }
            return DeckPreview.context(
                label: "Slides that wait", (deck.hash, deck.byteCount), of: own.talk, content: content, file: .ownDeck,
                visit: visit
            ) { .ownPicture(deck.hash, page: $0, .small) }
        }
        guard let deck = own.talk.currentDeck, let content = own.content else { return nil }
        return DeckPreview.context(
            label: "Current slides", (deck.hash, deck.byteCount), of: own.talk, content: content, file: nil,
            visit: visit
        ) { .ownPicture(deck.hash, page: $0, .small) }
    }
}
