import AtomFeeds
import Foundation
import LibXML
import TalkArchive
import Testing

@Suite("An entry's content")
struct EntryContentTests {
    private func html(_ talk: Talk, contents: [ContentHash: DeckContent] = Fixtures.contents()) -> String {
        FeedMaker(archive: Fixtures.archive(talks: [talk]), contents: contents).entry(for: talk).contentHTML
    }

    private func text(_ talk: Talk) throws -> String { try HTMLText.plainText(html(talk)) }

    @Test("it reads as text: who, where, notices, text, downloads, links")
    func reading() throws {
        #expect(
            try text(Fixtures.fullTalk) == """
                Talk by Ana Díaz and Bo "B" O'Neil at Kangrejos 2022, 2022-09-07

                Sample slides: written for this archive, not the speaker's own.

                Slides replaced on 2022-09-08: clearer diagram

                Summary

                A front end and a rustc back end, see the other.

                Parts

                Pin<P>

                Download the sample slides (PDF, 11 pages, 140 kB)

                Original slides at slides.example

                Links

                Report & notes
                Code (uncertain)
                """)
    }

    @Test("a deck that is the speaker's and the first is told without notices")
    func quiet() throws {
        var talk = Fixtures.talk()
        talk.decks = [Fixtures.deck()]
        let text = try text(talk)
        #expect(!text.contains("Sample") && !text.contains("replaced") && text.contains("Abstract"))
        #expect(text.contains("Download the slides (PDF, 11 pages, 140 kB)"))
    }

    @Test("a replacement without a note is told by its day")
    func replaced() throws {
        var talk = Fixtures.talk()
        talk.decks = [Fixtures.deck(note: " \u{0} "), Fixtures.deck(Fixtures.oldDeckHash)]
        #expect(try text(talk).contains("Slides replaced on 2022-09-08.\n"))
    }

    @Test("the first slides are pictures with address, size and what they say, each a link to its slide")
    func pictures() throws {
        var talk = Fixtures.talk()
        talk.decks = [Fixtures.deck()]
        let tree = try XMLTree(html: html(talk))
        let images = try tree.elements(at: "//a/img").map { image in
            Dictionary(uniqueKeysWithValues: image.attributes.map { ($0.name, $0.value) })
        }
        #expect(
            images
                == (1...2).map { number in
                    [
                        "src": "https://rockpool.example/files/\(Fixtures.deckHash)/\(number).webp", "width": "640",
                        "height": "360", "alt": "Slide \(number) of 11: Why GCC?",
                    ]
                })
        #expect(
            try tree.strings(at: "//a[img]/@href") == [
                "https://rockpool.example/2022/rust-gcc/slides/1", "https://rockpool.example/2022/rust-gcc/slides/2",
            ])
    }

    @Test(
        "a page of no size has a picture without a size",
        arguments: [(0.0, 540.0), (960, 0), (.nan, 540), (960, .infinity), (-960, -540), (0.001, 9000)])
    func sizes(width: Double, height: Double) {
        var talk = Fixtures.talk()
        talk.decks = [Fixtures.deck()]
        let html = html(talk, contents: Fixtures.contents(width: width, height: height))
        #expect(html.contains("<img") && !html.contains("width=") && !html.contains("height="))
    }

    @Test("a deck that could not be read is offered without pictures and page count")
    func unreadDeck() throws {
        var talk = Fixtures.talk()
        talk.decks = [Fixtures.deck()]
        let html = html(talk, contents: [:])
        #expect(!html.contains("<img") && html.contains("Download the slides (PDF, 140 kB)"))
    }

    @Test("a talk without deck, text, speakers and links still says what and where it was")
    func bare() throws {
        var talk = Fixtures.talk()
        talk.speakers = []
        talk.kind = .discussion
        talk.text = ""
        #expect(try text(talk) == "Discussion at Kangrejos 2022")
    }

    @Test(
        "nobody's text becomes markup, wherever it stands",
        arguments: [
            "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='x", "</p><iframe>",
            "[x](javascript:alert(1))", "<a href=\"javascript:x\">y</a>", "![](data:image/svg+xml,x)",
            "[x](/2021/ \" onclick=\\\"y\")", "a href=\"javascript:x\" b", "` src=\"x`", "[a](vbscript:x)",
        ])
    func hostile(text: String) throws {
        var talk = Fixtures.fullTalk
        talk.title = text
        talk.text = text
        talk.speakers = [Speaker(name: text)]
        talk.links[0].title = text
        talk.decks[0].note = text
        let html = html(talk, contents: Fixtures.contents(text: text))
        #expect(try HTMLCheck.problems(in: html) == [])
    }

    @Test(
        "only links of the web are passed on",
        arguments: ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "ftp://a.example/x", "relative"])
    func unsafeLinks(address: String) {
        var talk = Fixtures.talk()
        let url = URL(string: address)!
        talk.links = [Link(title: "x", url: url)]
        talk.originalSlides = url
        let entry = FeedMaker(archive: Fixtures.archive(talks: [talk])).entry(for: talk)
        #expect(entry.links.map(\.relation) == [.alternate])
        #expect(!entry.contentHTML.contains(address))
    }

    @Test(
        "relative links of a text are made absolute against the talk's page",
        arguments: [
            ("[x](/2021/a/)", "https://rockpool.example/2021/a/"),
            ("[x](../other/)", "https://rockpool.example/2022/other/"),
            ("[x](slides/3)", "https://rockpool.example/2022/rust-gcc/slides/3"),
            ("[x](#part)", "https://rockpool.example/2022/rust-gcc/#part"),
            ("[x](/search?q=a&edition=2022)", "https://rockpool.example/search?q=a&edition=2022"),
            ("[x](https://a.example/?b=1&c='2')", "https://a.example/?b=1&c='2'"),
            ("[x](mailto:a@b.example)", "mailto:a@b.example"),
            ("[x](//a.example/y)", "https://a.example/y"),
            ("text ` href=\"/no\"` [x](/yes)", "https://rockpool.example/yes"),
        ])
    func relativeLinks(markdown: String, address: String) throws {
        var talk = Fixtures.talk()
        talk.speakers = []
        talk.text = markdown
        let links = try XMLTree(html: html(talk)).strings(at: "//a[starts-with(., 'x')]/@href")
        #expect(links == [address])
    }
}
