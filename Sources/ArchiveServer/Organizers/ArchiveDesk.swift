internal import Foundation
internal import TalkArchive

/// What somebody who is signed in does with the archive. The pages and the API both go this way, so both have the same
/// checks.
struct ArchiveDesk: Sendable {
    let keeper: ArchiveKeeper
    let principal: Principal

    /// The archive with hidden talks, cut down to what the principal may see.
    func view() async throws -> OrganizerView {
        let view = await keeper.organizerView()
        if principal.may(.seeHidden(nil)) { return view }
        let editions = view.archive.editions.filter { principal.may(.seeHidden($0.id)) }
        guard !editions.isEmpty else { throw SiteError.notAllowed(principal.name) }
        let prefixes = editions.map { "\($0.id)/" }
        return OrganizerView(
            archive: Archive(settings: view.archive.settings, editions: editions), isNew: view.isNew,
            problems: view.problems.filter { problem in prefixes.contains(where: problem.file.hasPrefix) },
            contents: view.contents, failures: view.failures)
    }

    /// The text of a talk's file and the revision that a change of it has to name.
    func text(of talk: TalkKey) async throws -> (text: String, revision: ContentHash) {
        try principal.require(.seeHidden(talk.edition))
        return try await read("\(talk)/talk.md")
    }

    /// The same of an edition.
    func text(of edition: EditionID) async throws -> (text: String, revision: ContentHash) {
        try principal.require(.seeHidden(edition))
        return try await read("\(edition)/edition.yaml")
    }

    /// Makes the archive of a folder that holds none yet.
    func createSettings(_ fields: [String: FieldValue?]) async throws -> EditReceipt {
        try principal.require(.changeArchive)
        return try await edit { editor throws(ArchiveEditError) in
            try editor.createSettings(fields, at: .now)
        }
    }

    func changeSettings(_ fields: [String: FieldValue?], seen: ContentHash) async throws -> EditReceipt {
        try principal.require(.changeArchive)
        return try await edit { editor throws(ArchiveEditError) in
            try editor.changeSettings(fields, seen: seen, at: .now)
        }
    }

    /// The text of `archive.yaml` and the revision that a change of it has to name.
    func settingsText() async throws -> (text: String, revision: ContentHash) {
        try principal.require(.changeArchive)
        return try await read("archive.yaml")
    }

    func createEdition(_ id: EditionID, _ fields: [String: FieldValue?]) async throws -> EditReceipt {
        try principal.require(.changeArchive)
        return try await edit { editor throws(ArchiveEditError) in
            try editor.createEdition(id, fields, at: .now)
        }
    }

    func changeEdition(
        _ id: EditionID, _ fields: [String: FieldValue?], seen: ContentHash
    ) async throws -> EditReceipt {
        try principal.require(.changeEdition(id))
        return try await edit { editor throws(ArchiveEditError) in
            try editor.changeEdition(id, fields, seen: seen, at: .now)
        }
    }

    func createTalk(_ key: TalkKey, _ fields: [String: FieldValue?], body: String) async throws -> EditReceipt {
        try principal.require(.changeEdition(key.edition))
        return try await edit { editor throws(ArchiveEditError) in
            try editor.createTalk(key, fields, body: body, at: .now)
        }
    }

    /// - Parameter body: nil leaves it.
    func changeTalk(
        _ key: TalkKey, _ fields: [String: FieldValue?], body: String?, seen: ContentHash
    ) async throws -> EditReceipt {
        try principal.require(.changeEdition(key.edition))
        return try await edit { editor throws(ArchiveEditError) in
            try editor.changeTalk(key, fields, body: body, seen: seen, at: .now)
        }
    }

    /// - Parameter talks: all of one edition.
    func reorder(
        _ talks: [TalkKey], of edition: EditionID, seen: [TalkKey: ContentHash]
    ) async throws -> [TalkKey: EditReceipt] {
        try principal.require(.changeEdition(edition))
        guard talks.allSatisfy({ $0.edition == edition }) else { throw SiteError.notAllowed(principal.name) }
        return try await edit { editor throws(ArchiveEditError) in
            try editor.reorder(talks, seen: seen, at: .now)
        }
    }

    /// Takes in slides for a talk.
    func accept(
        _ deck: IncomingDeck, for talk: TalkKey, note: String, on terms: DeckTerms = .none
    ) async throws -> UploadReceipt {
        try principal.require(.changeDecks(talk))
        return try await keeper.accept(deck, for: talk, note: note, from: principal.name, on: terms)
    }

    private func read(_ file: String) async throws -> (text: String, revision: ContentHash) {
        let text = try await keeper.text(of: file)
        return (text, ArchiveEditor.revision(of: text))
    }

    private func edit<Result: Sendable>(
        _ body: @escaping @Sendable (ArchiveEditor) throws(ArchiveEditError) -> Result
    ) async throws -> Result {
        try await keeper.edit(by: principal.name, body)
    }
}
