public import TalkArchive

/// A deleted entry (RFC 6721, section 3): readers take it out, mirrors and harvesters tell it on.
public struct AtomDeletion: Sendable, Hashable {
    /// The id of the entry.
    public var id: String
    /// When it was taken out: a stored fact.
    public var when: Timestamp
    /// Plain text for people.
    public var comment: String

    public init(id: String, when: Timestamp, comment: String) {
        self.id = id
        self.when = when
        self.comment = comment
    }
}
