/// A workshop's whole archive as values: what the folder says, read once and never changed in place.
public struct Archive: Sendable, Equatable {
    public let settings: ArchiveSettings
    /// Newest first, by first day and then by id.
    public let editions: [Edition]

    public init(settings: ArchiveSettings, editions: [Edition]) {
        self.settings = settings
        self.editions = editions.sorted { ($0.starts, $0.id) > ($1.starts, $1.id) }
    }

    /// All talks: newest edition first, inside an edition in programme order.
    public var talks: [Talk] { editions.flatMap(\.talks) }

    public func edition(_ id: EditionID) -> Edition? { editions.first { $0.id == id } }

    public func talk(_ key: TalkKey) -> Talk? {
        edition(key.edition)?.talks.first { $0.key == key }
    }

    /// Everyone who speaks in the archive, by name.
    public var speakers: [Speaker] {
        var seen: [SpeakerSlug: Speaker] = [:]
        for speaker in talks.flatMap(\.speakers) where seen[speaker.slug] == nil { seen[speaker.slug] = speaker }
        return seen.values.sorted { ($0.name, $0.slug) < ($1.name, $1.slug) }
    }

    /// All tags in use, alphabetical.
    public var tags: [Tag] { Set(talks.flatMap(\.tags)).sorted() }

    public func talks(by speaker: SpeakerSlug) -> [Talk] {
        talks.filter { talk in talk.speakers.contains { $0.slug == speaker } }
    }

    public func talks(tagged tag: Tag) -> [Talk] { talks.filter { $0.tags.contains(tag) } }

    /// The newest of all `updated`, or the newest edition's `published` where there are no talks; nil for an empty
    /// archive. A stored fact, never the time of reading.
    public var updated: Timestamp? {
        (talks.map(\.updated) + editions.map(\.published)).max()
    }
}
