import Foundation
import TalkArchive
import Testing

@testable import SlideExtraction

@Suite("SlideExtractor")
struct SlideExtractorTests {
    @Test("text, words, boxes and page size come out, sandboxed or not", arguments: [true, false])
    func plainText(sandboxed: Bool) async throws {
        let content = try await extract(
            TestPDF(texts: ["Pin init\nfn main() {}", "second slide"]).data, sandboxed: sandboxed)
        try #require(content.slides.count == 2)
        let slide = content.slides[0]
        #expect(slide.text == "Pin init\nfn main() {}")
        #expect(words(slide) == ["Pin", "init", "fn", "main()", "{}"])
        #expect((slide.width, slide.height) == (720, 540))
        // Helvetica, 24 points, base line at 440 from below: the box holds the base line, 100 points from the top.
        let box = slide.words[0].box
        #expect(abs(box.x - 72) < 3)
        #expect(box.y < 100 && box.y > 60 && box.y + box.height > 100 && box.y + box.height < 115)
        #expect(box.width > 20 && box.width < 50)
        #expect(slide.words[1].box.x > box.x + box.width)
        #expect(slide.words[2].box.y > box.y + 20)
        #expect(content.slides[1].text == "second slide")
        #expect(content.warnings.isEmpty)
    }

    @Test("blocks are set apart by an empty line")
    func blocks() async throws {
        var pdf = TestPDF()
        pdf.pages = [.init(content: TestPDF.lines("Title") + " " + TestPDF.lines("far below", y: 100))]
        #expect(try await extract(pdf.data).slides.map(\.text) == ["Title\n\nfar below"])
    }

    @Test("a rotated page has the size and the boxes that a reader sees", arguments: [90, 180, 270])
    func rotation(angle: Int) async throws {
        var pdf = TestPDF()
        pdf.pages = [.init(content: TestPDF.lines("turned page"), rotate: angle)]
        let slide = try #require(try await extract(pdf.data).slides.first)
        let sideways = angle != 180
        #expect((slide.width, slide.height) == (sideways ? (540, 720) : (720, 540)))
        #expect(Set(words(slide)) == ["turned", "page"])
        for word in slide.words {
            #expect(word.box.x >= 0 && word.box.x + word.box.width <= slide.width)
            #expect(word.box.y >= 0 && word.box.y + word.box.height <= slide.height)
            #expect((word.box.height > word.box.width) == sideways)
            #expect(min(word.box.width, word.box.height) > 10)
        }
    }

    @Test("links to the outside and inside the deck are kept, links to missing pages are not")
    func links() async throws {
        var pdf = TestPDF(texts: ["one", "two"])
        func link(_ rest: String) -> String { "<< /Type /Annot /Subtype /Link /Rect [72 420 172 460] \(rest) >>" }
        pdf.pages[0].annotations = [
            link("/A << /S /URI /URI (https://example.org/?a=1&b=<x>) >>"), link("/Dest [12 0 R /Fit]"),
            link("/A << /S /GoTo /D [7 /Fit] >>"),
        ]
        let links = try await extract(pdf.data).slides[0].links
        #expect(links.contains { $0.target == .url("https://example.org/?a=1&b=<x>") })
        #expect(links.contains { $0.target == .page(2) })
        #expect(links.count == 2)
        #expect(links.first?.box == Slide.Box(x: 72, y: 80, width: 100, height: 40))
    }

    @Test("ligatures are taken apart")
    func ligatures() async throws {
        // Code 256 (octal) is the ligature "fi" in the standard encoding.
        var pdf = TestPDF()
        pdf.pages = [.init(content: TestPDF.lines("unsafe \\256eld"))]
        #expect(try await extract(pdf.data).slides[0].text == "unsafe field")
    }

    @Test("control characters and noncharacters never reach the text")
    func controlCharacters() async throws {
        var pdf = TestPDF(texts: ["aXbYcZd"])
        pdf.fontEncoding = "/Encoding /WinAnsiEncoding /ToUnicode 900 0 R"
        pdf.objects[900] = TestPDF.stream(
            """
            /CIDInit /ProcSet findresource begin 12 dict begin begincmap
            1 begincodespacerange <00> <FF> endcodespacerange
            7 beginbfchar <58> <0001> <59> <0000> <5A> <FFFE> <61> <0061> <62> <0062> <63> <0063> <64> <0064> endbfchar
            endcmap end end
            """)
        let slide = try await extract(pdf.data).slides[0]
        #expect(slide.text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0xFFFE })
        #expect(slide.text.filter(\.isASCII) == "abcd")
    }

