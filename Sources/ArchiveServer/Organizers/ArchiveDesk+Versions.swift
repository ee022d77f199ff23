internal import Foundation
internal import TalkArchive

/// Versions of slides, and what the log tells of them.
extension ArchiveDesk {
    /// What the log tells of a talk's slides, oldest first.
    func deckEvents(of talk: TalkKey) async throws -> [AuditEvent] {
        try principal.require(.changeDecks(talk))
        let actions: Set<AuditEvent.Action> = [.deckAdded, .deckRestored, .deckFetched, .imported, .mirrored]
        return try await events { $0.talk == talk && actions.contains($0.what) }
    }

    /// Lines of the log, newest first, and how many there are.
    /// - Parameters:
    ///   - first: how many newer ones are left out.
    ///   - count: most lines.
    func log(first: Int, count: Int) async throws -> (events: [AuditEvent], total: Int) {
        try principal.require(.changeArchive)
        let all = try await events { _ in true }
        return (Array(all.reversed().dropFirst(first).prefix(count)), all.count)
    }

    /// Where a version of a talk's slides is. Nil when the talk has no such version.
    func version(_ hash: ContentHash, of key: TalkKey) async throws -> (deck: Deck, file: URL)? {
        try principal.require(.seeHidden(key.edition))
        guard let talk = await keeper.organizerView().archive.talk(key),
            let deck = talk.decks.first(where: { $0.hash == hash })
        else { return nil }
        if hash != talk.currentDeck?.hash { try principal.require(.changeDecks(key)) }
        return (deck, keeper.folder.file(of: deck, in: key))
    }

    private func events(_ isWanted: @Sendable (AuditEvent) -> Bool) async throws -> [AuditEvent] {
        var events: [AuditEvent] = []
        try AuditLog(keeper.folder).read { line in
            if case .event(let event) = line, isWanted(event) { events.append(event) }
        }
        return events
    }
}
