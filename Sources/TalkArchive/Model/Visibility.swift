/// Who may see a talk.
public enum Visibility: Sendable, Hashable {
    case `public`
    /// Organizers only.
    case hidden
    /// Organizers only until a moment, everyone from then on.
    case embargoed(until: Timestamp)
    /// Once public and taken back: everyone sees that, since when, and why, and nothing else of it.
    /// - Parameter reason: one line for people; may be empty.
    case withdrawn(at: Timestamp, reason: String)
}

extension Archive {
    /// The archive as everyone may see it at `now`.
    ///
    /// This is the one place that decides what is public: every page, picture, feed, count and index is made from
    /// its result, so what it leaves out cannot leak. A talk whose embargo has ended came into the archive of everyone
    /// at that moment, not when it was written down.
    public func visibleToEveryone(at now: Timestamp) -> Archive {
        Archive(
            settings: settings,
            editions: editions.map { edition in
                var visible = edition
                // How the organizers work is told to nobody, and changes no page.
                (visible.approval, visible.freeze) = (true, nil)
                visible.withdrawals += edition.talks.compactMap { Withdrawal(of: $0, at: now) }
                visible.talks = edition.talks.compactMap { $0.visibleToEveryone(at: now) }
                return visible
            })
    }

    /// The next moment at which an embargo ends or a withdrawal that was written down ahead of time is told, so that a
    /// new snapshot can be made then; nil when there is none.
    public func nextEmbargoEnd(after now: Timestamp) -> Timestamp? {
        talks.compactMap { talk in
            switch talk.visibility {
            case .embargoed(let moment), .withdrawn(let moment, _): moment > now ? moment : nil
            case .public, .hidden: nil
            }
        }.min()
    }
}

extension Talk {
    /// The talk as everyone may see it; nil when nobody but organizers may.
    fileprivate func visibleToEveryone(at now: Timestamp) -> Talk? {
        switch visibility {
        case .public: return self
        case .embargoed(let end) where end <= now:
            var talk = self
            talk.published = max(published, end)
            talk.updated = max(updated, end)
            return talk
        case .hidden, .embargoed, .withdrawn: return nil
        }
    }
}
