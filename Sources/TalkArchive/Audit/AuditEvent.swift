/// One line of the audit log: who changed what, and when.
public struct AuditEvent: Sendable, Hashable {
    public var time: Timestamp
    /// A token's name, `command line (ana)`.
    public var who: String
    public var what: Action
    public var talk: TalkKey?
    /// Path of the file that changed, from the archive's folder.
    public var file: String?
    /// What was in its place before; nil when nothing was.
    public var old: ContentHash?
    /// What the file holds since; nil when it is gone.
    public var new: ContentHash?
    /// One line for people: which token, which reason. Never a secret.
    public var about: String
    /// The program was stopped in the middle, and the file was changed again before this line could be written: the
    /// change may not have happened.
    public var isUncertain: Bool

    public init(
        _ what: Action, by who: String, at time: Timestamp, talk: TalkKey? = nil, file: String? = nil,
        old: ContentHash? = nil, new: ContentHash? = nil, about: String = "", isUncertain: Bool = false
    ) {
        self.time = time
        self.who = who
        self.what = what
        self.talk = talk
        self.file = file
        self.old = old
        self.new = new
        self.about = about
        self.isUncertain = isUncertain
    }

    /// What was done. A log may name actions that this version does not know.
    public struct Action: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
        public let rawValue: String
        public var description: String { rawValue }

        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        private init(_ rawValue: String) {
            self.rawValue = rawValue
        }

        /// A deck was handed in; `old` is the deck that was current.
        public static let deckAdded = Action("deck-added")
        /// An older version became current again; `old` is the deck that was current.
        public static let deckRestored = Action("deck-restored")
        /// As `deckAdded`, from where the speaker published it.
        public static let deckFetched = Action("deck-fetched")
        /// `rockpool import` wrote the file.
        public static let imported = Action("imported")
        /// The file was taken over from another archive.
        public static let mirrored = Action("mirrored")
        public static let talkCreated = Action("talk-created")
        public static let talkChanged = Action("talk-changed")
        public static let visibilityChanged = Action("visibility-changed")
        public static let orderChanged = Action("order-changed")
        public static let editionCreated = Action("edition-created")
        public static let editionChanged = Action("edition-changed")
        public static let settingsChanged = Action("settings-changed")
        public static let tokenCreated = Action("token-created")
        public static let tokenRevoked = Action("token-revoked")
        public static let linkCreated = Action("link-created")
        public static let linkRevoked = Action("link-revoked")
        /// A speaker came in by a link.
        public static let linkOpened = Action("link-opened")
        /// A speaker handed in what an organizer is to accept; `new` is the deck, if there is one.
        public static let proposalMade = Action("proposal-made")
        /// An organizer refused it, for the reason that is told.
        public static let proposalRefused = Action("proposal-refused")
        /// The speaker took it back.
        public static let proposalWithdrawn = Action("proposal-withdrawn")
        /// A person found that the file is as it should be, put there, changed or removed by hand.
        public static let recorded = Action("recorded")
    }
}
