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
