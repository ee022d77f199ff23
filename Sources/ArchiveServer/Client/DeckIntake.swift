internal import ArchiveSearch
internal import Foundation
internal import SlideExtraction
internal import Synchronization
public import TalkArchive

/// Decks that the command line reads, and what becomes of them.
public struct DeckIntake: Sendable {
    /// The talks that the decks belong to; for loose files, one made for each.
    let archive: Archive
    let jobs: [DeckIngester.Job]
    /// Those that cannot even be begun.
    let refused: [DeckReport]
    let decks: DeckReading
    private let sizes: [ContentHash: Int]

    init(archive: Archive, jobs: [DeckIngester.Job], refused: [DeckReport] = [], decks: DeckReading) {
        self.archive = archive
        self.jobs = jobs
        self.refused = refused
        self.decks = decks
        sizes = Dictionary(
            archive.talks.compactMap { talk in talk.currentDeck.map { ($0.hash, $0.byteCount) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// Files that are read: those with the same bytes are one.
    public var deckCount: Int { Set(jobs.map(\.hash)).count + refused.count }

    /// What happens while decks are read.
    public enum Event: Sendable {
        case started(deck: String)
        /// Without the words that find it best, which need all others.
        case finished(DeckReport)
        /// The pictures of pages without text are looked at for some, after all decks were read.
        case recognising(deck: String, pages: Int)
        /// What was found there is kept.
        case recognised(deck: String, pages: Int)
    }

    /// How far the work is.
    public struct Progress: Sendable, Equatable {
        public var decks = 0
        public var deckCount = 0
        public var slides = 0
        /// Bytes of the decks that are done, and of all: what time goes with, roughly.
        public var bytes = 0
        public var byteCount = 0

        public init(decks: Int = 0, deckCount: Int = 0, slides: Int = 0, bytes: Int = 0, byteCount: Int = 0) {
            self.decks = decks
            self.deckCount = deckCount
            self.slides = slides
            self.bytes = bytes
            self.byteCount = byteCount
        }
    }

    /// All that came of it.
    public struct Result: Sendable {
        /// One for each file, in the order of their names, with the words that find it best.
        public var reports: [DeckReport]
        /// What the decks say; those that cannot be read are not in it.
        public var contents: [ContentHash: DeckContent]
        /// The work was cancelled; decks without a report were not read.
        public var isCancelled: Bool
    }

    /// Reads all decks: those in the cache cost nothing. Cancelling the task ends it early; what was read is kept.
    /// - Parameters:
    ///   - recognisesText: whether text is looked for in pictures, too, which takes a second for some slides.
    ///   - findsBestWords: whether reports tell the words that find a deck best, which takes a search of all decks.
    public func run(
        recognisesText: Bool = true, findsBestWords: Bool = true,
        onEvent: @escaping @Sendable (Event, Progress) -> Void = { _, _ in }
    ) async -> Result {
        let jobsByHash = Dictionary(grouping: jobs, by: \.hash)
        let state = Mutex(
            (
                progress: Progress(deckCount: deckCount, byteCount: sizes.values.reduce(0, +)),
                durations: [ContentHash: Duration]()
            ))
        for report in refused {
            onEvent(
                .finished(report),
                state.withLock { state in
                    state.progress.decks += 1
                    return state.progress
                })
        }
        let read = await decks.ingest(jobs) { event in
            guard let step = DeckStep(event.step) else { return }
            let progress = state.withLock { state in
                if step.isLast {
                    state.progress.decks += 1
                    state.progress.bytes += sizes[event.hash] ?? 0
                    state.progress.slides += step.pages
                    state.durations[event.hash] = step.duration
                }
                return state.progress
            }
            guard step.isLast else { return onEvent(.started(deck: event.deck), progress) }
            for job in jobsByHash[event.hash] ?? [] {
                let outcome = event.content.map(Outcome.success) ?? step.failure.map(Outcome.failure)
                if let report = outcome.flatMap({ report(job, $0, duration: step.duration) }) {
                    onEvent(.finished(report), progress)
                }
            }
        }
        var result = read
        if recognisesText {
            let recognised = await recognise(read.contents) { onEvent($0, state.withLock { $0.progress }) }
            result.contents.merge(recognised) { $1 }
        }
        let durations = state.withLock { $0.durations }
        return Result(
            reports: reports(result, durations: durations, findsBestWords: findsBestWords), contents: result.contents,
            isCancelled: Task.isCancelled)
    }

    private func recognise(
        _ contents: [ContentHash: DeckContent], onEvent: @escaping @Sendable (Event) -> Void
    ) async -> [ContentHash: DeckContent] {
        await decks.recognise(jobs, contents: contents, language: archive.settings.language) { event in
            switch event.step {
            case .recognising(let pages): onEvent(.recognising(deck: event.deck, pages: pages))
            case .recognised(let pages, _): onEvent(.recognised(deck: event.deck, pages: pages))
            case .started, .cached, .extracted, .drawn, .failed: break
            }
        }
    }

    private typealias Outcome = Swift.Result<DeckContent, ExtractionError>

    /// Nil for a deck that is left for the next time.
    private func report(
        _ job: DeckIngester.Job, _ outcome: Outcome, duration: Duration?, bestWords: [String] = []
    ) -> DeckReport? {
        switch outcome {
        case .success(let content):
            DeckReport(
                deck: job.deck, hash: job.hash, bytes: sizes[job.hash], content: content, duration: duration,
                bestWords: bestWords)
        case .failure(.cancelled): nil
        case .failure(let error):
            DeckReport(deck: job.deck, hash: job.hash, bytes: sizes[job.hash], refusedBecause: error.description)
        }
    }

    private func reports(
        _ read: DeckIngester.Result, durations: [ContentHash: Duration], findsBestWords: Bool
    ) -> [DeckReport] {
        let search =
            findsBestWords
            ? TalkSearch(language: archive.settings.language).updated(to: archive, contents: read.contents) : nil
        let talks = Dictionary(
            archive.talks.map { ($0.currentDeck?.hash, $0) }, uniquingKeysWith: { first, _ in first })
        let found = jobs.compactMap { job in
            guard let content = read.contents[job.hash] else {
                return read.failures[job.hash].flatMap { report(job, .failure($0), duration: nil) }
            }
            let words = talks[job.hash].flatMap { search?.bestWords(for: $0, content: content) }
            return report(job, .success(content), duration: durations[job.hash], bestWords: words ?? [])
        }
        return (refused + found).sorted { $0.deck < $1.deck }
    }
}

/// What of an ingest's step matters to a person who waits.
private struct DeckStep {
    let isLast: Bool
    let pages: Int
    let duration: Duration?
    let failure: ExtractionError?

    /// Nil for pictures and recognition, and for decks that are left for the next time.
    init?(_ step: IngestEvent.Step) {
        failure = if case .failed(let error) = step { error } else { nil }
        switch step {
        case .started: (isLast, pages, duration) = (false, 0, nil)
        case .cached(let count): (isLast, pages, duration) = (true, count, nil)
        case .extracted(let count, let time, _): (isLast, pages, duration) = (true, count, time)
        case .failed(.cancelled), .drawn, .recognising, .recognised: return nil
        case .failed: (isLast, pages, duration) = (true, 0, nil)
        }
    }
}
