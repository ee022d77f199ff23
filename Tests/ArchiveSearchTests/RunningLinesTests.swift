import TalkArchive
import Testing

@testable import ArchiveSearch

@Suite("RunningLines")
struct RunningLinesTests {
    @Test("a footer is indexed with the first slide that has it, whatever its page number")
    func footer() {
        let slides = (1...6).map { slide(body: "body \($0)", footer: "Pinning in Rust · \($0)") }
        let texts = SlideTexts.indexed(slides)
        #expect(texts[0] == slides[0].text)
        for index in 1..<6 { #expect(texts[index] == "body \(index + 1)\n") }
    }

    @Test("a line that comes again in the middle of the page stays")
    func middle() {
        let slides = (1...6).map { _ in slide(body: "unsafe", footer: nil) }
        #expect(SlideTexts.indexed(slides) == slides.map(\.text))
    }

    @Test("what stands on few slides stays", arguments: [1, 2, 3])
    func few(count: Int) {
        let slides = (0..<count).map { _ in slide(body: "body", footer: "footer") }
        #expect(SlideTexts.indexed(slides) == slides.map(\.text))
    }

    @Test("a line on less than half of the slides stays")
    func lessThanHalf() {
        let slides = (0..<12).map {
            slide(body: "body", footer: $0 < 5 ? "part one" : "other \("abcdefgh".dropFirst($0 - 5))")
        }
        #expect(SlideTexts.indexed(slides) == slides.map(\.text))
    }

    @Test("slides without text or size are left alone")
    func empty() {
        let slides = Array(repeating: Slide(width: 0, height: 0, text: ""), count: 8)
        #expect(SlideTexts.indexed(slides) == slides.map(\.text))
        #expect(SlideTexts.indexed([]).isEmpty)
    }

    /// A slide of lines with the place and size of each.
    private func slide(_ lines: [(text: String, x: Double, y: Double, size: Double)]) -> Slide {
        var words: [Slide.Word] = []
        var start = 0
        for line in lines {
            let end = start + line.text.utf8.count
            let box = Slide.Box(x: line.x, y: line.y, width: 50, height: line.size)
            words.append(Slide.Word(range: start..<end, box: box))
            start = end + 1
        }
        return Slide(width: 300, height: 200, text: lines.map(\.text).joined(separator: "\n"), words: words)
    }

    @Test("page numbers alone say nothing, in whatever form", arguments: ["%", "%/40", "4 . %"])
    func pageNumbers(form: String) {
        let slides = (1...8).map {
            slide([("body\($0)", 100, 100, 10), (form.replacing("%", with: "\($0)"), 280, 190, 6)])
        }
        #expect(SlideTexts.indexed(slides) == (1...8).map { "body\($0)\n" })
    }

    @Test("a list of sections beside the text is indexed once")
    func sidebar() {
        let sections = ["Introduction", "Method", "Results", "End"]
        let slides = (1...8).map { number in
            slide(
                sections.enumerated().map { ($1, 5, 40 + Double($0) * 15, 6) } + [("body\(number)", 150, 100, 10)])
        }
        let texts = SlideTexts.indexed(slides)
        #expect(texts[0] == slides[0].text)
        #expect(texts.dropFirst() == (2...8).map { "body\($0)" }[...])
    }

    @Test("one or two lines beside the text that come again stay")
    func labels() {
        let slides = (1...8).map { slide([("client", 5, 80, 6), ("body\($0)", 150, 100, 10)]) }
        #expect(SlideTexts.indexed(slides) == slides.map(\.text))
    }

    @Test("the heading of most slides stays, though it comes again at the edge")
    func heading() {
        let slides = (1...8).map { slide([("Example", 20, 8, 20), ("body\($0)", 150, 100, 10)]) }
        #expect(SlideTexts.indexed(slides) == slides.map(\.text))
    }

    @Test("the small name of a section at the edge is indexed with its first slide")
    func section() {
        let slides = (1...12).map { number in
            slide([(number < 6 ? "Pinning" : "Fields", 20, 2, 5), ("body\(number)", 150, 100, 10)])
        }
        let texts = SlideTexts.indexed(slides)
        #expect(texts.count { $0.contains("Pinning") } == 1)
        #expect(texts.count { $0.contains("Fields") } == 1)
    }

    private func slide(body: String, footer: String?) -> Slide {
        let text = footer.map { "\(body)\n\($0)" } ?? body
        var words = [Slide.Word(range: 0..<body.utf8.count, box: .init(x: 0, y: 100, width: 50, height: 10))]
        if footer != nil {
            let start = body.utf8.count + 1
            words.append(Slide.Word(range: start..<text.utf8.count, box: .init(x: 0, y: 190, width: 50, height: 8)))
        }
        return Slide(width: 300, height: 200, text: text, words: words)
    }
}
