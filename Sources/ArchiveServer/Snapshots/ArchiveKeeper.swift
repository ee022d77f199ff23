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
    private let store: DeckStore
    private let configuration: ServerConfiguration
    private let logger: Logger
    private let executor = QueueExecutor(label: "rockpool.archive")
    private let hashFile: URL
    private var hashes: FileHashCache
    private var whole: Archive
    private var problems: [Diagnostic]
    private var contents: [ContentHash: DeckContent]
    private var failures: [ContentHash: String] = [:]
    /// The moment as of which embargoes were judged for the current snapshot.
    private var shownAt: Timestamp
    private var isReading = false
    private var isPublicationDue = false
    private var isRecognising = false
    private var isRecognitionDue = false
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
        hashes = FileHashCache(readingFrom: hashFile)
        let loaded = folder.load(hashes: &hashes)
        guard let archive = loaded.archive else {
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
        try? hashes.write(to: hashFile)
        whole = Self.placed(archive, configuration)
        problems = loaded.diagnostics
        contents = decks.cached(whole.talks.compactMap(\.currentDeck?.hash))
        shownAt = .now
        let visible = whole.visibleToEveryone(at: shownAt)
        current = CurrentSnapshot(
            Snapshot(
                number: 1, archive: visible, folder: folder, contents: contents,
                search: TalkSearch(language: visible.settings.language).updated(to: visible, contents: contents),
                keptBytes: configuration.limits.keptBytes))
    }

    /// The archive with hidden talks, and what is wrong with it.
    func organizerView() -> OrganizerView {
        OrganizerView(archive: whole, problems: problems, contents: contents, failures: failures)
    }

    /// Reads the decks that the cache does not know, and shows each as soon as it is read; then draws small pictures.
    func readNewDecks() async {
        guard !isReading else { return }
        isReading = true
        while !Task.isCancelled {
            let unread = unreadDecks()
            guard !unread.isEmpty else { break }
            let (events, source) = AsyncStream.makeStream(of: IngestEvent.self)
            async let reading: Void = {
                _ = await decks.ingest(unread) { source.yield($0) }
                source.finish()
            }()
            for await event in events { take(event) }
            await reading
        }
        isReading = false
        async let recognition: Void = recogniseText()
        await decks.drawSmallPictures(currentDecks(), pages: contents.mapValues(\.slides.count))
        await recognition
    }

    /// Looks for text in the pictures of slides that have none, and shows each deck as soon as that is done.
    private func recogniseText() async {
        // A deck that comes meanwhile asks again.
        isRecognitionDue = true
        guard !isRecognising else { return }
        isRecognising = true
        while isRecognitionDue, !Task.isCancelled {
            isRecognitionDue = false
            let (jobs, language) = (currentDecks(), whole.settings.language)
            let (events, source) = AsyncStream.makeStream(of: IngestEvent.self)
            async let recognition = {
                [contents] in
                defer { source.finish() }
                return await decks.recognise(jobs, contents: contents, language: language) { source.yield($0) }
            }()
            for await event in events { take(event) }
            // Decks about which only the reason has changed why pages have no text: nothing to publish.
            for (hash, content) in await recognition { contents[hash] = content }
        }
        isRecognising = false
    }

    private func currentDecks() -> [DeckIngester.Job] {
        whole.talks.compactMap { talk in
            talk.currentDeck.map {
                DeckIngester.Job(deck: talk.key.description, file: folder.file(of: $0, in: talk.key), hash: $0.hash)
            }
        }
    }

    private func unreadDecks() -> [DeckIngester.Job] {
        currentDecks().filter { contents[$0.hash] == nil && failures[$0.hash] == nil }
    }

    private func take(_ event: IngestEvent) {
        switch event.step {
        case .extracted, .cached, .recognised:
            guard let content = decks.cache.content(for: event.hash) else {
                failures[event.hash] = "what was read of it is not in the cache; check the cache's folder"
                return
            }
            contents[event.hash] = content
            publishSoon()
        case .failed(.cancelled): break
        case .failed(let error):
            failures[event.hash] = error.description
            publishSoon()
            logger.warning("a deck cannot be read", metadata: ["talk": "\(event.deck)", "reason": "\(error)"])
        case .started, .recognising, .drawn: break
        }
    }

    /// Takes an upload in: reads it, makes it the talk's current deck on the disk, and shows it. When this returns,
    /// the deck is durable and visible.
    /// - Throws: `DeckStoreError`, or `ExtractionError` when it cannot be read; the archive is then as before.
    func accept(_ incoming: IncomingDeck, for key: TalkKey, note: String, from organizer: String) async throws
        -> UploadReceipt
    {
        guard whole.talk(key) != nil else { throw DeckStoreError.unknownTalk(key) }
        let hash = try incoming.seal()
        let started = ContinuousClock.now
        let content = try await decks.content(of: incoming.location, hash: hash)
        let duration = ContinuousClock.now - started
        guard let talk = whole.talk(key) else { throw DeckStoreError.unknownTalk(key) }
        let commit = try store.commit(
            incoming, to: key, origin: .upload, note: note, at: .now, knowing: hashes)
        contents[hash] = content
        failures[hash] = nil
        reload()
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
    func beginUpload(to key: TalkKey) throws -> IncomingDeck {
        guard whole.talk(key) != nil else { throw DeckStoreError.unknownTalk(key) }
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

    private func reload() {
        let loaded = folder.load(hashes: &hashes)
        try? hashes.write(to: hashFile)
        problems = loaded.diagnostics
        if let archive = loaded.archive { whole = Self.placed(archive, configuration) }
        publish()
        // Somebody may have put other decks into the folder meanwhile, which show now too.
        if !unreadDecks().isEmpty {
            Task { await readNewDecks() }
        } else {
            Task { await recogniseText() }
        }
    }

    /// Publishes what was read, in a moment: many decks that come at once make one snapshot, since each costs work over
    /// the whole archive.
    private func publishSoon() {
        guard !isPublicationDue else { return }
        isPublicationDue = true
        Task {
            try? await Task.sleep(for: .milliseconds(200))
            isPublicationDue = false
            publish()
        }
    }

    private func publish() {
        let before = current.take()
        shownAt = .now
        let visible = whole.visibleToEveryone(at: shownAt)
        current.replace(
            with: Snapshot(
                number: before.number + 1, archive: visible, folder: folder, contents: contents,
                unreadable: Set(failures.keys), search: before.search.updated(to: visible, contents: contents),
                keptBytes: configuration.limits.keptBytes))
        mergeBehind()
    }

    /// The archive under the address that this server has.
    private static func placed(_ archive: Archive, _ configuration: ServerConfiguration) -> Archive {
        guard let baseURL = configuration.baseURL else { return archive }
        var settings = archive.settings
        settings.baseURL = baseURL
        return Archive(settings: settings, editions: archive.editions)
    }
}

/// What organizers may see: hidden talks too, and what is wrong.
struct OrganizerView: Sendable {
    let archive: Archive
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
