public import Foundation
public import TalkArchive

/// Brings many decks in: from the cache where it can, else read by as many child processes as there are cores.
///
/// Text comes first and pictures are a step of their own, so that a deck is searchable as soon as it can be. A deck
/// that fails is reported and stops no other; a slow one holds one worker, and the others go on.
public struct DeckIngester: Sendable {
    private let extractor: SlideExtractor
    private let cache: DerivedDataCache
    private let workers: Int

    /// A deck to bring in.
    public struct Job: Sendable, Hashable {
        /// How people call it, such as `2022/rust-gcc`.
        public var deck: String
        public var file: URL
        public var hash: ContentHash

        public init(deck: String, file: URL, hash: ContentHash) {
            self.deck = deck
            self.file = file
            self.hash = hash
        }
    }

    /// What came of it: each hash is in one of the two.
    public struct Result: Sendable {
        public var contents: [ContentHash: DeckContent] = [:]
        public var failures: [ContentHash: ExtractionError] = [:]
    }

    /// - Parameter workers: Child processes at a time; the number of cores when nil.
    public init(extractor: SlideExtractor, cache: DerivedDataCache, workers: Int? = nil) {
        self.extractor = extractor
        self.cache = cache
        self.workers = max(1, workers ?? ProcessInfo.processInfo.activeProcessorCount)
    }

    /// The slides of all decks. Decks with the same bytes are read once.
    ///
    /// - Parameter report: Called as things happen, from several tasks at a time.
    public func ingest(_ jobs: [Job], report: @escaping @Sendable (IngestEvent) -> Void = { _ in }) async -> Result {
        cache.removeLeftovers()
        var result = Result()
        await each(of: Self.smallestFirst(Self.distinct(jobs))) {
            job -> (ContentHash, Swift.Result<DeckContent, ExtractionError>) in
            (job.hash, await content(of: job, report: report))
        } take: { hash, outcome in
            switch outcome {
            case .success(let content): result.contents[hash] = content
            case .failure(let error): result.failures[hash] = error
            }
        }
        return result
    }

    /// Reads one deck, whatever the cache has of it, and keeps in the cache what it says.
    public func read(_ file: URL, hash: ContentHash) async throws(ExtractionError) -> DeckContent {
        var content = try await extractor.extract(file, hash: hash)
        content.explainMissingText(with: extractor.tools)
        try cache.store(content, for: hash)
        return content
    }

    /// Recognises the text of pages that have none that is usable, after all texts are read.
    ///
    /// What was tried before with the same program and languages is not tried again.
    ///
    /// - Parameter contents: What the decks say so far; decks that are not in it are left out.
    /// - Parameter languages: BCP 47 tags or `tesseract`'s own names; those installed are taken, and English.
    /// - Returns: The contents that have changed; they are in the cache, too.
    public func recognise(
        _ jobs: [Job], contents: [ContentHash: DeckContent], languages: [String] = [],
        limits: RecognitionLimits = RecognitionLimits(), report: @escaping @Sendable (IngestEvent) -> Void = { _ in }
    ) async -> [ContentHash: DeckContent] {
        let recogniser = DeckRecogniser(
            tools: extractor.tools, limits: extractor.limits, recognition: limits, cache: cache, workers: workers,
            languages: languages)
        return await recogniser.recognise(Self.distinct(jobs), contents: contents, report: report)
    }

    /// Draws the pictures that are missing, of all decks in the first size before the next size.
    ///
    /// - Parameter pages: The number of pages of each deck; decks that are not in it are left out.
    /// - Parameter queue: Shared with others who draw meanwhile; those whom somebody waits for go first.
    public func makePictures(
        for jobs: [Job], pages: [ContentHash: Int], sizes: [PictureSize] = [.small, .large],
        queue: DrawingQueue? = nil,
        report: @escaping @Sendable (IngestEvent) -> Void = { _ in }
    ) async {
        let pictures = SlidePictures(tools: extractor.tools, limits: extractor.limits, cache: cache, queue: queue)
        let decks = Self.distinct(jobs).filter { pages[$0.hash, default: 0] > 0 }
        for size in sizes {
            await each(of: decks) { job in
                guard !Task.isCancelled else { return }
                let clock = ContinuousClock()
                let started = clock.now
                let count = pages[job.hash, default: 0]
                let step: IngestEvent.Step
                do throws(ExtractionError) {
                    let broken = try await pictures.draw(job.file, hash: job.hash, pages: 1...count, size: size)
                    step = .drawn(pages: count - broken.count, size: size, duration: clock.now - started)
                } catch {
                    step = .failed(error)
                }
                report(IngestEvent(deck: job.deck, hash: job.hash, step: step))
            } take: { _ in
            }
        }
    }

    private func content(
        of job: Job, report: @Sendable (IngestEvent) -> Void
    ) async -> Swift.Result<DeckContent, ExtractionError> {
        func tell(_ step: IngestEvent.Step, _ content: DeckContent? = nil) {
            report(IngestEvent(deck: job.deck, hash: job.hash, step: step, content: content))
        }
        if let content = cache.content(for: job.hash) {
            tell(.cached(pages: content.slides.count), content)
            return .success(content)
        }
        tell(.started)
        let clock = ContinuousClock()
        let started = clock.now
        do throws(ExtractionError) {
            let content = try await read(job.file, hash: job.hash)
            tell(
                .extracted(
                    pages: content.slides.count, duration: clock.now - started, warnings: content.warnings),
                content)
            return .success(content)
        } catch {
            tell(.failed(error))
            return .failure(error)
        }
    }

    /// Runs `work` over all jobs, `workers` at a time.
    ///
    /// One worker goes from the end of the list, the others from its start: of jobs by size, the largest then neither
    /// wait for all others, so that one worker is left alone with them, nor do they hold up the small ones.
    private func each<Outcome: Sendable>(
        of jobs: [Job], work: @escaping @Sendable (Job) async -> Outcome, take: (Outcome) -> Void
    ) async {
        await withTaskGroup(of: (isFromEnd: Bool, outcome: Outcome).self) { group in
            var waiting = jobs[...]
            for worker in 0..<min(workers, jobs.count) {
                let isFromEnd = worker == 1
                guard let job = isFromEnd ? waiting.popLast() : waiting.popFirst() else { break }
                group.addTask { (isFromEnd, await work(job)) }
            }
            for await (isFromEnd, outcome) in group {
                take(outcome)
                if let job = isFromEnd ? waiting.popLast() : waiting.popFirst() {
                    group.addTask { (isFromEnd, await work(job)) }
                }
            }
        }
    }

    /// By the number of bytes, which is no bad guess at the time that they take; files that are not there come first.
    private static func smallestFirst(_ jobs: [Job]) -> [Job] {
        let sizes = jobs.map { job in (try? job.file.resourceValues(forKeys: [.fileSizeKey]).fileSize) ?? 0 }
        return zip(sizes, jobs).sorted { $0.0 < $1.0 }.map(\.1)
    }

    private static func distinct(_ jobs: [Job]) -> [Job] {
        var seen: Set<ContentHash> = []
        return jobs.filter { seen.insert($0.hash).inserted }
    }
}
