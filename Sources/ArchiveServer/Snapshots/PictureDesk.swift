internal import Foundation
internal import SlideExtraction
internal import TalkArchive

/// Draws pictures that are asked for and not there yet: each once, however many ask, and a few at a time.
///
/// Small pictures are asked for a whole deck at once (a contact sheet), so they are drawn a whole deck at once; large
/// ones are looked at one by one.
actor PictureDesk {
    private let pictures: SlidePictures
    private let cache: DerivedDataCache
    private var running: [Order: Task<ExtractionError?, Never>] = [:]
    /// Pages that cannot be drawn, and why, so that asking for them again costs nothing. Only pages of the archive's
    /// own decks are asked for here, which bounds it; a restart tries again.
    private var failures: [Order: ExtractionError] = [:]
    private var pageCounts: [ContentHash: Result<Int, ExtractionError>] = [:]
    private let turnstile: Turnstile

    private struct Order: Hashable {
        let hash: ContentHash
        let pages: ClosedRange<Int>
        let size: PictureSize
    }

    init(_ pictures: SlidePictures, cache: DerivedDataCache, turnstile: Turnstile) {
        self.pictures = pictures
        self.cache = cache
        self.turnstile = turnstile
    }

    func draw(
        _ file: URL, hash: ContentHash, page: Int, pageCount: Int, size: PictureSize
    ) async throws(ExtractionError) -> Data {
        let one = Order(hash: hash, pages: page...page, size: size)
        if let failure = failures[one] { throw failure }
        let order = size == .small ? Order(hash: hash, pages: 1...max(1, pageCount), size: size) : one
        let task = running[order] ?? start(order, file: file)
        let failure = await task.value
        if let picture = cache.picture(of: hash, page: page, size: size) { return picture }
        let reason = failure ?? .noSuchPage(page)
        if reason.isTheDecks { failures[one] = reason }
        throw reason
    }

    /// The number of pages of a deck, found out once.
    func pageCount(
        of hash: ContentHash, find: @Sendable () async throws(ExtractionError) -> Int
    ) async throws(ExtractionError) -> Int {
        switch pageCounts[hash] {
        case .success(let count): return count
        case .failure(let error): throw error
        case nil: break
        }
        do throws(ExtractionError) {
            let count = try await find()
            pageCounts[hash] = .success(count)
            return count
        } catch {
            if error.isTheDecks { pageCounts[hash] = .failure(error) }
            throw error
        }
    }

    private func start(_ order: Order, file: URL) -> Task<ExtractionError?, Never> {
        let task = Task<ExtractionError?, Never> {
            defer { running[order] = nil }
            do throws(ExtractionError) {
                _ = try await turnstile.pass { [pictures] () async throws(ExtractionError) in
                    try await pictures.draw(file, hash: order.hash, pages: order.pages, size: order.size)
                }
                return nil
            } catch {
                return error
            }
        }
        running[order] = task
        return task
    }
}

extension ExtractionError {
    /// The deck's own fault, which the next try would meet again; the others pass.
    var isTheDecks: Bool {
        switch self {
        case .unreadable, .changed, .toolMissing, .cacheUnwritable, .cancelled: false
        default: true
        }
    }
}
