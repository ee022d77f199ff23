internal import ArchiveSearch
internal import Foundation
internal import Logging
internal import SlideExtraction
internal import TalkArchive

/// The one writer: reads the archive's folder, takes in decks, and makes the snapshots that requests see.
///
/// It runs on a queue of its own, because reading and syncing files blocks. Between its suspension points nothing
/// else changes the archive, so a commit and the snapshot after it belong together.
actor ArchiveKeeper {
    nonisolated let folder: ArchiveFolder
    nonisolated let current: CurrentSnapshot
    nonisolated let decks: DeckReading
    nonisolated let stamps: DeckStamps
    nonisolated let changes: ChangeJournal
    nonisolated let watcher: FolderWatcher
    /// Rings when the watcher has seen something, or it is time to look.
    nonisolated let bell: AsyncStream<Void>
    nonisolated let bellRope: AsyncStream<Void>.Continuation
    /// One for each new snapshot; whoever was busy meanwhile gets one for all.
    nonisolated let announcements: AsyncStream<Void>
    nonisolated let announcer: AsyncStream<Void>.Continuation
    let store: DeckStore
    let configuration: ServerConfiguration
    let logger: Logger
    private let executor = QueueExecutor(label: "rockpool.archive")
    let hashFile: URL
    var memory: ArchiveMemory
    /// The archive with hidden talks, and what is wrong with it.
    var whole: Archive
    var problems: [Diagnostic]
    /// The folder holds no archive yet; `whole` is one without anything, until there is one.
    var isNew: Bool
    var isInterrupted = false
    var contents: [ContentHash: DeckContent]
    /// What is kept of older decks.
    var history = DeckHistory()
    /// Older decks that were read, or tried.
    var triedOldDecks: Set<ContentHash> = []
    /// Why decks cannot be read.
    var failures: [ContentHash: String] = [:]
    /// Failures that say nothing about the deck: after the next change of the folder it is tried again.
    var passingFailures: Set<ContentHash> = []
    var inReading: Set<ContentHash> = []
    /// Decks whose small pictures have been drawn, or tried.
    var pictured: Set<ContentHash> = []
    /// Since when a talk is shown as it was because its new deck is not read yet, by that deck.
    var heldSince: [ContentHash: ContinuousClock.Instant] = [:]
    /// The moment as of which embargoes were judged for the current snapshot.
    var shownAt: Timestamp
    var isPublicationDue = false
    var isRecognising = false
    var isRecognitionDue = false
    var isMerging = false

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Reads the folder and makes the first snapshot from it and from what the cache has; decks that were never read
    /// follow with `readNewDecks`.
    /// - Throws: `ArchiveUnreadable` when there is nothing to serve.
    init(configuration: ServerConfiguration, decks: DeckReading, logger: Logger) throws {
        self.configuration = configuration
        self.decks = decks
        self.logger = logger
        var limits = ArchiveLimits()
        limits.deckBytes = configuration.limits.deckBytes
        folder = ArchiveFolder(root: configuration.archive, limits: limits)
        store = DeckStore(folder)
        hashFile = configuration.cache.appending(path: "hashes", directoryHint: .notDirectory)
        memory = ArchiveMemory(
            hashes: FileHashCache(readingFrom: hashFile), halfCopiedTime: configuration.limits.halfCopiedTime)
        (bell, bellRope) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        (announcements, announcer) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        watcher = FolderWatcher(folder) { [bellRope] in bellRope.yield() }
        let loaded = folder.load(remembering: &memory, inWork: FilesInWork())
        let first = loaded.isNew ? Archive.unnamed(at: configuration) : loaded.archive
        isNew = loaded.isNew
        guard let archive = first else {
            throw ArchiveUnreadable(folder: configuration.archive, problems: loaded.diagnostics)
        }
        do {
            for name in try store.recover() {
                logger.notice("removed what an interrupted upload left", metadata: ["file": "\(name)"])
            }
        } catch {
            // A folder that may only be read can still be served.
            logger.warning("left-overs of interrupted uploads stay", metadata: ["reason": "\(error)"])
        }
        try? memory.hashes.writeChanges(to: hashFile)
        whole = Self.placed(archive, configuration)
        problems = loaded.diagnostics
        stamps = DeckStamps(loaded.deckFiles)
        contents = decks.cached(whole.talks.compactMap(\.currentDeck?.hash))
        for talk in whole.talks { history.learn(talk) { [contents] in contents[$0] ?? decks.cache.content(for: $0) } }
        shownAt = .now
        let visible = whole.visibleToEveryone(at: shownAt)
        current = CurrentSnapshot(
            Snapshot(
                number: 1, archive: visible, folder: folder, contents: contents, history: history,
                search: TalkSearch(language: visible.settings.language).updated(to: visible, contents: contents),
                keptBytes: configuration.limits.keptBytes))
        changes = ChangeJournal(
            file: configuration.cache.appending(path: "changes", directoryHint: .notDirectory), first: current.take(),
            at: shownAt, logger: logger)
    }

    /// The archive with hidden talks, and what is wrong with it.
    func organizerView() -> OrganizerView {
        OrganizerView(
            archive: whole, isNew: isNew, problems: problems, contents: contents, failures: failures)
    }

    /// Takes an upload in: reads it, makes it the talk's current deck on the disk, and shows it. When this returns,
    /// the deck is durable and visible.
    /// - Throws: `DeckStoreError`, `SiteError` when the terms do not hold, or `ExtractionError` when it cannot be read;
    ///   the archive is then as before.
    func accept(
        _ incoming: IncomingDeck, for key: TalkKey, note: String, from organizer: String, on terms: DeckTerms = .none
    ) async throws -> UploadReceipt {
        guard whole.talk(key) != nil else { throw DeckStoreError.unknownTalk(key) }
        let hash = try incoming.seal()
        try terms.require(bytes: hash)
        let started = ContinuousClock.now
        let content = try await decks.content(of: incoming.location, hash: hash)
        let duration = ContinuousClock.now - started
        guard let talk = whole.talk(key) else { throw DeckStoreError.unknownTalk(key) }
        // Another deck may have come while this one was read; from here on nothing can.
        try terms.require(talk.currentDeck?.hash)
        let commit = try store.commit(
            incoming, to: key, origin: .upload, note: note, by: organizer, at: .now, knowing: memory.hashes)
        contents[hash] = content
        failures[hash] = nil
        look()
        // One small picture draws them all; nobody waits for it.
        Task { [decks, file = folder.file(of: commit.deck, in: key)] in
            _ = try? await decks.picture(
                of: file, hash: commit.deck.hash, page: 1, pageCount: content.slides.count, size: .small)
        }
        logger.info(
            "slides accepted",
            metadata: ["talk": "\(key)", "deck": "\(hash)", "by": "\(organizer)", "outcome": "\(commit.outcome)"])
        return UploadReceipt(
            talk: whole.talk(key) ?? talk, deck: commit.deck, outcome: commit.outcome, content: content,
            duration: duration,
            former: talk.currentDeck.flatMap { $0.hash == hash ? nil : $0 })
    }

    /// A new upload's file. Waits its turn behind commits here, on the keeper's own thread, since making the file takes
    /// the archive's lock.
    /// - Throws: `DeckStoreError.unknownTalk` before a byte is taken.
    func beginUpload(to key: TalkKey, on terms: DeckTerms = .none) throws -> IncomingDeck {
        guard let talk = whole.talk(key) else { throw DeckStoreError.unknownTalk(key) }
        try terms.require(talk.currentDeck?.hash)
        return try store.beginUpload()
    }

    /// Waits for embargoes to end, and shows what they held back.
    ///
    /// Counted from the moment that the snapshot shows and not from now, so that an end which fell into a long
    /// publication, or into the reading of decks at start, is not missed.
    func watchEmbargoes() async throws {
        while true {
            let end = whole.nextEmbargoEnd(after: shownAt)
            if let end, end <= .now { publish() }
            // Looked at again now and then: an upload may have brought other embargoes, and clocks are set.
            let wait = (end?.secondsSinceEpoch ?? .max) - Timestamp.now.secondsSinceEpoch
            try await Task.sleep(for: .seconds(min(max(1, wait), 30)))
        }
    }

    /// The archive under the address that this server has.
    static func placed(_ archive: Archive, _ configuration: ServerConfiguration) -> Archive {
        guard let baseURL = configuration.baseURL else { return archive }
        var settings = archive.settings
        settings.baseURL = baseURL
        return Archive(settings: settings, editions: archive.editions)
    }
}

