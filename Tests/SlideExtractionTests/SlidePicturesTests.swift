import Foundation
import Synchronization
import TalkArchive
import Testing

@testable import SlideExtraction

@Suite("SlidePictures")
struct SlidePicturesTests {
    let folder: TemporaryFolder
    let cache: DerivedDataCache

    init() throws {
        folder = try TemporaryFolder()
        cache = DerivedDataCache(directory: folder.url.appendingPathComponent("cache"))
    }

    @Test("all pages of a size are drawn, and nothing is left beside them", arguments: [true, false])
    func all(sandboxed: Bool) async throws {
        let deck = try folder.write(TestPDF(texts: ["one", "two", "three"]).data)
        let pictures = SlidePictures(tools: try await ExtractionTools.find(sandboxed: sandboxed), cache: cache)
        #expect(try await pictures.draw(deck.file, hash: deck.hash, pages: 1...3, size: .small) == [])
        for page in 1...3 {
            let picture = try #require(cache.picture(of: deck.hash, page: page, size: .small))
            #expect(pixels(picture) == [400, 300])
        }
        #expect(!cache.hasPicture(of: deck.hash, page: 4, size: .small))
        #expect(!cache.hasPicture(of: deck.hash, page: 1, size: .large))
        #expect(try FileManager.default.contentsOfDirectory(atPath: cache.directory.path + "/tmp") == [])
    }

