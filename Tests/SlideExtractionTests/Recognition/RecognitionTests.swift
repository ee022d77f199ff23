import Foundation
import Synchronization
import TalkArchive
import Testing

@testable import SlideExtraction

@Suite("Recognition")
struct RecognitionTests {
    let folder: TemporaryFolder
    let cache: DerivedDataCache

    init() throws {
        folder = try TemporaryFolder()
        cache = DerivedDataCache(directory: folder.url.appendingPathComponent("cache"))
    }

    private func job(_ data: Data, name: String = "scan") throws -> DeckIngester.Job {
        let deck = try folder.write(data, as: name + ".pdf")
        return .init(deck: name, file: deck.file, hash: deck.hash)
    }

    private func ingester(recognising: Bool = true, sandboxed: Bool = true, workers: Int? = nil) async throws
        -> DeckIngester
    {
        let tools = try await ExtractionTools.find(sandboxed: sandboxed, recognising: recognising)
        return DeckIngester(extractor: SlideExtractor(tools: tools), cache: cache, workers: workers)
    }

    /// Text first, then recognition, as a server does it. Returns the content, whether it changed or not.
    private func content(
        of job: DeckIngester.Job, by ingester: DeckIngester, limits: RecognitionLimits = RecognitionLimits(),
        report: @escaping @Sendable (IngestEvent) -> Void = { _ in }
    ) async throws -> DeckContent {
        let read = await ingester.ingest([job]).contents
        let changed = await ingester.recognise([job], contents: read, limits: limits, report: report)
        return try #require(changed[job.hash] ?? read[job.hash])
    }

    private func steps(_ run: (@escaping @Sendable (IngestEvent) -> Void) async throws -> Void) async rethrows
        -> [IngestEvent.Step]
    {
        let steps = Mutex<[IngestEvent.Step]>([])
        try await run { event in steps.withLock { $0.append(event.step) } }
        return steps.withLock { $0 }
    }

    private static func plain() -> TestPDF {
        var pdf = TestPDF()
        pdf.pages = [
            .init(
                content: TestPDF.lines("Pinned initialisation\nof kernel drivers") + " "
                    + TestPDF.lines("Memory must not move", y: 200)),
            .init(content: TestPDF.lines("Second slide about safe abstractions")),
        ]
        return pdf
    }

    @Test("a page that is a picture gets text and boxes like any other, sandboxed or not", arguments: [true, false])
    func scan(sandboxed: Bool) async throws {
        let original = try await extract(Self.plain().data)
        let job = try job(try await PicturePDF.make(of: Self.plain()).data)
        let content = try await content(of: job, by: ingester(sandboxed: sandboxed))
        #expect(content.slides.map(\.text) == original.slides.map(\.text))
        #expect(content.recognisedPages == [1, 2])
        #expect(content.warnings.isEmpty)
        #expect(cache.content(for: job.hash) == content)
        let (slide, expected) = (content.slides[0], original.slides[0])
        #expect(words(slide) == words(expected))
        for (word, other) in zip(slide.words, expected.words) {
            // Recognised boxes hold the ink, embedded ones the font's height.
            #expect(abs(word.box.x - other.box.x) < 4)
            #expect(abs(word.box.width - other.box.width) < 6)
            #expect(word.box.y >= other.box.y - 2)
            #expect(word.box.y + word.box.height <= other.box.y + other.box.height + 2)
        }
    }

    @Test("pictures that are turned are read the way they are turned", arguments: [1, 2, 3])
    func turned(turn: Int) async throws {
        let text = """
            The Linux kernel community has discussed
            whether device drivers can be written in
            a memory safe language and which of the
            abstractions around them would be needed
            before a first driver may be merged while
            maintainers of other subsystems review
            what such a step means for their own code
            and who repairs it when interfaces change
            """
        let pdf = try await PicturePDF.make(of: TestPDF(texts: [text]), turns: [turn])
        let slide = try #require(try await content(of: job(pdf.data), by: ingester()).slides.first)
        #expect(slide.text == text)
        #expect(slide.words.allSatisfy { ($0.box.width > $0.box.height) == (turn == 2) || $0.range.count < 3 })
    }

    @Test("only pages without usable text are looked at, an empty page costs no recognition and has no text")
    func mixed() async throws {
        var pdf = try await PicturePDF.make(of: TestPDF(texts: ["A picture of words"]))
        pdf.pages.append(.init(content: TestPDF.lines("Words of the document")))
        pdf.pages.append(.init(content: ""))
        let job = try job(pdf.data)
        let ingester = try await ingester()
        let content = try await content(of: job, by: ingester)
        #expect(content.slides.map(\.text) == ["A picture of words", "Words of the document", ""])
        #expect(content.slides.map(\.textSource) == [.recognition, .document, .document])
        #expect(content.warnings == ["slide 3 has no text that can be found"])
    }

    @Test("a deck that was looked at costs nothing again, also where nothing was found")
    func unchanged() async throws {
        var pdf = try await PicturePDF.make(of: TestPDF(texts: ["A picture of words"]))
        pdf.pages.append(.init(content: ""))
        let job = try job(pdf.data)
        let ingester = try await ingester()
        let first = try await content(of: job, by: ingester)
        let again = await steps { report in
            let changed = await ingester.recognise([job], contents: [job.hash: first], report: report)
            #expect(changed.isEmpty)
        }
        #expect(again.isEmpty)
    }

