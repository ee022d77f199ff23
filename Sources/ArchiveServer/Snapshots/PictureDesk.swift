internal import Foundation
internal import SlideExtraction
internal import TalkArchive

/// Draws pictures that are asked for and not there yet: each once, however many ask, and before all that are drawn
/// ahead.
///
/// Of small pictures, which a contact sheet asks for one after the other, the neighbours are drawn with the one that is
/// asked for; large ones are looked at one by one. Whoever asks is answered as soon as its own picture is there.
actor PictureDesk {
    /// Small pictures that are drawn together: so few that nobody waits long, so many that starting the tool hardly
    /// counts.
    static let neighbours = 16

    private let pictures: SlidePictures
    private let cache: DerivedDataCache
    private var running: Set<Order> = []
    private var waiting: [Picture: [CheckedContinuation<ExtractionError?, Never>]] = [:]
    /// Pages that cannot be drawn, and why, so that asking for them again costs nothing. Only pages of the archive's
    /// own decks are asked for here, which bounds it. What is the page's own fault is also in the cache.
    private var failures: [Picture: ExtractionError] = [:]
    private var pageCounts: [ContentHash: Result<Int, ExtractionError>] = [:]

    private struct Picture: Hashable {
        let hash: ContentHash
        let page: Int
        let size: PictureSize
    }

    private struct Order: Hashable {
        let hash: ContentHash
        let pages: ClosedRange<Int>
        let size: PictureSize
    }

    init(_ pictures: SlidePictures, cache: DerivedDataCache) {
        self.pictures = pictures
        self.cache = cache
    }

    func draw(
        _ file: URL, hash: ContentHash, page: Int, pageCount: Int, size: PictureSize
    ) async throws(ExtractionError) -> Data {
        let asked = Picture(hash: hash, page: page, size: size)
        if let failure = failures[asked] { throw failure }
        guard !cache.isUndrawable(hash, page: page, size: size) else { throw .noSuchPage(page) }
        let order = Order(hash: hash, pages: Self.together(page, of: pageCount, size: size), size: size)
        let failure = await withCheckedContinuation { continuation in
            waiting[asked, default: []].append(continuation)
            if running.insert(order).inserted { start(order, file: file) }
        }
        if let picture = cache.picture(of: hash, page: page, size: size) { return picture }
        let reason = failure ?? .noSuchPage(page)
        if reason.isTheDecks { failures[asked] = reason }
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

    private static func together(_ page: Int, of pageCount: Int, size: PictureSize) -> ClosedRange<Int> {
        guard size == .small else { return page...page }
        let first = (page - 1) / neighbours * neighbours + 1
        return first...max(page, min(first + neighbours - 1, pageCount))
    }

    private func start(_ order: Order, file: URL) {
        Task {
            let failure: ExtractionError?
            do throws(ExtractionError) {
                _ = try await pictures.draw(
                    file, hash: order.hash, pages: order.pages, size: order.size, priority: .asked
                ) { page in
                    // The picture is in the cache now; who waits for it need not wait for its neighbours.
                    Task { await self.answer(Picture(hash: order.hash, page: page, size: order.size), nil) }
                }
                failure = nil
            } catch {
                failure = error
            }
            running.remove(order)
            for page in order.pages { answer(Picture(hash: order.hash, page: page, size: order.size), failure) }
        }
    }

    private func answer(_ picture: Picture, _ failure: ExtractionError?) {
        for continuation in waiting.removeValue(forKey: picture) ?? [] { continuation.resume(returning: failure) }
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
