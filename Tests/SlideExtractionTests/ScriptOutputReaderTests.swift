import TalkArchive
import Testing

@testable import SlideExtraction

@Suite("ScriptOutputReader")
struct ScriptOutputReaderTests {
    private func read(_ lines: String...) throws -> DeckContent? {
        try ScriptOutputReader.read(
            Array((lines.joined(separator: "\n") + "\n").utf8), limits: ExtractionLimits())
    }

    @Test("words keep their ranges, boxes and blocks")
    func words() throws {
        let content = try read(
            "T\tTitle", "P\t0\t0,0,7200,5400", "B", "L\tnaïve 10 20 115 220\tb 120 20 -5 30", "L", "B",
            "L\t日本 0 -15 1 2", "Z")
        let slide = try #require(content?.slides.first)
        #expect(slide.text == "naïve b\n\n日本")
        #expect(slide.words.map(\.range) == [0..<6, 7..<8, 10..<16])
        #expect(slide.words[0].box == Slide.Box(x: 1, y: 2, width: 10.5, height: 20))
        #expect(slide.words[1].box == Slide.Box(x: 12, y: 2, width: 0, height: 1))
        #expect(slide.words[2].box == Slide.Box(x: 0, y: -1.5, width: 0.1, height: 1.7))
        #expect((slide.width, slide.height) == (720, 540))
        #expect(content?.documentTitle == "Title")
    }

    @Test("a page that failed keeps its number and what was read of it")
    func failedPages() throws {
        let content = try read(
            "P\t0\t0,0,10,10", "L\ta 0 0 1 1", "P\t1\t0,0,10,10", "L\thalf 0 0 1 1", "", "F\t1\tbad stream",
            "F\t2\tno such page", "P\t3\t0,0,10,10", "L\td 0 0 1 1", "F\t4\tx", "F\t5\tx", "Z")
        #expect(content?.slides.map(\.text) == ["a", "half", "", "d"])
        #expect(
            content?.warnings == [
                "slide 2: cannot be read (bad stream)", "slide 3: cannot be read (no such page)",
                "pages 5 to 6 cannot be read and are left out", "slide 3 has no text that can be found",
            ])
    }

    @Test("where no page can be read, the deck is damaged")
    func allFailed() {
        #expect(throws: ExtractionError.damaged(detail: "first")) { try read("F\t0\tfirst", "F\t1\tsecond", "Z") }
        #expect(throws: ExtractionError.damaged(detail: "first")) {
            try read("P\t0\t0,0,10,10", "F\t0\tfirst", "Z")
        }
        #expect(throws: ExtractionError.damaged(detail: "it has no pages")) { try read("Z") }
    }

    @Test("output that breaks off is no deck")
    func brokenOff() throws {
        #expect(try read("P\t0\t0,0,10,10", "L\ta 0 0 1 1") == nil)
    }

    @Test(
        "lines that are not in the form are left out and trap nothing",
        arguments: [
            "L\ta 1 2 3", "L\ta 1 2 3 4 5", "L\ta 1 2 3 99999999999999999999", "L\t\t\t", "L\ta", "L \u{1} 1 1 1 1",
            "U\t1,2,3\thttps://example.org", "U", "G\t1,2,3,4\tx", "G\t1,2,3,4\t77", "P", "P\tx", "P\t5\t0,0,1,1", "F",
            "?",
        ])
    func nonsense(line: String) throws {
        let content = try read("P\t0\t0,0,10,10", line, "L\tword 0 0 1 1", "Z")
        #expect(content?.slides.count == 1)
        #expect(content?.slides.first?.links == [])
    }

    @Test("bytes that are not UTF-8 become replacement characters")
    func invalidUTF8() throws {
        let bytes = Array("P\t0\t0,0,9,9\nL\ta".utf8) + [0xED, 0xA0, 0x80, 0xFF] + Array(" 0 0 1 1\nZ\n".utf8)
        let content = try ScriptOutputReader.read(bytes, limits: ExtractionLimits())
        #expect(content?.slides.first?.text.hasPrefix("a\u{FFFD}") == true)
        #expect(content?.slides.first?.words.first?.range.upperBound == content?.slides.first?.text.utf8.count)
    }
}
