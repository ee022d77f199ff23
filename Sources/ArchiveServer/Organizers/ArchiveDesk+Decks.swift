internal import TalkArchive

extension ArchiveDesk {
    /// Makes an older version of a talk's slides current again.
    func restore(_ hash: ContentHash, in talk: TalkKey) async throws -> DeckCommit {
        try principal.require(.changeDecks(talk))
        return try await keeper.restore(hash, in: talk, by: principal.name)
    }
}
