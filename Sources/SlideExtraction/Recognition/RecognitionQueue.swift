import TalkArchive

/// The pages of many decks on their way through recognition, handed out a few at a time and taken back with what was
/// found. Used from one task; the work between happens elsewhere.
struct RecognitionQueue {
    private let limits: ExtractionLimits
    private let recognition: RecognitionLimits
    private let cache: DerivedDataCache
    private let workers: Int
    private let record: RecognitionRecord
    private let report: @Sendable (IngestEvent) -> Void
    private let contents: [ContentHash: DeckContent]
    private var waiting: ArraySlice<DeckIngester.Job>
    private var works: [Work] = []
    /// Contents that are other than before.
    private(set) var changed: [ContentHash: DeckContent] = [:]

    /// A few pages of one deck.
    struct Item: Sendable {
        let hash: ContentHash
        let deck: DeckFile
        let slides: [Slide]
        let batch: DeckRecognition.Batch
    }

    struct Outcome: Sendable {
        var item: Item
        var result: Result<[Int: PageRecogniser.Page], ExtractionError>
        var duration: Duration
    }

    private struct Work {
        var job: DeckIngester.Job
        var deck: DeckFile
        var state: DeckRecognition
        let started = ContinuousClock().now
    }

    init(
        _ jobs: [DeckIngester.Job], contents: [ContentHash: DeckContent], record: RecognitionRecord,
        limits: ExtractionLimits, recognition: RecognitionLimits, cache: DerivedDataCache, workers: Int,
        report: @escaping @Sendable (IngestEvent) -> Void
    ) {
        self.limits = limits
        self.recognition = recognition
        self.cache = cache
        self.workers = workers
        self.record = record
        self.report = report
        self.contents = contents
        waiting = jobs[...]
    }

    /// The next pages: of the decks that were begun first, else of the next one that has some.
    mutating func next() -> Item? {
        repeat {
            for index in works.indices {
                guard let batch = works[index].state.next() else { continue }
                let work = works[index]
                return Item(hash: work.job.hash, deck: work.deck, slides: work.state.content.slides, batch: batch)
            }
        } while open()
        return nil
    }

    /// Begins the next deck that has pages to look at. False when there is none.
    private mutating func open() -> Bool {
        while let job = waiting.popFirst() {
            guard let content = contents[job.hash] else { continue }
            var state = DeckRecognition(
                content, record: record, before: cache.recognitionRecord(for: job.hash), limits: recognition,
                workers: workers)
            if state.isDone {
                // A run that was ended between two writes may have left a reason that is none any more.
                if state.isReasonOld { close(job, &state) }
                continue
            }
            do throws(ExtractionError) {
                let deck = try DeckFile(job.file, hash: job.hash, limits: limits)
                report(IngestEvent(deck: job.deck, hash: job.hash, step: .recognising(pages: state.pageCount)))
                works.append(Work(job: job, deck: deck, state: state))
                return true
            } catch {
                state.stop(error)
                close(job, &state)
            }
        }
        return false
    }

    /// Takes what was found on pages, and keeps it: a run that is ended now has lost nothing.
    mutating func take(_ outcome: Outcome) {
        guard let index = works.firstIndex(where: { $0.job.hash == outcome.item.hash }) else { return }
        works[index].state.take(outcome.item.batch, outcome.result, duration: outcome.duration)
        let work = works[index]
        guard work.state.isDone else {
            keep(work.job, work.state)
            return
        }
        works.remove(at: index)
        var state = work.state
        close(work.job, &state)
        report(
            IngestEvent(
                deck: work.job.deck, hash: work.job.hash,
                step: .recognised(pages: state.recognisedCount, duration: ContinuousClock().now - work.started),
                content: state.content))
    }

    private mutating func close(_ job: DeckIngester.Job, _ state: inout DeckRecognition) {
        state.finish()
        changed[job.hash] = state.content
        keep(job, state)
    }

    /// The content first: pages that are found and not marked as tried are seen to be done, not so the other way round.
    private func keep(_ job: DeckIngester.Job, _ state: DeckRecognition) {
        do throws(ExtractionError) {
            try cache.store(state.content, for: job.hash)
            try cache.store(state.record, for: job.hash)
        } catch {
            // A full disk: what was found is used now, and looked for again after the next start.
        }
    }
}