extension Archive {
    /// What is served from a folder that holds no archive yet.
    fileprivate static func unnamed(at configuration: ServerConfiguration) -> Archive? {
        let own = URL(string: "http://\(configuration.host):\(configuration.port)")
        guard let address = configuration.baseURL ?? own ?? URL(string: "http://localhost") else { return nil }
        return Archive(
            settings: ArchiveSettings(
                name: "A new archive", tagline: "It is being set up", baseURL: address,
                tagAuthority: "localhost,2000"),
            editions: [])
    }
}

/// What organizers may see: hidden talks too, and what is wrong.
struct OrganizerView: Sendable {
    let archive: Archive
    /// The folder holds no archive yet, and this one has nothing in it.
    let isNew: Bool
    let problems: [Diagnostic]
    let contents: [ContentHash: DeckContent]
    /// Why a deck could not be read, by its hash.
    let failures: [ContentHash: String]
}

/// What became of an upload, for the person who made it.
struct UploadReceipt: Sendable {
    let talk: Talk
    let deck: Deck
    let outcome: DeckCommit.Outcome
    let content: DeckContent
    /// How long it took to read, waiting for its turn included.
    let duration: Duration
    /// The deck that was current before; nil when there was none, or it is the same.
    let former: Deck?

    /// What readers will find of it, by the search of a snapshot.
    func report(in snapshot: Snapshot) -> DeckReport {
        DeckReport(
            deck: talk.key.description, hash: deck.hash, bytes: deck.byteCount, content: content, duration: duration,
            bestWords: snapshot.search.bestWords(for: talk, content: content))
    }
}

/// The archive's folder cannot be served at all.
public struct ArchiveUnreadable: Error, CustomStringConvertible {
    let folder: URL
    let problems: [Diagnostic]

    public var description: String {
        "The archive \(folder.path) cannot be served.\n" + problems.map(\.description).joined(separator: "\n")
    }
}
