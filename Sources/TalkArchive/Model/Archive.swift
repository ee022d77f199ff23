/// A workshop's whole archive as values: what the folder says, read once and never changed in place.
///
/// Lists over all editions are made once, so that asking for a talk, a speaker or a tag costs no walk over the archive.
public struct Archive: Sendable, Equatable {
    public let settings: ArchiveSettings
    /// Newest first, by first day and then by id.
    public let editions: [Edition]
    /// All talks: newest edition first, inside an edition in programme order.
    public let talks: [Talk]
    /// Everyone who speaks in the archive, by name.
    public let speakers: [Speaker]
    /// All tags in use, alphabetical.
    public let tags: [Tag]
    /// Places in `talks`, ascending.
    private let places: Places

    private struct Places: Sendable {
        var ofKey: [TalkKey: Int] = [:]
        var ofSpeaker: [SpeakerSlug: [Int]] = [:]
        var ofTag: [Tag: [Int]] = [:]
    }

    public init(settings: ArchiveSettings, editions: [Edition]) {
        self.settings = settings
        self.editions = editions.sorted { ($0.starts, $0.id) > ($1.starts, $1.id) }
        talks = self.editions.flatMap(\.talks)
        var places = Places()
        var speakers: [Speaker] = []
        for (place, talk) in talks.enumerated() {
            if places.ofKey[talk.key] == nil { places.ofKey[talk.key] = place }
            for speaker in talk.speakers {
                if places.ofSpeaker[speaker.slug] == nil { speakers.append(speaker) }
                Self.add(place, to: &places.ofSpeaker[speaker.slug, default: []])
            }
            for tag in talk.tags { Self.add(place, to: &places.ofTag[tag, default: []]) }
        }
        self.speakers = speakers.sorted { ($0.name, $0.slug) < ($1.name, $1.slug) }
        tags = places.ofTag.keys.sorted()
        self.places = places
    }

    /// A talk is in a list once, though it may name a speaker twice.
    private static func add(_ place: Int, to list: inout [Int]) {
        if list.last != place { list.append(place) }
    }

    public static func == (left: Archive, right: Archive) -> Bool {
        left.settings == right.settings && left.editions == right.editions
    }

    public func edition(_ id: EditionID) -> Edition? { editions.first { $0.id == id } }

    public func talk(_ key: TalkKey) -> Talk? { places.ofKey[key].map { talks[$0] } }

    public func talks(by speaker: SpeakerSlug) -> [Talk] { (places.ofSpeaker[speaker] ?? []).map { talks[$0] } }

    public func talks(tagged tag: Tag) -> [Talk] { (places.ofTag[tag] ?? []).map { talks[$0] } }

    /// How many talks have a tag.
    public func talkCount(tagged tag: Tag) -> Int { places.ofTag[tag]?.count ?? 0 }

    /// What is left of talks that were taken back: newest edition first, inside an edition in programme order.
    public var withdrawals: [Withdrawal] { editions.flatMap(\.withdrawals) }

    /// The newest of all `updated`, or the newest edition's `published` where there are no talks; nil for an empty
    /// archive. A stored fact, never the time of reading.
    public var updated: Timestamp? { editions.map(\.updated).max() }
}
