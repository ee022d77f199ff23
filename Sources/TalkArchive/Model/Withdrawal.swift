/// What is left of a talk that was taken back, for those who knew it: feeds and harvesters tell it on.
///
/// Its text, its slides and who spoke are gone.
public struct Withdrawal: Sendable, Hashable, Identifiable {
    public var key: TalkKey
    public var title: String
    /// Since when it is withdrawn: a stored fact.
    public var at: Timestamp
    /// One line for people; may be empty.
    public var reason: String
    /// When the talk was told while it was public, ascending and none later than `at`: its places in the archives of
    /// feeds, where the others keep theirs.
    public var moments: [Timestamp]

    public var id: TalkKey { key }

    public init(key: TalkKey, title: String, at: Timestamp, reason: String, moments: [Timestamp] = []) {
        self.key = key
        self.title = title
        self.at = at
        self.reason = reason
        self.moments = moments
    }

    /// Nil unless the talk is withdrawn by `now`; one whose withdrawal lies ahead is hidden until it is told.
    init?(of talk: Talk, at now: Timestamp) {
        guard case .withdrawn(let time, let reason) = talk.visibility, time <= now else { return nil }
        self.init(
            key: talk.key, title: talk.title, at: time, reason: reason,
            moments: talk.moments.filter { $0 <= time })
    }
}

extension Talk {
    /// When there was something to tell of it, ascending: that it came into the archive, each later deck that is still
    /// listed, and its last change.
    public var moments: [Timestamp] {
        var moments = [published]
        if updated > published { moments.append(updated) }
        for deck in decks where deck.added > published && deck.added != updated { moments.append(deck.added) }
        return moments.count == 1 ? moments : Set(moments).sorted()
    }
}