    @Test("the deck has its text at once and says that its pictures are still to be looked at")
    func before() async throws {
        var pdf = try await PicturePDF.make(of: TestPDF(texts: ["A picture of words"]))
        pdf.pages.append(.init(content: TestPDF.lines("Words of the document")))
        let job = try job(pdf.data)
        let ingester = try await ingester()
        let read = try #require(await ingester.ingest([job]).contents[job.hash])
        #expect(read.slides.map(\.text) == ["", "Words of the document"])
        #expect(
            read.warnings == [
                "slide 1 has no text that can be found (their pictures are looked at for text now; see again in some minutes)"
            ])
        let events = await steps { report in
            _ = await ingester.recognise([job], contents: [job.hash: read], report: report)
        }
        #expect(events.first == .recognising(pages: 1))
        guard case .recognised(pages: 1, duration: _) = events.last, events.count == 2 else {
            Issue.record("the steps were \(events)")
            return
        }
    }

    @Test(
        "without tesseract the organizer is told which pages cannot be found, and it is done when it is installed later"
    )
    func notInstalled() async throws {
        let job = try job(try await PicturePDF.make(of: TestPDF(texts: ["A picture of words"])).data)
        let without = try await content(of: job, by: ingester(recognising: false))
        #expect(without.slides[0].text.isEmpty)
        let warning = try #require(without.warnings.first)
        #expect(warning.hasPrefix("slide 1 has no text that can be found (text in pictures is not recognised"))
        #expect(warning.contains("install the package tesseract-ocr"))
        let with = try await content(of: job, by: ingester())
        #expect(with.slides[0].text == "A picture of words")
        #expect(with.warnings.isEmpty)
    }

    @Test("the program is not found where there is none")
    func empty() async throws {
        #expect(ExtractionTools.locate("tesseract", path: "", system: []) == nil)
        #expect(await Tesseract.find(path: "", sandbox: nil, system: []) == nil)
    }

    @Test("limits are told: pages of a deck, time of a deck, time of a page")
    func limits() async throws {
        let pdf = try await PicturePDF.make(of: TestPDF(texts: ["Words one", "Words two", "Words three"]))
        let job = try job(pdf.data)
        let ingester = try await ingester(workers: 1)
        var limits = RecognitionLimits()
        limits.pagesPerDeck = 2
        let cut = try await content(of: job, by: ingester, limits: limits)
        #expect(cut.recognisedPages == [1, 2])
        #expect(
            cut.warnings == [
                "slide 3 has no text that can be found (only 2 pages of a deck are looked at for text)"
            ])
        cache.remove(job.hash)
        limits = RecognitionLimits()
        limits.pagesPerRun = 1
        limits.timePerDeck = .zero
        let slow = try await content(of: job, by: ingester, limits: limits)
        #expect(slow.recognisedPages == [1])
        #expect(slow.warnings.first?.hasSuffix("goes on with the next run)") == true)
        let whole = try await content(of: job, by: ingester)
        #expect(whole.slides.map(\.text) == ["Words one", "Words two", "Words three"])
        #expect(whole.warnings.isEmpty)
        cache.remove(job.hash)
        limits = RecognitionLimits()
        limits.timePerPage = .milliseconds(1)
        let failed = try await content(of: job, by: ingester, limits: limits)
        #expect(failed.recognisedPages.isEmpty)
        #expect(failed.findings.recognitionProblem?.hasPrefix("recognition of slides 1 to 3 failed: reading") == true)
    }

    @Test("a run that is ended goes on where it was")
    func ended() async throws {
        let texts = (1...6).map { "Slide number \($0) of the deck" }
        let job = try job(try await PicturePDF.make(of: TestPDF(texts: texts)).data)
        let ingester = try await ingester(workers: 1)
        var limits = RecognitionLimits()
        limits.pagesPerRun = 2
        let read = await ingester.ingest([job]).contents
        let run = Task { [limits] in await ingester.recognise([job], contents: read, limits: limits) }
        while cache.recognitionRecord(for: job.hash) == nil { try await Task.sleep(for: .milliseconds(5)) }
        run.cancel()
        _ = await run.value
        let kept = try #require(cache.content(for: job.hash))
        #expect(kept.recognisedPages.starts(with: [1, 2]))
        let events = try await steps { report in
            let content = try await content(of: job, by: ingester, limits: limits, report: report)
            #expect(content.slides.map(\.text) == texts)
        }
        if kept.recognisedPages.count < 6 {
            #expect(events.first == .recognising(pages: 6 - kept.recognisedPages.count))
        }
    }

    @Test("a page that takes too long to draw is told, and stops no other")
    func endless() async throws {
        var pdf = TestPDF.endless(leaf: "0 0 720 540 re f")
        pdf.pages.append(.init(content: ""))
        let job = try job(pdf.data)
        var limits = RecognitionLimits()
        limits.timePerPage = .seconds(5)
        let ingester = try await ingester(workers: 1)
        let empty = Slide(width: 720, height: 540, text: "")
        let changed = await ingester.recognise(
            [job], contents: [job.hash: DeckContent(slides: [empty, empty])], limits: limits)
        let problem = try #require(changed[job.hash]?.findings.recognitionProblem)
        #expect(problem.hasPrefix("recognition of slide 1 failed: reading"))
        #expect(cache.recognitionRecord(for: job.hash)?.tried == [1, 2])
    }
}
