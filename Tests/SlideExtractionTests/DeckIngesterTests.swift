import Foundation
import Synchronization
import TalkArchive
import Testing

@testable import SlideExtraction

@Suite("DeckIngester")
struct DeckIngesterTests {
    let folder: TemporaryFolder
    let cache: DerivedDataCache

    init() throws {
        folder = try TemporaryFolder()
        cache = DerivedDataCache(directory: folder.url.appendingPathComponent("cache"))
    }

    private func job(_ name: String, _ data: Data) throws -> DeckIngester.Job {
        let deck = try folder.write(data, as: name + ".pdf")
        return .init(deck: name, file: deck.file, hash: deck.hash)
    }

    private func ingester(limits: ExtractionLimits = ExtractionLimits(), workers: Int? = nil) async throws
        -> DeckIngester
    {
        let extractor = SlideExtractor(tools: try await ExtractionTools.find(), limits: limits)
        return DeckIngester(extractor: extractor, cache: cache, workers: workers)
    }

    @Test("a bad deck stops no other, and an endless one does not hold up those after it")
    func mixture() async throws {
        let endless = try job("endless", TestPDF.endless(leaf: "q Q").data)
        let bad = try job("bad", Data("no PDF".utf8))
        let good = try (1...6).map { try job("good\($0)", TestPDF(texts: ["deck number \($0)"]).data) }
        var limits = ExtractionLimits()
        // Endless has to last longer than all others, on the slowest of machines.
        (limits.wallTime, limits.processorTime) = (.seconds(3600), .seconds(3600))
        let ingester = try await ingester(limits: limits, workers: 2)
        let (events, continuation) = AsyncStream.makeStream(of: IngestEvent.self)
        let run = Task { await ingester.ingest([endless, bad] + good) { continuation.yield($0) } }
        var ended: Set<String> = []
        for await event in events {
            if event.step != .started { ended.insert(event.deck) }
            if ended.count == 7 { break }
        }
        run.cancel()
        let result = await run.value
        #expect(ended == Set(good.map(\.deck) + ["bad"]))
        #expect(good.allSatisfy { result.contents[$0.hash]?.slides.count == 1 })
        #expect(result.failures == [bad.hash: .notAPDF(nil), endless.hash: .cancelled])
    }

    @Test("a second run takes everything from the cache, a damaged entry is made again")
    func warm() async throws {
        let jobs = try (1...3).map { try job("deck\($0)", TestPDF(texts: ["text \($0)", "more"]).data) }
        let ingester = try await ingester()
        let first = await ingester.ingest(jobs)
        try Data("broken".utf8).write(to: cache.contentFile(jobs[1].hash))
        let steps = Mutex<[String: IngestEvent.Step]>([:])
        let second = await ingester.ingest(jobs) { event in steps.withLock { $0[event.deck] = event.step } }
        #expect(second.contents == first.contents)
        #expect(first.contents.count == 3)
        let seen = steps.withLock { $0 }
        #expect(seen["deck1"] == .cached(pages: 2))
        #expect(seen["deck3"] == .cached(pages: 2))
        guard case .extracted(pages: 2, duration: _, warnings: []) = seen["deck2"] else {
            Issue.record("deck2 was \(String(describing: seen["deck2"]))")
            return
        }
    }

    @Test("the same bytes under two names are read once")
    func duplicates() async throws {
        let data = TestPDF(texts: ["x"]).data
        let started = Mutex(0)
        let result = try await ingester().ingest([job("a", data), job("b", data)]) { event in
            if event.step == .started { started.withLock { $0 += 1 } }
        }
        #expect(result.contents.count == 1)
        #expect(started.withLock { $0 } == 1)
    }

    @Test("pictures of all decks are made, small ones before large ones")
    func pictures() async throws {
        let jobs = try (1...3).map { try job("deck\($0)", TestPDF(texts: ["text \($0)", "more"]).data) }
        let ingester = try await ingester()
        let pages = await ingester.ingest(jobs).contents.mapValues(\.slides.count)
        let sizes = Mutex<[PictureSize]>([])
        await ingester.makePictures(for: jobs, pages: pages) { event in
            if case .drawn(pages: 2, let size, duration: _) = event.step { sizes.withLock { $0.append(size) } }
        }
        #expect(sizes.withLock { $0 } == [.small, .small, .small, .large, .large, .large])
        #expect(jobs.allSatisfy { cache.picture(of: $0.hash, page: 2, size: .large) != nil })
    }
}
