import Foundation
import Synchronization
import TalkArchive

/// Drawing of one deck in one size: which pages go to one process, and what becomes of a page that cannot be drawn.
struct DeckDrawing: Sendable {
    /// Pages of a part that may reach a limit before the rest of the part is given up: each costs all of its limit.
    static let costlyPages = 3
    /// Broken pages at the beginning of a part after which the rest is given up.
    static let brokenPages = 20

    let deck: DeckFile
    let hash: ContentHash
    let size: PictureSize
    let limits: ExtractionLimits
    let tools: ExtractionTools
    let cache: DerivedDataCache
    let queue: DrawingQueue
    let priority: DrawingQueue.Priority
    let progress: SlidePictures.Progress

    /// Pages that one process draws, all of them in the same number of pixels.
    struct Part: Sendable, Equatable {
        /// Ascending.
        var pages: [Int]
        /// Nil where the pages' sizes are not known: they are then drawn as they come.
        var frame: PictureFrame?
    }

    /// What became of a part.
    struct Outcome: Sendable {
        var drawn = 0
        var undrawable: [Int] = []
        /// Why the last page that was left out could not be drawn.
        var reason: ExtractionError?
        /// What stopped it before its end.
        var failure: ExtractionError?
        var costly = 0
    }

    /// Cuts pages into parts: pages of one size together, as the tool takes one frame for all.
    func parts(_ pages: [Int]) -> [Part] {
        let slides = cache.content(for: hash)?.slides ?? []
        func frame(_ page: Int) -> PictureFrame? {
            guard slides.indices.contains(page - 1) else { return nil }
            let slide = slides[page - 1]
            return size.frame(pageWidth: slide.width, pageHeight: slide.height, limits: limits)
        }
        var parts: [Part] = []
        for start in stride(from: 0, to: pages.count, by: limits.pagesPerDrawing) {
            let some = pages[start..<min(start + limits.pagesPerDrawing, pages.count)]
            let frames = Dictionary(grouping: some, by: frame)
            parts += frames.map { Part(pages: $0.value, frame: $0.key) }.sorted { $0.pages[0] < $1.pages[0] }
        }
        return parts
    }

    /// Draws a part, in as many processes as it takes to get past pages that cannot be drawn.
    func draw(_ part: Part) async -> Outcome {
        var outcome = Outcome()
        var rest = part
        var isSuspect = false
        while let first = rest.pages.first {
            do throws(ExtractionError) {
                var next = rest
                if isSuspect { next.pages = [first] }
                let (asked, run) = (
                    next,
                    try await queue.pass(priority) { [next] () async throws(ExtractionError) in
                        try await self.run(next)
                    }
                )
                outcome.drawn += run.drawn
                rest.pages.removeFirst(run.drawn)
                isSuspect = false
                guard run.drawn < asked.pages.count, let page = rest.pages.first else { continue }
                // Pages before it may have taken the time or memory: it gets all of it for itself, once.
                isSuspect = run.reason.isCostly && asked.pages.count > 1
                if isSuspect { continue }
                try leaveOut(page, reason: run.reason, in: &outcome)
                rest.pages.removeFirst()
            } catch {
                outcome.failure = error
                return outcome
            }
            if outcome.drawn == 0, outcome.undrawable.count >= Self.brokenPages {
                outcome.failure = .damaged(detail: "page \(first) and those before it cannot be drawn")
                return outcome
            }
        }
        return outcome
    }

    /// - Throws: what has nothing to do with the page, and the reason itself once too many pages were costly.
    private func leaveOut(
        _ page: Int, reason: ExtractionError, in outcome: inout Outcome
    ) throws(ExtractionError) {
        outcome.undrawable.append(page)
        outcome.reason = reason
        // The clock on the wall also runs out when the machine has other things to do: the next start tries again.
        if case .outOfTime = reason {
        } else {
            try cache.store(undrawable: reason.description, of: hash, page: page, size: size)
        }
        guard reason.isCostly else { return }
        outcome.costly += 1
        if outcome.costly >= Self.costlyPages { throw reason }
    }

    /// One process. Tells how many of the pages it drew, and why it drew no more of them.
    private func run(_ part: Part) async throws(ExtractionError) -> (drawn: Int, reason: ExtractionError) {
        let largest = part.frame ?? PictureFrame(width: size.width, height: size.tallest(limits: limits))
        let child = child(part, largest: largest)
        let state = Mutex((stream: PixelStream(largest: largest), drawn: 0))
        let result: Result<ChildProcess.Ending, ExtractionError>
        do throws(ExtractionError) {
            result = .success(
                try await child.run { piece throws(ExtractionError) in
                    let found = state.withLock { state in Result { try state.stream.add(piece) } }
                    guard case .success(let pictures) = found else {
                        throw .toolFailed(tool: "mutool", detail: "it wrote something other than the page's pixels")
                    }
                    for picture in pictures {
                        let index = state.withLock(\.drawn)
                        guard index < part.pages.count else { return }
                        try keep(picture, page: part.pages[index])
                        state.withLock { $0.drawn += 1 }
                    }
                })
        } catch {
            result = .failure(error)
        }
        let drawn = state.withLock(\.drawn)
        switch result {
        case .success(let ending): return (drawn, SlideExtractor.error(of: ending, limits: limits))
        case .failure(let error) where error.isOfThePage: return (drawn, error)
        case .failure(let error): throw error
        }
    }

    private func child(_ part: Part, largest: PictureFrame) -> ChildProcess {
        let path = tools.sandbox == nil ? deck.path : "/in.pdf"
        let before = tools.sandbox?.arguments(files: [(deck.path, path)]) ?? []
        var options = ["draw", "-q", "-F", "pnm", "-c", "rgb", "-o", "-"]
        // The width and height that the page was told are what is drawn, to the pixel.
        if part.frame != nil { options.append("-f") }
        options += ["-w", String(largest.width), "-h", String(largest.height), path, Self.list(part.pages)]
        var limits = limits
        limits.processorTime = min(limits.processorTime, limits.pictureTime)
        return ChildProcess(
            arguments: before + [tools.mutool] + options, limits: limits,
            outputLimit: part.pages.count * (largest.bytes + PixelStream.longestHeader))
    }

    private func keep(_ picture: PixelPicture, page: Int) throws(ExtractionError) {
        let bytes: [UInt8]
        do throws(WebPEncoder.Failed) {
            bytes = try WebPEncoder.encode(picture, size: size)
        } catch {
            throw .toolFailed(tool: "libwebp", detail: "error \(error.code)")
        }
        try cache.store(picture: bytes, of: hash, page: page, size: size)
        progress(page)
    }

    /// `1-4,7`, as the tool takes it.
    private static func list(_ pages: [Int]) -> String {
        PageList.ranges(pages).map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
            .joined(separator: ",")
    }
}

extension ExtractionError {
    /// What one page can bring about, while the others are drawn.
    fileprivate var isOfThePage: Bool {
        switch self {
        case .damaged, .toolFailed(tool: "mutool", _): true
        default: isCostly
        }
    }

    /// A limit was reached: it took all the time or memory that there was.
    fileprivate var isCostly: Bool {
        switch self {
        case .outOfTime, .outOfProcessorTime, .outOfMemory, .tooMuchOutput: true
        default: false
        }
    }
}
