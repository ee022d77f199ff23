internal import HTTPTypes
internal import TalkArchive

/// Who asks for something, and what they may do: decided here alone, for pages and API alike.
struct Principal: Sendable, Hashable {
    /// For the audit log: the name of the token, or the speaker's link.
    let name: String
    let rights: Rights

    enum Rights: Sendable, Hashable {
        /// The token with this id.
        case token(id: String, TokenScope)
        /// The link with this id, which is for one talk.
        case link(id: String, TalkKey)
    }

    init(_ token: AccessToken) {
        name = token.name
        rights = .token(id: token.id, token.scope)
    }

    init(name: String, rights: Rights) {
        self.name = name
        self.rights = rights
    }

    /// What somebody may want to do.
    enum Deed: Sendable, Hashable {
        /// To see what is hidden, of one edition or of all.
        case seeHidden(EditionID?)
        /// To put slides up, to look at older ones and to make them current again.
        case changeDecks(TalkKey)
        /// Everything else about an edition and its talks: texts, order, visibility, links, proposals.
        case changeEdition(EditionID)
        /// What concerns the whole: new editions, settings, sessions, tokens, the log.
        case changeArchive
        /// To hand in slides, title, abstract and links of a talk.
        case handIn(TalkKey)
    }

    /// Came in by a link.
    var isSpeaker: Bool {
        if case .link = rights { true } else { false }
    }

    func may(_ deed: Deed) -> Bool {
        switch (rights, deed) {
        case (.token(_, .everything), .handIn): false
        case (.token(_, .everything), _): true
        case (.token(_, .reading), .seeHidden): true
        case (.token(_, .upload(let own)), .seeHidden(let edition)): edition == own
        case (.token(_, .upload(let own)), .changeDecks(let talk)): talk.edition == own
        case (.link(_, let own), .handIn(let talk)): talk == own
        case (.token, _), (.link, _): false
        }
    }

    /// - Throws: a `SiteError` (403) that says what is missing.
    func require(_ deed: Deed) throws {
        guard may(deed) else { throw SiteError.notAllowed(name) }
    }
}

extension SiteError {
    /// Known, and not permitted (RFC 9110, 15.5.4).
    static func notAllowed(_ name: String) -> SiteError {
        SiteError(
            status: .forbidden, title: "That is not yours to change",
            detail: "You are signed in as \(name), which does not allow it. Ask an organizer for a token that does.")
    }
}
