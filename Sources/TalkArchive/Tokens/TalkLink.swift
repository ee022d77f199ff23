/// A speaker's way to one talk, as the archive knows it: never the secret itself.
public struct TalkLink: Sendable, Hashable, Identifiable {
    /// Names the link in lists and logs, `k3v9x2ab`.
    public let id: String
    /// The talk that it is for; nothing else opens with it.
    public let talk: TalkKey
    /// For whom it was made.
    public let name: String
    public let created: Timestamp
    /// From when it does not hold any more; nil for never.
    public let expires: Timestamp?
    /// How often it can be opened; nil for any number.
    public let openings: Int?
    /// How often it was.
    public internal(set) var opened = 0
    /// When it was last opened.
    public internal(set) var lastOpened: Timestamp?
    /// When it was taken back; nil while it holds.
    public internal(set) var revoked: Timestamp?
    /// SHA-256 of the secret.
    let secretHash: ContentHash

    /// What becomes of a link when it is tried.
    public enum State: Sendable, Hashable {
        case open, revoked, expired
        /// It was opened as often as it may be. Who is in can stay.
        case usedUp
    }

    public func state(at now: Timestamp) -> State {
        if revoked != nil { return .revoked }
        if let expires, expires <= now { return .expired }
        if let openings, opened >= openings { return .usedUp }
        return .open
    }

    /// Whoever came in by it may go on.
    public func holds(at now: Timestamp) -> Bool {
        switch state(at: now) {
        case .open, .usedUp: true
        case .revoked, .expired: false
        }
    }

    /// Names whoever came in by it in the audit log.
    public var auditName: String { "\(name) (link \(id))" }
}

/// A link just made, with the secret that is shown this once and stored nowhere.
public struct NewTalkLink: Sendable, Hashable {
    public let link: TalkLink
    /// What the speaker keeps: `rl_<id>_<secret>`.
    public let text: String
}

extension TalkLink: SecretHolder {
    static let list = SecretsList(
        fileName: TalkLinks.fileName, noun: "link", key: "links",
        ownKeys: ["talk", "expires", "openings", "opened", "last_opened"],
        remedy: "make a new link at the organizers' desk",
        heading: [
            "Which speakers may hand in what, by links that organizers made and revoke at their desk.",
            "The secrets are not here, only their SHA-256. Keep the file out of public copies all the same.",
        ])

    var ownFields: [(key: String, value: String?)] {
        [
            ("talk", talk.description), ("expires", expires?.description), ("openings", openings.map { "\($0)" }),
            ("opened", "\(opened)"), ("last_opened", lastOpened?.description),
        ]
    }

    init?(_ common: SecretsList.Common, _ entry: MetadataFields, report: inout FileReport) {
        let talk = entry.requiredText("talk", of: "The link", report: &report).flatMap { TalkKey($0) }
        let expires = entry.timestamp("expires", report: &report)
        let openings = entry.integer("openings", in: 1...TalkLinks.mostOpenings, report: &report)
        let opened = entry.integer("opened", in: 0...Int.max, report: &report)
        let lastOpened = entry.timestamp("last_opened", report: &report)
        // A bound that is written and not understood must not be no bound.
        guard let talk, let opened, entry.has("expires") == (expires != nil),
            entry.has("openings") == (openings != nil)
        else { return nil }
        self.init(
            id: common.id, talk: talk, name: common.name, created: common.created, expires: expires,
            openings: openings, opened: opened, lastOpened: lastOpened, revoked: common.revoked,
            secretHash: common.secretHash)
    }
}
