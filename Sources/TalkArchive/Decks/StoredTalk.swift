internal import Foundation

/// A talk as it lies on the disk at this moment: its text, what it says, and the decks it really has.
struct StoredTalk {
    let key: TalkKey
    /// Path of its `talk.md` in the archive.
    let file: String
    let text: String
    let draft: TalkDraft
    /// The current one first.
    let decks: [Deck]
    let edition: Edition
    let limits: ArchiveLimits

    /// - Throws: `DeckStoreError.unknownTalk`, `.damaged` or `.cannotEdit`.
    init(_ key: TalkKey, in listing: FolderListing, of folder: ArchiveFolder, knowing hashes: FileHashCache) throws {
        self.key = key
        file = "\(key)/talk.md"
        limits = folder.limits
        guard try listing.kind(of: key.edition.description) == .folder,
            try listing.kind(of: key.description) == .folder, let kind = try listing.kind(of: file), kind == .file
        else { throw DeckStoreError.unknownTalk(key) }
        // A rename would put a file in the place of the link and leave its target as it was.
        guard try FileStatus.of(listing.absolute(file), followingLinks: false)?.kind == .file else {
            throw DeckStoreError.cannotEdit(file: file)
        }
        var loader = ArchiveLoader(folder: folder, hashes: hashes)
        var report = FileReport(file: file)
        let editionNames = loader.entries(of: key.edition.description, in: listing, report: &report)
        guard editionNames.contains(where: { $0.name == "edition.yaml" && $0.kind == .file }) else {
            throw DeckStoreError.unknownTalk(key)
        }
        guard let edition = loader.readEditionFile(key.edition, names: editionNames, listing: listing) else {
            throw DeckStoreError.damaged(file: "\(key.edition)/edition.yaml", problems: loader.diagnostics)
        }
        self.edition = edition
        let names = loader.entries(of: key.description, in: listing, report: &report)
        guard let text = loader.text(of: file, in: listing, report: &report),
            let draft = TalkReader.read(text, key: key, edition: edition, limits: limits, report: &report)
        else { throw DeckStoreError.damaged(file: file, problems: report.diagnostics) }
        self.text = text
        self.draft = draft
        decks = loader.decks(of: draft, names: names, listing: listing, report: &report)
    }

    /// The decks as the file lists them, or would list them if it did.
    var declared: [DeclaredDeck] {
        draft.decks
            ?? decks.map { deck in
                DeclaredDeck(
                    file: deck.file, hash: deck.hash, byteCount: deck.byteCount, added: deck.added,
                    origin: deck.origin, note: deck.note, line: 0)
            }
    }
}
