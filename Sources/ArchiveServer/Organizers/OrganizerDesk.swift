internal import TalkArchive

/// The desk's content: every talk, hidden ones too, with what it lacks.
struct OrganizerDesk {
    let view: OrganizerView
    let signedIn: Authorization.SignedIn
    let limits: ServerLimits

    func context(selected: TalkKey?) -> PageContext {
        [
            "csrfToken": signedIn.formSecret, "organizerName": signedIn.principal.name,
            "signOutAction": "/organize/sign-out", "uploadAction": "/organize/upload", "notice": orFalse(notice),
            "limitText": HumanText.size(limits.deckBytes), "limitBytes": String(limits.deckBytes),
            "editions": view.archive.editions.map { edition -> PageContext in
                let withDeck = edition.talks.count { $0.currentDeck != nil }
                return [
                    "editionName": edition.name, "editionHref": SiteAddress.edition(edition.id).path,
                    "deckCountText": "\(withDeck) of \(edition.talks.count) with slides",
                    "talks": edition.talks.map { talk($0, isSelected: $0.key == selected) },
                ]
            },
        ]
    }

    /// What is wrong outside of the talks that are listed below, such as a talk that cannot be read at all.
    private var notice: PageContext? {
        let listed = Set(view.archive.talks.map { "\($0.key)/" })
        let others = view.problems.filter { problem in !listed.contains { problem.file.hasPrefix($0) } }
        guard !others.isEmpty else { return nil }
        let shown = others.prefix(5).map(\.description)
        let more = others.count > shown.count ? ["'rockpool check' tells \(others.count - shown.count) more."] : []
        return [
            "noticeKind": others.contains { $0.severity == .error } ? "error" : "warning",
            "noticeText": (shown + more).joined(separator: " "),
        ]
    }

    private func talk(_ talk: Talk, isSelected: Bool) -> PageContext {
        let (kind, label) = state(of: talk)
        let problems = problems(of: talk)
        return [
            "talkKey": talk.key.description, "title": talk.title, "href": SiteAddress.talk(talk.key).path,
            "selected": isSelected, "speakersText": orFalse(HumanText.list(talk.speakers.map(\.name))),
            "hasDeck": talk.currentDeck != nil, "deckText": orFalse(talk.currentDeck.map(deckText)),
            "stateKind": kind, "stateLabel": label, "hasProblems": !problems.isEmpty,
            "problems": problems.map { ["text": $0] },
        ]
    }

    private func state(of talk: Talk) -> (kind: String, label: String) {
        switch talk.visibility {
        case .hidden: ("hidden", "Hidden")
        case .embargoed(let until) where until > .now: ("hidden", "Hidden until \(HumanText.date(until))")
        case .withdrawn(let time, _): ("hidden", "Withdrawn on \(HumanText.date(time))")
        case .public, .embargoed:
            switch talk.currentDeck?.origin {
            case nil: ("missing", "No slides")
            case .sample: ("sample", "Sample deck")
            case .original, .upload: ("public", "Slides")
            }
        }
    }

    private func deckText(_ deck: Deck) -> String {
        let pages = view.contents[deck.hash].map { HumanText.count($0.slides.count, "page") + ", " } ?? ""
        return "\(pages)\(HumanText.size(deck.byteCount)), added \(HumanText.date(deck.added))"
    }

    private func problems(of talk: Talk) -> [String] {
        let prefix = "\(talk.key)/"
        var problems = view.problems.filter { $0.file.hasPrefix(prefix) }.map { problem in
            let place = problem.line.map { "\(problem.file.dropFirst(prefix.count)), line \($0): " } ?? ""
            return "\(place)\(problem.summary) \(problem.solution)"
        }
        guard let deck = talk.currentDeck else { return problems }
        if let failure = view.failures[deck.hash] { problems.append("The slides cannot be searched: \(failure).") }
        return problems + (view.contents[deck.hash]?.warnings ?? [])
    }
}
