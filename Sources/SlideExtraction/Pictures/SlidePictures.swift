public import Foundation
import Synchronization
public import TalkArchive

/// Draws slides as PNG pictures into the cache: 8 bits a channel, small or large.
///
/// One confined child process draws all pages of a size (of a very long deck, some hundred) and writes them to its
/// standard output one after the other; each is kept as soon as it is whole, so pictures appear while the rest is
/// drawn, and what was drawn before a limit was reached stays. The child can write to no folder.
public struct SlidePictures: Sendable {
    private let tools: ExtractionTools
    private let limits: ExtractionLimits
    private let cache: DerivedDataCache

    public init(tools: ExtractionTools, limits: ExtractionLimits = ExtractionLimits(), cache: DerivedDataCache) {
        self.tools = tools
        self.limits = limits
        self.cache = cache
    }

    /// Draws the pages of `pages` (counted from 1) that have no picture of this size yet.
    ///
    /// The deck must have these pages: for a number beyond its end the tool draws the last page instead.
    ///
    /// - Returns: The pages that cannot be drawn, because they are broken.
    public func draw(
        _ file: URL, hash: ContentHash, pages: ClosedRange<Int>, size: PictureSize
    ) async throws(ExtractionError) -> [Int] {
        var missing = pages.filter { !cache.hasPicture(of: hash, page: $0, size: size) }[...]
        guard !missing.isEmpty else { return [] }
        let deck = try DeckFile(file, hash: hash, limits: limits)
        var broken: [Int] = []
        while let first = missing.first {
            let batch = Array(missing.prefix(limits.pagesPerDrawing))
            let drawn = try await draw(deck, hash: hash, pages: batch, size: size)
            missing = missing.dropFirst(drawn)
            if drawn == batch.count { continue }
            // The tool stops at a page that it cannot draw; it is started again behind that.
            guard let next = missing.first else { break }
            guard drawn > 0 || broken.count < 20 else {
                throw .damaged(detail: "page \(first) and those before it cannot be drawn")
            }
            broken.append(next)
            missing = missing.dropFirst()
        }
        try deck.checkUnchanged()
        return broken
    }

    /// The picture of one page out of `pageCount`, from the cache or drawn now.
    ///
    /// - Throws: ``ExtractionError/noSuchPage(_:)`` also where the page cannot be drawn.
    public func picture(
        of file: URL, hash: ContentHash, page: Int, pageCount: Int, size: PictureSize
    ) async throws(ExtractionError) -> Data {
        guard page >= 1, page <= pageCount else { throw .noSuchPage(page) }
        if let picture = cache.picture(of: hash, page: page, size: size) { return picture }
        let deck = try DeckFile(file, hash: hash, limits: limits)
        _ = try await draw(deck, hash: hash, pages: [page], size: size)
        guard let picture = cache.picture(of: hash, page: page, size: size) else { throw .noSuchPage(page) }
        return picture
    }

    /// One process over `pages`, ascending. Returns how many of them were drawn before it stopped.
    private func draw(
        _ deck: DeckFile, hash: ContentHash, pages: [Int], size: PictureSize
    ) async throws(ExtractionError) -> Int {
        let path = tools.sandbox == nil ? deck.path : "/in.pdf"
        let before = tools.sandbox?.arguments(files: [(deck.path, path)]) ?? []
        let options = [
            "draw", "-q", "-F", "png", "-o", "-", "-w", String(size.width), "-h",
            String(size.height(limits: limits)), path, Self.list(pages),
        ]
        let child = ChildProcess(
            arguments: before + [tools.mutool] + options, limits: limits, outputLimit: limits.pictureBytes)
        let state = Mutex((stream: PNGStream(), drawn: 0))
        let cache = cache
        let ending = try await child.run { piece throws(ExtractionError) in
            let (pictures, first) = state.withLock { state in
                let pictures = state.stream.add(piece)
                state.drawn += pictures.count
                return (pictures, state.drawn - pictures.count)
            }
            for (index, picture) in pictures.enumerated() where first + index < pages.count {
                try cache.store(picture: picture, of: hash, page: pages[first + index], size: size)
            }
        }
        let drawn = min(state.withLock(\.drawn), pages.count)
        if drawn < pages.count, ending.signal != nil || SlideExtractor.tellsOfMemory(ending.errorText) {
            throw SlideExtractor.error(of: ending, limits: limits)
        }
        return drawn
    }

    /// `1-4,7`, as the tool takes it.
    private static func list(_ pages: [Int]) -> String {
        PageList.ranges(pages).map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
            .joined(separator: ",")
    }
}
