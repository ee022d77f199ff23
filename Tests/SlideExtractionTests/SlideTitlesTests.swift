import TalkArchive
import Testing

@testable import SlideExtraction

@Suite("Titles of slides")
struct SlideTitlesTests {
    private func title(_ page: MadePage) -> String? { deck([page]).slides[0].title }

    @Test("the largest line of the upper part is the title, with the lines in which it goes on")
    func largest() {
        let page = MadePage().line("Workshop 2031", y: 2, size: 6).line("Safe abstractions for", y: 20, size: 20)
            .line("intrusive lists", y: 41, size: 20, goesOn: true).line("first point of it", y: 100)
            .line("second point of it", y: 120)
        #expect(title(page) == "Safe abstractions for intrusive lists")
    }

    @Test("a title slide's is in the middle")
    func centred() {
        let page = MadePage().line("Pinning", x: 120, y: 150, size: 24).line("Ada Low", x: 130, y: 200)
            .line("2031", x: 150, y: 220)
        #expect(title(page) == "Pinning")
    }

    @Test(
        "what is no title is none",
        arguments: [
            MadePage(), MadePage().line("42", y: 20, size: 30),
            MadePage().line("• a point", y: 20).line("• a second", y: 40).line("• a third", y: 60),
            MadePage().line("let a = b();", y: 20, size: 20).line("let c = d();", y: 45, size: 20),
            MadePage().line("https://example.org/", y: 20, size: 20),
            MadePage().line(String(repeating: "word ", count: 30), y: 20, size: 20),
        ])
    func none(page: MadePage) {
        #expect(title(page) == nil)
    }

    @Test("a heading in the text's own size is known from the other slides")
    func byStyle() {
        let pages = (1...6).map { number in
            MadePage().line("Heading \(number) says", y: 10, size: 12).line(
                "larger label", x: 50, y: 90, size: number < 5 ? 8 : 12
            )
            .line("some text that goes on and on", y: 150, size: number < 5 ? 8 : 12)
        }
        #expect(deck(pages).slides.map(\.title) == (1...6).map { "Heading \($0) says" })
    }

    @Test("larger letters in a figure are not taken for the heading")
    func figure() {
        var pages = (1...6).map {
            MadePage().line("Heading \($0) says", y: 10, size: 12).line(
                "text below it that goes on and on", y: 60, size: 9)
        }
        pages[3] = pages[3].line("cos", x: 180, y: 50, size: 20)
        #expect(deck(pages).slides[3].title == "Heading 4 says")
    }

    @Test("a header on every slide is no title")
    func runningHeader() {
        let pages = (1...6).map {
            MadePage().line("Talk about crabs", y: 2, size: 11).line("Heading \($0) says", y: 40, size: 12)
                .line("text below it", y: 90, size: 8)
        }
        #expect(deck(pages).slides[2].title == "Heading 3 says")
    }
}

@Suite("DocumentTitle")
struct DocumentTitleTests {
    @Test(
        "titles that programs give are junk",
        arguments: [
            "PowerPoint Presentation", "Slide 1", "Folie 12", "untitled", "Untitled Presentation", "Presentation1",
            "Microsoft Word - notes.docx", "Microsoft PowerPoint - talk", "talk-final_v2.pptx", "slides.dvi",
            "main.tex",
            "/home/ada/talk", "C:\\talks\\crabs", "about:blank", "PowerPoint-Präsentation", "42", "", "-", "Slide",
        ])
    func junk(title: String) {
        #expect(DocumentTitle.isJunk(title))
        #expect(deckTitle(title) == nil)
    }

    @Test(
        "others are kept",
        arguments: ["Rust for Linux", "The Slide 1 problem", "Node.js in practice", "Titel", "Presentation of results"])
    func sound(title: String) {
        #expect(!DocumentTitle.isJunk(title))
        #expect(deckTitle(title) == title)
    }

    private func deckTitle(_ title: String) -> String? {
        var content = DeckContent(slides: [], documentTitle: title)
        DeckText.complete(&content)
        return content.documentTitle
    }
}
