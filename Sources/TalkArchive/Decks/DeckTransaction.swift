internal import Foundation

/// One change of a talk's decks, with the archive's lock held.
struct DeckTransaction {
    let talk: StoredTalk
    /// For the audit log.
    let who: String
    let about: String
    let work: WorkFolder
    let listing: FolderListing
    let afterStep: @Sendable (DeckStore.Step) throws(SystemFailure) -> Void

    /// - Parameters:
    ///   - deck: all that is known of the new deck, but its name.
    ///   - now: the talk's new `updated`.
    func run(_ incoming: IncomingDeck, _ deck: DeclaredDeck, at now: Timestamp) throws -> DeckCommit {
        if let own = talk.decks.first(where: { $0.hash == deck.hash }) { return try restore(own, at: now) }
        var added = deck
        added.file = try newName(for: deck)
        let text = try newText(decks: [added] + talk.declared, updated: updated(now))
        let event = AuditEvent(
            deck.origin == .original ? .deckFetched : .deckAdded, by: who, at: now, talk: talk.key,
            file: "\(talk.key)/\(added.file)", old: talk.decks.first?.hash, new: deck.hash, about: about)
        try place(incoming, as: added.file, with: text, event)
        return DeckCommit(
            deck: Deck(
                file: added.file, hash: try unwrapped(deck.hash), byteCount: deck.byteCount ?? 0, added: now,
                origin: deck.origin ?? .upload, note: deck.note ?? ""),
            outcome: .added)
    }

    /// Makes a deck of the talk the current one; nothing changes when it is.
    func restore(_ deck: Deck, at now: Timestamp) throws -> DeckCommit {
        guard deck.hash != talk.decks.first?.hash else { return DeckCommit(deck: deck, outcome: .unchanged) }
        let first = talk.declared.filter { $0.file == deck.file }
        let others = talk.declared.filter { $0.file != deck.file }
        let event = AuditEvent(
            .deckRestored, by: who, at: now, talk: talk.key, file: "\(talk.key)/\(deck.file)",
            old: talk.decks.first?.hash, new: deck.hash, about: about)
        try replaceText(try newText(decks: first + others, updated: updated(now)), event)
        return DeckCommit(deck: deck, outcome: .restored)
    }

    /// Feeds tell of a change by a later time; a clock that is behind must not hide one.
    private func updated(_ now: Timestamp) -> Timestamp {
        max(now, Timestamp(secondsSinceEpoch: talk.draft.talk.updated.secondsSinceEpoch + 1))
    }

    /// The text with the decks in their new order, read again to be sure that it says just that.
    private func newText(decks: [DeclaredDeck], updated: Timestamp) throws -> String {
        var wanted = talk.draft
        wanted.talk.updated = updated
        wanted.decks = decks
        var report = FileReport(file: talk.file)
        guard let text = try? TalkTextEditor(talk.text, limits: talk.limits)?.text(decks: decks, updated: updated),
            let read = TalkReader.read(
                text, key: talk.key, edition: talk.edition, limits: talk.limits, report: &report),
            read.saysTheSame(as: wanted)
        else { throw DeckStoreError.cannotEdit(file: talk.file) }
        return text
    }

    /// A name that no other bytes have.
    private func newName(for deck: DeclaredDeck) throws -> String {
        let hash = try unwrapped(deck.hash)
        for digits in [12, 24, 64] {
            let name = DeckFileName.upload(hash, digits: digits)
            let path = "\(talk.key)/\(name)"
            if talk.declared.contains(where: { $0.file == name }) { continue }
            guard let kind = try listing.kind(of: path) else { return name }
            // The same bytes, left by an upload that was cut off, are simply replaced.
            if kind == .file, try FileFingerprint.reading(listing.absolute(path)).0.hash == hash { return name }
        }
        throw DeckStoreError.storage("a file has the new deck's name already")
    }

    /// Puts the new PDF beside the others and then the text that lists it; takes the PDF away again if that fails.
    private func place(
        _ incoming: IncomingDeck, as name: String, with text: String, _ event: AuditEvent
    ) throws {
        let folder = listing.absolute(talk.key.description)
        let path = "\(folder)/\(name)"
        try incoming.place(at: path)
        do {
            try afterStep(.deckPlaced)
            try DurableFile.synchronizeFolder(folder)
            try afterStep(.deckFolderSynchronized)
            try replaceText(text, event)
        } catch {
            // Unless the new text is there already, or cannot be read: then the deck belongs, or may belong, to it.
            if let current = try? replacement.current(), current != Data(text.utf8) { try? DurableFile.remove(path) }
            throw error
        }
    }

    /// Puts the new `talk.md` in the place of the old one: the moment at which the change happens.
    private func replaceText(_ text: String, _ event: AuditEvent) throws {
        var journal = AuditJournal(listing: listing, work: work)
        journal.afterWriting = { () throws(SystemFailure) in try afterStep(.logWritten) }
        let change = AuditedChange(
            file: talk.file, before: ContentHash(of: Data(talk.text.utf8)), after: ContentHash(of: Data(text.utf8)),
            events: [event])
        try journal.recording(change) {
            try afterStep(.changeAnnounced)
            try replacement.replace(talk.text, with: text) { try afterStep(.textWritten) }
            try afterStep(.textPlaced)
            try DurableFile.synchronizeFolder(listing.absolute(talk.key.description))
            try afterStep(.textFolderSynchronized)
        }
        try afterStep(.announcementRemoved)
    }

    private var replacement: TextReplacement {
        TextReplacement(file: talk.file, listing: listing, work: work, limits: talk.limits)
    }

    private func unwrapped(_ hash: ContentHash?) throws -> ContentHash {
        guard let hash else { throw DeckStoreError.notPDF(nil) }
        return hash
    }
}

extension TalkDraft {
    /// The same talk and decks, wherever in the file they stand. Entries that could not be read may follow.
    func saysTheSame(as other: TalkDraft) -> Bool {
        guard talk == other.talk, let decks, let wanted = other.decks, decks.count == wanted.count else { return false }
        return zip(decks, wanted).allSatisfy { $0.withoutLines == $1.withoutLines }
    }
}

extension DeclaredDeck {
    fileprivate var withoutLines: DeclaredDeck {
        DeclaredDeck(
            file: file, hash: hash, byteCount: byteCount, added: added, origin: origin,
            note: note?.isEmpty == true ? nil : note, line: 0)
    }
}
