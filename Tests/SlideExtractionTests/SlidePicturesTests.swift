import Foundation
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
            #expect(pixels(picture) == [320, 240])
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
        try cache.store(picture: Array(picture.dropLast(5)), of: deck.hash, page: 2, size: .large)
        let again = try await pictures.picture(of: deck.file, hash: deck.hash, page: 2, pageCount: 2, size: .large)
        #expect(again == picture)
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
        #expect(try await pictures.draw(deck.file, hash: deck.hash, pages: 1...4, size: .small) == [])
        #expect(try Data(contentsOf: cache.pictureFile(of: deck.hash, page: 2, size: .small)) == Data([7]))
        #expect([1, 3, 4].allSatisfy { cache.picture(of: deck.hash, page: $0, size: .small) != nil })
    }

    @Test("a page a hundred times as tall as wide keeps within the pixels")
    func tall() async throws {
        var pdf = TestPDF()
        pdf.pages = [.init(content: TestPDF.lines("x"), width: 72, height: 7200)]
        let deck = try folder.write(pdf.data)
        let pictures = SlidePictures(tools: try await ExtractionTools.find(), cache: cache)
        let size = pixels(
            try await pictures.picture(of: deck.file, hash: deck.hash, page: 1, pageCount: 1, size: .large))
        #expect(size[0] * size[1] <= ExtractionLimits().picturePixels)
        #expect(size[1] > size[0])
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
    }

    /// Width and height out of a PNG's header (PNG specification, section 11.2.2).
    private func pixels(_ png: Data) -> [Int] {
        let bytes = Array(png)
        return [16, 20].map { at in (0..<4).reduce(0) { $0 << 8 | Int(bytes[at + $1]) } }
    }
}

@Suite("PNGStream")
struct PNGStreamTests {
    private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    private func picture(_ content: [UInt8]) -> [UInt8] {
        Self.signature + [0, 0, 0, UInt8(content.count)] + Array("IDAT".utf8) + content + [1, 2, 3, 4]
            + [0, 0, 0, 0] + Array("IEND".utf8) + [0xAE, 0x42, 0x60, 0x82]
    }

    @Test("pictures come out whole however the bytes are cut", arguments: 1...70)
    func chunks(size: Int) {
        // The content of the second looks like the end of a picture and the start of one.
        let pictures = [picture([]), picture(Array("IEND".utf8) + Self.signature), picture([9, 9])]
        let bytes = pictures.flatMap { $0 }
        var stream = PNGStream()
        var found: [[UInt8]] = []
        for start in Swift.stride(from: 0, to: bytes.count, by: size) {
            found += stream.add(Array(bytes[start..<min(start + size, bytes.count)]))
        }
        #expect(found == pictures)
    }

    @Test("what is no picture gives none")
    func noise() {
        var stream = PNGStream()
        #expect(stream.add(Array("an error message, and more of it".utf8)) == [])
        #expect(stream.add(picture([1])) == [picture([1])])
    }
}
