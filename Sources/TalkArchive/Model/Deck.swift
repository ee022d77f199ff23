/// One version of a talk's slides: a PDF in the talk's folder.
public struct Deck: Sendable, Hashable {
    /// File name in the talk's folder.
    public var file: String
    /// SHA-256 of the file's bytes: its identity in addresses and caches.
    public var hash: ContentHash
    public var byteCount: Int
    /// When it came into the archive: a stored fact.
    public var added: Timestamp
    public var origin: Origin
    /// One line for people: why this version, what changed; may be empty.
    public var note: String

    public init(
        file: String, hash: ContentHash, byteCount: Int, added: Timestamp, origin: Origin, note: String = ""
    ) {
        self.file = file
        self.hash = hash
        self.byteCount = byteCount
        self.added = added
        self.origin = origin
        self.note = note
    }

    /// Where a deck comes from.
    public enum Origin: String, Sendable, CaseIterable {
        /// Written for the archive; not the speaker's slides.
        case sample
        /// Fetched from where the speaker published it.
        case original
        /// Handed in by an organizer or speaker, or put into the folder by hand.
        case upload
    }
}