    @Test("the document's title comes along on one line")
    func title() async throws {
        var pdf = TestPDF(texts: ["x"])
        pdf.title = "Rust\\nfor  Linux"
        #expect(try await extract(pdf.data).documentTitle == "Rust for Linux")
        pdf.title = "  "
        #expect(try await extract(pdf.data).documentTitle == nil)
    }

    @Test("a page without text is named in a warning")
    func emptyPage() async throws {
        let content = try await extract(TestPDF(texts: ["x", "", ""]).data)
        #expect(content.slides.count == 3)
        #expect(content.warnings == ["slides 2 to 3 have no text that can be found"])
    }

    @Test("a page that is missing keeps its number, and the others are read")
    func missingPage() async throws {
        var pdf = TestPDF(texts: ["one", "two", "three"])
        pdf.missing = [12]
        let content = try await extract(pdf.data)
        #expect(content.slides.map(\.text) == ["one", "", "three"])
        #expect(content.warnings == ["slide 2 has no text that can be found"])
    }

    @Test("a deck without its end is repaired")
    func truncated() async throws {
        let data = TestPDF(texts: ["one", "two"]).data
        #expect(try await extract(data.dropLast(300)).slides.map(\.text).contains("one"))
    }

    @Test("a page count that lies gives the pages that are there")
    func lyingCount() async throws {
        let text = String(decoding: TestPDF(texts: ["one"]).data, as: UTF8.self)
        let content = try await extract(
            Data(text.replacingOccurrences(of: "/Count 1 ", with: "/Count 2147483647 ").utf8))
        #expect(content.slides.map(\.text) == ["one"])
    }

    @Test("a name that looks like an option is a file name", arguments: [true, false])
    func optionLikeName(sandboxed: Bool) async throws {
        let folder = try TemporaryFolder()
        let deck = try folder.write(TestPDF(texts: ["fine"]).data, as: "-o x; $(id).pdf")
        let tools = try await ExtractionTools.find(sandboxed: sandboxed)
        #expect(try await SlideExtractor(tools: tools).extract(deck.file, hash: deck.hash).slides.first?.text == "fine")
    }
}

@Suite("Text of real PDFs")
struct DeckTextTests {
    @Test("title, steps and addresses come out of a PDF")
    func wholeDeck() async throws {
        var pdf = TestPDF()
        let heading = "BT /F1 40 Tf 72 470 Td (Pinned types) Tj ET "
        let first = TestPDF.lines("what they are and why", y: 380)
        let second = TestPDF.lines("where they come from", y: 330)
        let address = TestPDF.lines("see https://example.org/pin-\ninit/ or www.example.org.", y: 250)
        pdf.pages = [
            // The heading is drawn last, and twice, as makeshift bold letters are.
            TestPDF.Page(content: first + " " + heading + heading),
            TestPDF.Page(content: first + " " + second + " " + heading + heading),
            TestPDF.Page(content: address),
        ]
        pdf.title = "Microsoft PowerPoint - pin.pptx"
        let content = try await extract(pdf.data)
        #expect(content.documentTitle == nil)
        #expect(content.slides.prefix(2).map(\.title) == ["Pinned types", "Pinned types"])
        #expect(content.slides.map(\.lastStep) == [2, nil, nil])
        #expect(content.slides[1].text == "Pinned types\n\nwhat they are and why\n\nwhere they come from")
        let expected: [SlideLink.Target] = [.url("https://example.org/pin-init/"), .url("https://www.example.org")]
        #expect(content.slides[2].links.map(\.target) == expected)
    }

    @Test("on a rotated page, too", arguments: [90, 180, 270])
    func rotated(angle: Int) async throws {
        // Text that reads upright once the page is turned.
        let matrix = [90: "0 1 -1 0 540 0", 180: "-1 0 0 -1 720 540", 270: "0 -1 1 0 0 720"][angle] ?? ""
        let width = angle == 180 ? 540 : 400
        var pdf = TestPDF()
        let text = "q \(matrix) cm BT /F1 16 Tf 60 \(width - 300) Td (below the heading stands text) Tj ET "
        let heading = "BT /F1 32 Tf 60 \(width - 100) Td (The heading) Tj ET Q"
        pdf.pages = [
            TestPDF.Page(
                content: text + heading, rotate: angle, width: angle == 180 ? 720 : 540,
                height: angle == 180 ? 540 : 720)
        ]
        let slide = try #require(try await extract(pdf.data).slides.first)
        #expect(slide.text.hasPrefix("The heading"))
        #expect(slide.text.hasSuffix("below the heading stands text"))
    }
}
