internal import Foundation
internal import Glibc

/// Brings decks into an archive so that an accepted one is never lost and never half there.
///
/// The new PDF is written and brought to the disk beside the others; then one `rename` of `talk.md` makes it the
/// talk's current deck. Whatever happens before that rename leaves the old state, whatever happens after it the new
/// one. The former deck stays as a version. The audit log tells of each change that happened. Changes of one process
/// are queued by its caller; a lock file keeps several processes on one folder apart. All calls block as the disk does.
public struct DeckStore: Sendable {
    public let folder: ArchiveFolder
    /// Called after each step, so that tests can look at the folder there, or let the step fail.
    var afterStep: @Sendable (Step) throws(SystemFailure) -> Void = { _ in }

    public init(_ folder: ArchiveFolder) {
        self.folder = folder
    }

    /// The steps of a commit in their order.
    enum Step: String, CaseIterable {
        case deckSynchronized, deckPlaced, deckFolderSynchronized, changeAnnounced, textWritten, textPlaced,
            textFolderSynchronized, logWritten, announcementRemoved
    }

    /// Begins an upload; its file lies in the archive's folder, hidden.
    public func beginUpload() throws(DeckStoreError) -> IncomingDeck {
        try DeckStoreError.wording {
            let work = WorkFolder(in: try FolderListing(root: folder.path))
            // Under the lock, so that `recover` of another process cannot come between making the file and locking it.
            return try work.locked(waiting: folder.limits.lockWait) {
                try IncomingDeck(path: work.newPath("incoming", ending: ".pdf"), limit: folder.limits.deckBytes)
            }
        }
    }

    /// Makes an upload the current deck of a talk. When this returns, the deck is on the disk.
    ///
    /// The bytes of the current deck again change nothing; the bytes of an older version make that version current,
    /// with the note and date it had.
    /// - Parameters:
    ///   - note: one line for people.
    ///   - who: who hands it in, for the audit log.
    ///   - about: one line more for the audit log: who accepted it.
    ///   - now: becomes the deck's `added` and the talk's `updated`.
    ///   - hashes: what is known of the talk's other PDFs, to save reading them.
    public func commit(
        _ incoming: IncomingDeck, to key: TalkKey, origin: Deck.Origin, note: String = "", by who: String,
        about: String = "", at now: Timestamp, knowing hashes: FileHashCache = FileHashCache()
    ) throws(DeckStoreError) -> DeckCommit {
        let fingerprint = try incoming.finish()
        return try DeckStoreError.wording {
            try afterStep(.deckSynchronized)
            let listing = try FolderListing(root: folder.path)
            let work = WorkFolder(in: listing)
            return try work.locked(waiting: folder.limits.lockWait) {
                let talk = try StoredTalk(key, in: listing, of: folder, knowing: hashes)
                let deck = DeclaredDeck(
                    file: "", hash: fingerprint.hash, byteCount: fingerprint.byteCount, added: now, origin: origin,
                    note: YAMLText.line(note), line: 0)
                let transaction = DeckTransaction(
                    talk: talk, who: who, about: about, work: work, listing: listing, afterStep: afterStep)
                return try transaction.run(incoming, deck, at: now)
            }
        }
    }

    /// Makes a version that a talk still has its current deck again. When this returns, that is on the disk.
    /// - Parameters:
    ///   - who: for the audit log.
    ///   - now: becomes the talk's `updated`.
    ///   - hashes: what is known of the talk's PDFs, to save reading them.
    /// - Throws: also `unknownVersion`, when no deck of the talk that is there has these bytes.
    public func restore(
        _ hash: ContentHash, in key: TalkKey, by who: String, at now: Timestamp,
        knowing hashes: FileHashCache = FileHashCache()
    ) throws(DeckStoreError) -> DeckCommit {
        try DeckStoreError.wording {
            let listing = try FolderListing(root: folder.path)
            let work = WorkFolder(in: listing)
            return try work.locked(waiting: folder.limits.lockWait) {
                let talk = try StoredTalk(key, in: listing, of: folder, knowing: hashes)
                guard let deck = talk.decks.first(where: { $0.hash == hash }) else {
                    throw DeckStoreError.unknownVersion(hash)
                }
                let transaction = DeckTransaction(
                    talk: talk, who: who, about: "", work: work, listing: listing, afterStep: afterStep)
                return try transaction.restore(deck, at: now)
            }
        }
    }

    /// Removes what uploads and proposals left that were cut off by a crash, and completes the audit log. Uploads of other processes
    /// that are still running stay.
    /// - Returns: the names of the files removed.
    @discardableResult
    public func recover() throws(DeckStoreError) -> [String] {
        try DeckStoreError.wording {
            let listing = try FolderListing(root: folder.path)
            guard try listing.kind(of: WorkFolder.name) != nil else { return [] }
            let work = WorkFolder(in: listing)
            return try work.locked(waiting: folder.limits.lockWait) {
                try AuditJournal(listing: listing, work: work).settle()
                let proposals = ProposalFolder(listing: listing, work: work)
                return try work.removeLeftOvers() + proposals.removeLeftOvers(limits: folder.limits)
            }
        }
    }
}

/// What became of an upload.
public struct DeckCommit: Sendable, Hashable {
    /// The talk's current deck.
    public let deck: Deck
    public let outcome: Outcome

    /// What the commit changed.
    public enum Outcome: String, Sendable {
        /// The deck is new in the archive.
        case added
        /// An older version is current again.
        case restored
        /// The talk had this deck already.
        case unchanged
    }
}
