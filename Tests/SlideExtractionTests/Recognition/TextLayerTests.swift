import TalkArchive
import Testing

@testable import SlideExtraction

@Suite("TextLayer")
struct TextLayerTests {
    private func slide(_ words: [(String, Double, Double)]) -> Slide {
        var slide = Slide(width: 720, height: 540, text: "")
        for (word, x, y) in words {
            if !slide.text.isEmpty { slide.text += " " }
            let start = slide.text.utf8.count
            slide.text += word
            slide.words.append(
                .init(range: start..<slide.text.utf8.count, box: .init(x: x, y: y, width: 40, height: 12)))
        }
        return slide
    }

    private func footer(_ page: Int) -> [(String, Double, Double)] {
        [("Workshop", 20, 520), ("2024", 100, 520), ("\(page)", page < 10 ? 690 : 684, 520)]
    }

    @Test(
        "signs without meaning are no text, odd but real text is",
        arguments: [
            ("Pin init", false), ("", false), ("unsafe → “safe”", false), ("日本語 のスライド", false),
            ("\u{FFFD}\u{FFFD} \u{FFFD}a", true), ("\u{E001}\u{E002} \u{F0B7}", true), ("\u{F0B7} first point", false),
            ("العربية", false),
        ])
    func rubbish(text: String, isRubbish: Bool) {
        #expect(TextLayer.isRubbish(text) == isRubbish)
    }

    @Test("pages with nothing but the deck's footer are not findable, though their numbers differ")
    func footers() {
        var slides = (1...12).map { slide([("Title", 80, 200), ("word\($0)", 130, 200)] + footer($0)) }
        slides[4] = slide(footer(5))
        slides[10] = slide(footer(11))
        #expect(TextLayer.unusablePages(slides) == [5, 11])
    }

    @Test("steps of one frame are no footers, and a page that cannot be drawn is left out")
    func steps() {
        var slides = (1...8).map { slide([("Same", 80, 200), ("words", 130, 200)] + footer($0)) }
        slides.append(Slide(width: 0, height: 0, text: ""))
        #expect(TextLayer.unusablePages(slides).isEmpty)
        slides.append(Slide(width: 720, height: 540, text: ""))
        #expect(TextLayer.unusablePages(slides) == [10])
    }

    @Test("two slides alike are not a footer")
    func few() {
        #expect(TextLayer.unusablePages([slide(footer(1)), slide(footer(2))]).isEmpty)
    }
}
