public import Foundation

/// One session of an edition: who spoke about what, with its decks.
public struct Talk: Sendable, Equatable, Identifiable {
    public var key: TalkKey
    public var title: String
    /// In the order of the programme; empty for a session of everyone.
    public var speakers: [Speaker]
    public var kind: Kind
    /// The day it was given; nil when unknown.
    public var date: CalendarDate?
    /// Place in the programme, counted from 1 over the whole edition; talks without one follow by title.
    public var order: Int?
    public var tags: [Tag]
    /// What `text` is: the speaker's abstract, or the archive's summary.
    public var textKind: TextKind
    /// Markdown; may be empty.
    public var text: String
    /// Where the speaker's own slides were published, if that is known.
    public var originalSlides: URL?
    public var links: [Link]
    /// When the talk came into the archive and when it last changed: stored facts, never a file's time.
    public var published: Timestamp
    public var updated: Timestamp
    /// The current deck first, then older versions, newest first.
    public var decks: [Deck]
    public var visibility: Visibility

    public var id: TalkKey { key }
    public var currentDeck: Deck? { decks.first }

    public init(
        key: TalkKey, title: String, speakers: [Speaker] = [], kind: Kind = .talk, date: CalendarDate? = nil,
        order: Int? = nil, tags: [Tag] = [], textKind: TextKind = .abstract, text: String = "",
        originalSlides: URL? = nil, links: [Link] = [], published: Timestamp, updated: Timestamp,
        decks: [Deck] = [], visibility: Visibility = .public
    ) {
        self.key = key
        self.title = title
        self.speakers = speakers
        self.kind = kind
        self.date = date
        self.order = order
        self.tags = tags
        self.textKind = textKind
        self.text = text
        self.originalSlides = originalSlides
        self.links = links
        self.published = published
        self.updated = updated
        self.decks = decks
        self.visibility = visibility
    }

    /// What sort of session it was.
    public enum Kind: String, Sendable, CaseIterable {
        case talk, discussion
    }

    /// Whose words the text is.
    public enum TextKind: String, Sendable, CaseIterable {
        /// The speaker's own text.
        case abstract
        /// Written for the archive from facts.
        case summary
    }
}

/// Someone who speaks, as the programme writes the name.
public struct Speaker: Sendable, Hashable {
    public let name: String
    public let slug: SpeakerSlug

    public init(name: String) {
        self.name = name
        slug = SpeakerSlug(name: name)
    }
}
