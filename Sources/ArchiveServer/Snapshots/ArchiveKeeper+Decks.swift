internal import Foundation
internal import Logging
internal import SlideExtraction
internal import TalkArchive

extension ArchiveKeeper {
    /// Reads the decks that the cache does not know, and shows each as soon as it is read; then draws small pictures.
    ///
    /// A deck that comes while others are being read does not wait for them: each call reads what is new to it.
    func readNewDecks() async {
        while !Task.isCancelled {
            let unread = unreadDecks()
            guard !unread.isEmpty else { break }
            inReading.formUnion(unread.map(\.hash))
            let (events, source) = AsyncStream.makeStream(of: IngestEvent.self)
            async let reading: Void = {
                _ = await decks.ingest(unread) { source.yield($0) }
                source.finish()
            }()
            for await event in events { take(event) }
            await reading
            inReading.subtract(unread.map(\.hash))
        }
        async let recognition: Void = recogniseText()
        let bare = currentDecks().filter { !pictured.contains($0.hash) }
        pictured.formUnion(bare.map(\.hash))
        decks.cache.setCurrentDecks(Set(currentDecks().map(\.hash)))
        await decks.drawSmallPictures(bare, pages: contents.mapValues(\.slides.count))
        await recognition
        await readOldDecks()
    }

    /// Reads older decks that were never read, after everything that anybody waits for: what they said tells what the
    /// ones after them changed.
    private func readOldDecks() async {
        let unknown = whole.talks.filter { !history.isComplete(for: $0) }
        let new = Archive.olderDecks(of: unknown, in: folder).filter { !triedOldDecks.contains($0.hash) }
        guard !new.isEmpty, !Task.isCancelled else { return }
        triedOldDecks.formUnion(new.map(\.hash))
        _ = await decks.ingest(new)
        learnFromCache()
        publish()
        logger.info("older decks have been read, too", metadata: ["decks": "\(new.count)"])
    }

    private func learnFromCache() {
        for talk in whole.talks {
            history.learn(talk) { [contents, cache = decks.cache] in contents[$0] ?? cache.content(for: $0) }
        }
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

    /// Takes from the cache what it has of decks that are new in the folder, has the others read, and forgets what no
    /// talk has any more.
    func followDecks() {
        let decksInFolder = Set(whole.talks.lazy.flatMap(\.decks).map(\.hash))
        history = history.keepingOnly(whole)
        triedOldDecks.formIntersection(decksInFolder)
        let shown = current.take().contents
        contents = contents.filter { decksInFolder.contains($0.key) || shown[$0.key] != nil }
        failures = failures.filter { decksInFolder.contains($0.key) && !passingFailures.contains($0.key) }
        passingFailures = []
        pictured.formIntersection(decksInFolder)
        let new = unreadDecks().map(\.hash)
        if !new.isEmpty { contents.merge(decks.cached(new)) { known, _ in known } }
        learnFromCache()
        // Also when all of them are known: their pictures and recognised text may be missing.
        if currentDecks().contains(where: { !pictured.contains($0.hash) }) || !unreadDecks().isEmpty {
            Task { await readNewDecks() }
        }
    }

    private func currentDecks() -> [DeckIngester.Job] { whole.currentDecks(in: folder) }

    private func unreadDecks() -> [DeckIngester.Job] {
        currentDecks().filter { contents[$0.hash] == nil && failures[$0.hash] == nil && !inReading.contains($0.hash) }
    }

    private func take(_ event: IngestEvent) {
        switch event.step {
        case .extracted, .cached, .recognised:
            contents[event.hash] = event.content
            if case .recognised = event.step { history.forget(event.hash) }
            publishSoon()
        case .failed(.cancelled): break
        case .failed(let error):
            failures[event.hash] = error.description
            if !error.isTheDecks { passingFailures.insert(event.hash) }
            publishSoon()
            // A file that changed meanwhile is read again at once, and tells no one anything.
            if case .changed = error { break }
            logger.warning("a deck cannot be read", metadata: ["talk": "\(event.deck)", "reason": "\(error)"])
        case .started, .recognising, .drawn: break
        }
    }
}