    @Test("one picture is drawn when it is asked for, and damaged ones are drawn again")
    func single() async throws {
        let deck = try folder.write(TestPDF(texts: ["one", "two"]).data)
        let pictures = SlidePictures(tools: try await ExtractionTools.find(), cache: cache)
        let picture = try await pictures.picture(of: deck.file, hash: deck.hash, page: 2, pageCount: 2, size: .large)
        #expect(pixels(picture) == [1280, 960])
        #expect(!cache.hasPicture(of: deck.hash, page: 1, size: .large))
        let path = cache.picturePath(of: deck.hash, page: 2, size: .large)
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        for damaged in [whole.dropLast(5), Data(), whole.dropLast() + [whole.last! ^ 1], whole + [0]] {
            try damaged.write(to: URL(fileURLWithPath: path))
            let again = try await pictures.picture(of: deck.file, hash: deck.hash, page: 2, pageCount: 2, size: .large)
            #expect(again == picture)
        }
        await #expect(throws: ExtractionError.noSuchPage(3)) {
            try await pictures.picture(of: deck.file, hash: deck.hash, page: 3, pageCount: 2, size: .large)
        }
    }

    @Test("only what is missing is drawn, in as many processes as it takes")
    func missing() async throws {
        let deck = try folder.write(TestPDF(texts: ["one", "two", "three", "four"]).data)
        var limits = ExtractionLimits()
        limits.pagesPerDrawing = 2
        let pictures = SlidePictures(tools: try await ExtractionTools.find(), limits: limits, cache: cache)
        try cache.store(picture: [7], of: deck.hash, page: 2, size: .small)
        let drawn = Mutex<Set<Int>>([])
        let left = try await pictures.draw(deck.file, hash: deck.hash, pages: 1...4, size: .small) { page in
            _ = drawn.withLock { $0.insert(page) }
        }
        #expect(left == [])
        #expect(drawn.withLock { $0 } == [1, 3, 4])
        #expect(cache.picture(of: deck.hash, page: 2, size: .small) == Data([7]))
        #expect([1, 3, 4].allSatisfy { cache.picture(of: deck.hash, page: $0, size: .small) != nil })
    }

    /// Widths and heights in points, and how the page is turned.
    static let shapes: [(Int, Int, Int)] = [
        (720, 540, 0), (720, 540, 90), (720, 405, 0), (595, 842, 0), (842, 595, 270), (363, 272, 0), (364, 205, 0),
        (72, 7200, 0), (7200, 72, 0), (14400, 14400, 0), (3, 2, 0), (1, 1, 0), (1, 100, 90), (613, 793, 180),
    ]

    @Test("a picture has exactly the pixels that its page tells beforehand", arguments: shapes)
    func exact(width: Int, height: Int, turn: Int) async throws {
        var pdf = TestPDF(texts: ["first"])
        pdf.pages.append(.init(content: TestPDF.lines("x"), rotate: turn, width: width, height: height))
        let deck = try folder.write(pdf.data)
        let tools = try await ExtractionTools.find()
        let content = try await SlideExtractor(tools: tools).extract(deck.file, hash: deck.hash)
        try cache.store(content, for: deck.hash)
        let pictures = SlidePictures(tools: tools, cache: cache)
        for size in PictureSize.allCases {
            #expect(try await pictures.draw(deck.file, hash: deck.hash, pages: 1...2, size: size) == [])
            let slide = content.slides[1]
            let frame = size.frame(pageWidth: slide.width, pageHeight: slide.height)
            let picture = try #require(cache.picture(of: deck.hash, page: 2, size: size))
            #expect(pixels(picture) == [frame.width, frame.height])
            #expect(frame.width * frame.height <= ExtractionLimits().picturePixels)
        }
    }

    @Test("sizes that no page has still give a frame", arguments: [0, -1, .nan, .infinity, 1e-300, 1e300])
    func noSize(length: Double) {
        for size in PictureSize.allCases {
            for frame in [
                size.frame(pageWidth: length, pageHeight: 100), size.frame(pageWidth: 100, pageHeight: length),
                size.frame(pageWidth: length, pageHeight: length),
            ] {
                #expect(frame.width >= 1 && frame.width <= size.width && frame.height >= 1)
                #expect(frame.width * frame.height <= ExtractionLimits().picturePixels)
            }
        }
    }

    @Test("endless drawing is stopped by the clock")
    func endless() async throws {
        let deck = try folder.write(TestPDF.endless(leaf: "0 0 700 500 re f").data)
        var limits = ExtractionLimits()
        limits.wallTime = .milliseconds(700)
        let pictures = SlidePictures(tools: try await ExtractionTools.find(), limits: limits, cache: cache)
        await #expect(throws: ExtractionError.outOfTime(limit: limits.wallTime)) {
            try await pictures.draw(deck.file, hash: deck.hash, pages: 1...1, size: .small)
        }
        #expect(!cache.isUndrawable(deck.hash, page: 1, size: .small))
    }

    @Test("a page that takes too long costs only itself, and is not tried again")
    func slowPage() async throws {
        var pdf = TestPDF.endless(leaf: "0 0 700 500 re f")
        pdf.pages.insert(.init(content: TestPDF.lines("before")), at: 0)
        pdf.pages.append(.init(content: TestPDF.lines("after")))
        let deck = try folder.write(pdf.data)
        var limits = ExtractionLimits()
        limits.pictureTime = .seconds(1)
        let tools = try await ExtractionTools.find()
        let pictures = SlidePictures(tools: tools, limits: limits, cache: cache)
        #expect(try await pictures.draw(deck.file, hash: deck.hash, pages: 1...3, size: .small) == [2])
        #expect(cache.picture(of: deck.hash, page: 1, size: .small) != nil)
        #expect(cache.picture(of: deck.hash, page: 3, size: .small) != nil)
        #expect(cache.isUndrawable(deck.hash, page: 2, size: .small))
        // Another start: with the default limits a second try would take ten seconds; there is none.
        let later = SlidePictures(
            tools: tools, cache: DerivedDataCache(directory: cache.directory))
        let asked = Mutex(0)
        let left = try await later.draw(deck.file, hash: deck.hash, pages: 1...3, size: .small) { _ in
            asked.withLock { $0 += 1 }
        }
        #expect(left == [2])
        #expect(asked.withLock { $0 } == 0)
        await #expect(throws: ExtractionError.noSuchPage(2)) {
            try await later.picture(of: deck.file, hash: deck.hash, page: 2, pageCount: 3, size: .small)
        }
    }

    /// Width and height.
    private func pixels(_ picture: Data) -> [Int] {
        WebPHeader(picture).map { [$0.width, $0.height] } ?? []
    }
}
