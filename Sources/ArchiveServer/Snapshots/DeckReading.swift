internal import Foundation
internal import Logging
internal import SlideExtraction
internal import Synchronization
internal import TalkArchive

/// What decks say and how they look: the cache, and behind it the confined programs that read PDFs.
struct DeckReading: Sendable {
    let cache: DerivedDataCache
    private let ingester: DeckIngester
    private let pictures: PictureDesk
    private let drawing: DrawingQueue
    private let turnstile: Turnstile
    private let options: DeckReadingOptions

    /// - Throws: `ExtractionError` when a program is missing, naming its package.
    /// - Parameter largestDeck: bytes of the largest deck that may be handed in, which must then be readable.
    init(
        cache directory: URL, options: DeckReadingOptions = DeckReadingOptions(), largestDeck: Int = 0, logger: Logger
    ) async throws {
        var limits = options.limits
        limits.fileBytes = max(limits.fileBytes, largestDeck)
        let tools = try await ExtractionTools.find(recognising: options.recognisesText)
        logger.notice("decks are read by a confined program", metadata: ["confinement": "\(tools.confinement)"])
        logger.notice("slides without text", metadata: ["recognition": "\(tools.recognition)"])
        cache = DerivedDataCache(directory: directory, limit: options.cacheBytes)
        ingester = DeckIngester(extractor: SlideExtractor(tools: tools, limits: limits), cache: cache)
        self.options = options
        let cores = ProcessInfo.processInfo.activeProcessorCount
        turnstile = Turnstile(places: cores, toLend: cores)
        drawing = DrawingQueue(places: cores)
        pictures = PictureDesk(
            SlidePictures(tools: tools, limits: limits, cache: cache, queue: drawing), cache: cache)
    }

    /// What the cache has of these decks.
    func cached(_ hashes: [ContentHash]) -> [ContentHash: DeckContent] {
        var contents: [ContentHash: DeckContent] = [:]
        for hash in hashes where contents[hash] == nil { contents[hash] = cache.content(for: hash) }
        return contents
    }

    /// One deck, from the cache or read now; however many are handed in at once, only as many as there are cores are
    /// read at a time.
    func content(of file: URL, hash: ContentHash) async throws(ExtractionError) -> DeckContent {
        if let content = cache.content(for: hash) { return content }
        return try await turnstile.pass { () async throws(ExtractionError) in
            try await ingester.read(file, hash: hash)
        }
    }

    /// How many pages a deck has that is shown no more; one that cannot be read is not tried again and again.
    func pageCount(of file: URL, hash: ContentHash) async throws(ExtractionError) -> Int {
        try await pictures.pageCount(of: hash) { () async throws(ExtractionError) in
            try await content(of: file, hash: hash).slides.count
        }
    }

    /// Many decks; each that is read is told as soon as it is in the cache.
    func ingest(
        _ jobs: [DeckIngester.Job], report: @escaping @Sendable (IngestEvent) -> Void = { _ in }
    ) async -> DeckIngester.Result {
        await ingester.ingest(jobs, report: report)
    }

    /// Recognises text in the pictures of slides that have none, after all texts are read.
    /// - Parameter language: the archive's, as a BCP 47 tag; taken where no languages are set.
    /// - Returns: what has changed; it is in the cache, too.
    func recognise(
        _ jobs: [DeckIngester.Job], contents: [ContentHash: DeckContent], language: String,
        report: @escaping @Sendable (IngestEvent) -> Void = { _ in }
    ) async -> [ContentHash: DeckContent] {
        let languages = options.recognitionLanguages
        return await ingester.recognise(
            jobs, contents: contents, languages: languages.isEmpty ? [language] : languages,
            limits: options.recognition, report: report)
    }

    /// Draws the small pictures of decks that are missing, so that lists show them at once.
    func drawSmallPictures(_ jobs: [DeckIngester.Job], pages: [ContentHash: Int]) async {
        await ingester.makePictures(for: jobs, pages: pages, sizes: [.small], queue: drawing)
    }

    /// Draws all pictures that are missing, small and large.
    /// - Parameter report: told how many decks are done in one size, of how many.
    func drawPictures(
        _ jobs: [DeckIngester.Job], pages: [ContentHash: Int], report: @escaping @Sendable (Int, Int) -> Void
    ) async {
        let done = Mutex(0)
        let total = Set(jobs.map(\.hash)).count { pages[$0, default: 0] > 0 } * PictureSize.allCases.count
        await ingester.makePictures(for: jobs, pages: pages, queue: drawing) { _ in
            // Within the lock, so that the numbers come in their order.
            done.withLock { done in
                done += 1
                report(done, total)
            }
        }
    }

    /// The WebP picture of a page, from the cache or drawn now.
    func picture(
        of file: URL, hash: ContentHash, page: Int, pageCount: Int, size: PictureSize
    ) async throws(ExtractionError) -> Data {
        if let picture = cache.picture(of: hash, page: page, size: size) { return picture }
        return try await pictures.draw(file, hash: hash, page: page, pageCount: pageCount, size: size)
    }
}
