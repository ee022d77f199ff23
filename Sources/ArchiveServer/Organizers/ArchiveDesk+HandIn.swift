internal import Foundation
internal import TalkArchive

/// Speakers' links and what they hand in by them, for organizers.
extension ArchiveDesk {
    /// Makes a link for a talk; its text is told this once.
    func createLink(
        to talk: TalkKey, name: String, expires: Timestamp?, openings: Int?
    ) async throws -> NewTalkLink {
        try principal.require(.changeEdition(talk.edition))
        return try await keeper.changing { [keeper, who = principal.name] in
            try keeper.links.create(
                talk: talk, name: name, expires: expires, openings: openings, by: who, at: .now)
        }
    }

    /// The links to talks that the principal may change, and what is wrong with their list.
    func links() throws -> (links: [TalkLink], problems: [Diagnostic]) {
        let (links, problems) = keeper.links.list()
        let own = links.filter { principal.may(.changeEdition($0.talk.edition)) }
        guard !own.isEmpty || principal.may(.changeArchive) else { throw SiteError.notAllowed(principal.name) }
        return (own, problems)
    }

    func revokeLink(_ id: String) async throws -> TalkLink {
        guard let link = keeper.links.list().links.first(where: { $0.id == id }) else {
            throw TalkLinkError.unknown(id)
        }
        try principal.require(.changeEdition(link.talk.edition))
        return try await keeper.changing { [keeper, who = principal.name] in
            try keeper.links.revoke(id, by: who, at: .now)
        }
    }

    /// What waits for talks that the principal may change, the longest first, and which cannot be read. Empty for
    /// somebody who may change none.
    func waitingProposals() -> (proposals: [Proposal], problems: [Diagnostic]) {
        let (proposals, problems) = keeper.proposals.list()
        let own = proposals.filter { $0.isWaiting && principal.may(.changeEdition($0.talk.edition)) }
        return (own, principal.may(.changeArchive) ? problems : [])
    }

    /// A proposal that waits, or was refused.
    func proposal(_ id: String) throws -> Proposal {
        guard let proposal = keeper.proposals.proposal(id) else { throw ProposalError.unknown }
        try principal.require(.changeEdition(proposal.talk.edition))
        return proposal
    }

    /// - Parameters:
    ///   - seen: the revision of the proposal that the organizer saw.
    ///   - onto: the revision of the `talk.md` whose newer texts may be replaced.
    func accept(proposal id: String, seen: ContentHash, onto: ContentHash? = nil) async throws -> AcceptedProposal {
        _ = try proposal(id)
        return try await keeper.accept(proposal: id, seen: seen, onto: onto, by: principal.name)
    }

    func refuse(proposal id: String, seen: ContentHash, reason: String) async throws -> Proposal {
        _ = try proposal(id)
        return try await keeper.changing { [keeper, who = principal.name] in
            try keeper.proposals.refuse(id, seen: seen, reason: reason, by: who, at: .now)
        }
    }
}

/// The same for the speaker of a link.
extension ArchiveDesk {
    /// The talk of the link as the folder has it, hidden or not, with its edition and what was handed in by this link.
    func ownTalk() async throws -> OwnTalk {
        guard case .link(let id, let key) = principal.rights else { throw SiteError.notAllowed(principal.name) }
        try principal.require(.handIn(key))
        let view = await keeper.organizerView()
        guard let edition = view.archive.edition(key.edition), let talk = view.archive.talk(key) else {
            throw DeckStoreError.unknownTalk(key)
        }
        return OwnTalk(
            linkName: keeper.links.valid(id, at: .now)?.name ?? principal.name, talk: talk, edition: edition,
            proposal: keeper.proposals.proposal(id),
            content: talk.currentDeck.flatMap { view.contents[$0.hash] },
            revision: ArchiveEditor.revision(of: try await keeper.text(of: "\(key)/talk.md")))
    }

    /// - Throws: `HandInError` when the edition is closed to speakers, or the link has ended.
    func requireOpen() async throws {
        guard case .link(let id, let key) = principal.rights else { throw SiteError.notAllowed(principal.name) }
        try principal.require(.handIn(key))
        _ = try await keeper.openEdition(of: key, by: id)
    }

    func handIn(_ deck: IncomingDeck?, note: String = "", _ texts: ProposedTexts?) async throws -> HandInOutcome {
        guard case .link(let id, let key) = principal.rights else { throw SiteError.notAllowed(principal.name) }
        try principal.require(.handIn(key))
        return try await keeper.handIn(deck, note: note, texts, by: id, for: key)
    }

    /// Takes back what waits.
    func withdrawProposal() async throws {
        guard case .link(let id, let key) = principal.rights else { throw SiteError.notAllowed(principal.name) }
        try principal.require(.handIn(key))
        try await keeper.changing { [keeper] in try keeper.proposals.withdraw(id, at: .now) }
    }
}

/// A talk as its speaker sees it.
struct OwnTalk: Sendable {
    /// For whom the link was made.
    let linkName: String
    let talk: Talk
    let edition: Edition
    let proposal: Proposal?
    /// What the current deck says; nil when it is not read yet.
    let content: DeckContent?
    /// Of the `talk.md`.
    let revision: ContentHash

    /// What the forms show: what was proposed, else what is there.
    var texts: ProposedTexts {
        let proposed = proposal?.texts(seen: revision)
        return ProposedTexts(
            title: proposed?.title ?? talk.title, body: proposed?.body ?? talk.text,
            links: proposed?.links
                ?? talk.links.map {
                    ProposedLink(title: $0.title, url: $0.url.absoluteString, kind: $0.kind.rawValue)
                }, seen: revision)
    }
}
