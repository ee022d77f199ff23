internal import ArchiveSearch
internal import Foundation
internal import TalkArchive

extension ArchiveKeeper {
    /// Publishes what was read, in a moment: many decks that come at once make one snapshot, since each costs work over
    /// the whole archive.
    func publishSoon() {
        guard !isPublicationDue else { return }
        isPublicationDue = true
        Task {
            try? await Task.sleep(for: .milliseconds(200))
            isPublicationDue = false
            publish()
        }
    }

    /// Makes the next snapshot, unless it would be the same as that of now.
    func publish() {
        let before = current.take()
        shownAt = .now
        for talk in whole.talks { history.learn(talk) { contents[$0] } }
        let visible = holdingUnread(whole.visibleToEveryone(at: shownAt), before: before.archive)
        guard differs(visible, from: before) else { return }
        let isSameLanguage = visible.settings.language == before.archive.settings.language
        let search = isSameLanguage ? before.search : TalkSearch(language: visible.settings.language)
        current.replace(
            with: Snapshot(
                number: before.number + 1, archive: visible, folder: folder, contents: contents, history: history,
                unreadable: Set(failures.keys), search: search.updated(to: visible, contents: contents),
                keptBytes: configuration.limits.keptBytes))
        changes.follow(before, current.take(), at: shownAt)
        announcer.yield()
        mergeBehind()
    }

    private func differs(_ archive: Archive, from snapshot: Snapshot) -> Bool {
        if archive != snapshot.archive || history.keepingOnly(archive) != snapshot.history { return true }
        return archive.talks.contains { talk in
            guard let hash = talk.currentDeck?.hash else { return false }
            return !snapshot.hasSame(hash, content: contents[hash], isUnreadable: failures[hash] != nil)
        }
    }

    /// The archive in which talks with a deck that is not read yet are as they were: else their slides would be gone
    /// from the search until it is. Only what everyone could see goes on being seen, since both archives are those of
    /// everyone.
    private func holdingUnread(_ archive: Archive, before: Archive) -> Archive {
        var held: [TalkKey: Talk] = [:]
        var since: [ContentHash: ContinuousClock.Instant] = [:]
        for talk in archive.talks {
            guard let hash = talk.currentDeck?.hash, contents[hash] == nil, failures[hash] == nil,
                let former = before.talk(talk.key), let deck = former.currentDeck, contents[deck.hash] != nil
            else { continue }
            if heldSince[hash] == nil { publish(after: configuration.limits.unreadDeckTime) }
            let start = heldSince[hash] ?? .now
            since[hash] = start
            if start.duration(to: .now) < configuration.limits.unreadDeckTime { held[talk.key] = former }
        }
        heldSince = since
        guard !held.isEmpty else { return archive }
        return Archive(
            settings: archive.settings,
            editions: archive.editions.map { edition in
                var edition = edition
                edition.talks = edition.talks.map { held[$0.key] ?? $0 }
                return edition
            })
    }

    private func publish(after time: Duration) {
        Task { [weak self] in
            try? await Task.sleep(for: time)
            await self?.publish()
        }
    }
}
