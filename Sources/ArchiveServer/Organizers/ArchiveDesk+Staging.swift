internal import TalkArchive

/// Files of slides whose talks are not chosen yet.
extension ArchiveDesk {
    /// The edition as its organizers see it, for whoever may put slides up in it.
    func editionForUploads(_ id: EditionID) async throws -> Edition {
        guard let edition = try await view().archive.edition(id) else { throw SiteError.notFound }
        guard edition.talks.contains(where: { principal.may(.changeDecks($0.key)) }) else {
            throw SiteError.notAllowed(principal.name)
        }
        return edition
    }

    /// A file for bytes that are to become slides of a talk of the edition.
    func beginStaging(for edition: Edition) async throws -> IncomingDeck {
        guard let talk = edition.talks.first(where: { principal.may(.changeDecks($0.key)) }) else {
            throw SiteError.notAllowed(principal.name)
        }
        return try await keeper.beginUpload(to: talk.key)
    }
}
