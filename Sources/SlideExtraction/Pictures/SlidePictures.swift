public import Foundation
import Synchronization
public import TalkArchive

/// Draws slides as WebP pictures into the cache, small or large.
///
/// A confined child process draws some pages and writes their pixels to its standard output one after the other; each
/// picture is made and kept as soon as its pixels are whole, so pictures appear while the rest is drawn. The child can
/// write to no folder, and nothing but pixels of a checked size is taken from it. A page that takes too long costs
/// itself alone: the next process goes on behind it, and the cache remembers it.
public struct SlidePictures: Sendable {
    /// Called with each page whose picture is kept.
    public typealias Progress = @Sendable (_ page: Int) -> Void

    private let tools: ExtractionTools
    private let limits: ExtractionLimits
    private let cache: DerivedDataCache
    private let queue: DrawingQueue

    /// - Parameter queue: Shared by all who draw on one machine; one with a place for each core when nil.
    public init(
        tools: ExtractionTools, limits: ExtractionLimits = ExtractionLimits(), cache: DerivedDataCache,
        queue: DrawingQueue? = nil
    ) {
        self.tools = tools
        self.limits = limits
        self.cache = cache
        self.queue = queue ?? DrawingQueue(places: ProcessInfo.processInfo.activeProcessorCount)
    }

    /// Draws the pages of `pages` (counted from 1) that have no picture of this size yet, in their order; of a long
    /// deck several parts at a time.
    ///
    /// The deck must have these pages: for a number beyond its end the tool draws the last page instead.
    ///
    /// - Returns: The pages that cannot be drawn, because they are broken or cost more than the limits.
    public func draw(
        _ file: URL, hash: ContentHash, pages: ClosedRange<Int>, size: PictureSize,
        priority: DrawingQueue.Priority = .ahead, progress: @escaping Progress = { _ in }
    ) async throws(ExtractionError) -> [Int] {
        let known = cache.pictures(of: hash, size: size)
        let left = known.undrawable.filter(pages.contains).sorted()
        let missing = pages.filter { !known.drawn.contains($0) && !known.undrawable.contains($0) }
        guard !missing.isEmpty else { return left }
        let drawing = DeckDrawing(
            deck: try DeckFile(file, hash: hash, limits: limits), hash: hash, size: size, limits: limits,
            tools: tools, cache: cache, queue: queue, priority: priority, progress: progress)
        let parts = drawing.parts(missing)
        let outcomes = await withTaskGroup(of: DeckDrawing.Outcome.self) { group in
            var waiting = parts[...]
            for part in waiting.prefix(queue.places) { group.addTask { await drawing.draw(part) } }
            waiting = waiting.dropFirst(queue.places)
            var outcomes: [DeckDrawing.Outcome] = []
            for await outcome in group {
                outcomes.append(outcome)
                // What stops one part stops the others.
                if outcome.failure == nil, let part = waiting.popFirst() {
                    group.addTask { await drawing.draw(part) }
                }
            }
            return outcomes
        }
        if let failure = outcomes.lazy.compactMap(\.failure).first { throw failure }
        // A deck of which nothing at all can be drawn has a reason that is told.
        let reason = outcomes.lazy.compactMap(\.reason).first
        if let reason, outcomes.allSatisfy({ $0.drawn == 0 }) { throw reason }
        try drawing.deck.checkUnchanged()
        return (left + outcomes.flatMap(\.undrawable)).sorted()
    }

    /// The picture of one page out of `pageCount`, from the cache or drawn now.
    ///
    /// - Throws: ``ExtractionError/noSuchPage(_:)`` also where it is known that the page cannot be drawn.
    public func picture(
        of file: URL, hash: ContentHash, page: Int, pageCount: Int, size: PictureSize
    ) async throws(ExtractionError) -> Data {
        guard page >= 1, page <= pageCount else { throw .noSuchPage(page) }
        if let picture = cache.picture(of: hash, page: page, size: size) { return picture }
        _ = try await draw(file, hash: hash, pages: page...page, size: size, priority: .asked)
        guard let picture = cache.picture(of: hash, page: page, size: size) else { throw .noSuchPage(page) }
        return picture
    }
}
