// swift-format-ignore-file: NeverForceUnwrap
// Values for tests: what cannot be made here is a mistake of the test itself.

import AtomFeeds
import Foundation
import LibXML
import TalkArchive

/// Values that many tests need, each complete but for what a test changes.
enum Fixtures {
    static let base = URL(string: "https://rockpool.example")!
    static let otherBase = URL(string: "http://localhost:8080/workshop/")!
    static let deckHash = ContentHash(of: Data("current".utf8))
    static let oldDeckHash = ContentHash(of: Data("old".utf8))

    static func settings(name: String = "Kangrejos", authority: String = "kangrejos.com,2021") -> ArchiveSettings {
        ArchiveSettings(name: name, tagline: "The Rust for Linux Workshop", baseURL: base, tagAuthority: authority)
    }

    static func time(_ text: String) -> Timestamp { Timestamp(text)! }

    static func deck(
        _ hash: ContentHash = deckHash, origin: Deck.Origin = .upload, added: String = "2022-09-08T10:00:00Z",
        note: String = ""
    ) -> Deck {
        Deck(file: "slides.pdf", hash: hash, byteCount: 139_870, added: time(added), origin: origin, note: note)
    }

    static func talk(_ key: String = "2022/rust-gcc", title: String = "GCC and Rust") -> Talk {
        Talk(
            key: TalkKey(key)!, title: title, speakers: [Speaker(name: "Ana Díaz")], tags: [Tag("gcc")!],
            text: "A *front end* for `rustc`.", published: time("2022-09-07T09:00:00Z"),
            updated: time("2022-09-08T10:00:00Z"))
    }

    static func edition(_ id: String = "2022", talks: [Talk]) -> Edition {
        let day = CalendarDate("\(id.prefix(4))-09-07")!
        return Edition(
            id: EditionID(id)!, name: "Kangrejos \(id)", starts: day, ends: day, published: Timestamp(startOf: day),
            talks: talks)
    }

    static func archive(talks: [Talk], settings: ArchiveSettings = settings()) -> Archive {
        let editions = Dictionary(grouping: talks) { $0.key.edition }
        return Archive(
            settings: settings, editions: editions.map { edition($0.key.description, talks: $0.value) })
    }

    static func contents(pages: Int = 11, text: String = "Why GCC?\nmore", width: Double = 960, height: Double = 540)
        -> [ContentHash: DeckContent]
    {
        let slide = Slide(width: width, height: height, text: text)
        return [deckHash: DeckContent(slides: Array(repeating: slide, count: pages))]
    }

    /// A talk with everything that a talk can have.
    static var fullTalk: Talk {
        var talk = talk()
        talk.title = "GCC & Rust: <two> ways"
        talk.speakers = [Speaker(name: "Ana Díaz"), Speaker(name: "Bo \"B\" O'Neil")]
        talk.date = CalendarDate("2022-09-07")
        talk.tags = [Tag("gcc")!, Tag("toolchain")!]
        talk.textKind = .summary
        talk.text = "A *front end* and a `rustc` back end, see [the other](../other/).\n\n# Parts\n\n- `Pin<P>`"
        talk.originalSlides = URL(string: "https://slides.example/gcc.pdf?a=1&b=2")
        talk.links = [
            Link(title: "Report & notes", url: URL(string: "https://news.example/1?x=1&y=2")!, kind: .coverage),
            Link(title: "Code", url: URL(string: "https://git.example/gcc")!, kind: .code, isUncertain: true),
        ]
        talk.decks = [
            deck(origin: .sample, note: "clearer diagram"),
            deck(oldDeckHash, origin: .upload, added: "2022-09-07T09:00:00Z"),
        ]
        return talk
    }

    /// Titles, names and notes that have broken feeds.
    static let oddTexts: [String] = [
        "<&>\"'", "a]]>b", "<script>alert(1)</script>", "&amp; &#0; &nbsp;", "\u{0}", "cut\u{0}here",
        "\u{1}\u{8}\u{B}\u{C}\u{E}\u{1F}\u{7F}\u{85}", "\u{FFFE}\u{FFFF}", "🦀🏳️‍🌈👩‍👩‍👧", "שקופיות של מפגש", "\u{202E}gnp.exe",
        "e\u{301}\u{301}\u{301}", "", " \n\t ", "line\r\nbreak", "\u{1F4A9}\u{10FFFF}", "%s %n {{title}}",
        String(repeating: "very long ", count: 1000),
    ]
}

extension AtomFeed {
    /// The feed as libxml2's parser reads it back.
    func tree() throws -> XMLTree { try XMLTree(parsing: try xml()) }

    func text() throws -> String { String(decoding: try xml(), as: UTF8.self) }
}
