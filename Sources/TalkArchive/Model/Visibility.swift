/// Who may see a talk.
public enum Visibility: Sendable, Hashable {
    case `public`
    /// Organizers only.
    case hidden
    /// Organizers only until a moment, everyone from then on.
    case embargoed(until: Timestamp)
}

extension Archive {
    /// The archive as everyone may see it at `now`.
    ///
    /// This is the one place that decides what is public: every page, picture, feed, count and index is made from
    /// its result, so what it leaves out cannot leak.
    public func visibleToEveryone(at now: Timestamp) -> Archive {
        Archive(
            settings: settings,
            editions: editions.map { edition in
                var visible = edition
                visible.talks.removeAll { !$0.isPublic(at: now) }
                return visible
            })
    }

    /// The next moment at which an embargo ends, so that a new snapshot can be made then; nil when there is none.
    public func nextEmbargoEnd(after now: Timestamp) -> Timestamp? {
        talks.compactMap { talk in
            if case .embargoed(let until) = talk.visibility, until > now { until } else { nil }
        }.min()
    }
}

extension Talk {
    fileprivate func isPublic(at now: Timestamp) -> Bool {
        switch visibility {
        case .public: true
        case .hidden: false
        case .embargoed(let until): until <= now
        }
    }
}
