// swift-format-ignore-file: NeverForceUnwrap
// Values for tests: what cannot be made here is a mistake of the test itself.

import Foundation
import SeededRandom
import Testing

@testable import TalkArchive

@Suite("Metadata as files for others")
struct SourceDocumentTests {
    @Test("a talk's file says the whole talk, whatever stands in it", arguments: UInt64(1)...300)
    func talk(seed: UInt64) throws {
        var random = RandomValues(seed: seed)
        let talk = random.talk()
        let text = SourceDocument.text(of: talk)
        #expect(try SourceDocument.talk(text, key: talk.key, edition: nil) == talk, "seed \(seed):\n\(text)")
    }

    @Test("an edition's file says the whole edition but its talks", arguments: UInt64(1)...300)
    func edition(seed: UInt64) throws {
        var random = RandomValues(seed: seed)
        let edition = random.edition()
        let text = SourceDocument.text(of: edition)
        #expect(try SourceDocument.edition(text, id: edition.id) == edition, "seed \(seed):\n\(text)")
    }

    @Test("the archive's file says all settings", arguments: UInt64(1)...300)
    func settings(seed: UInt64) throws {
        var random = RandomValues(seed: seed)
        let settings = random.settings()
        let text = SourceDocument.text(of: settings)
        #expect(try SourceDocument.settings(text) == settings, "seed \(seed):\n\(text)")
    }

    @Test("the file of an archive as everyone sees it tells nothing else")
    func nothingElse() throws {
        let folder = try SampleFolder([
            "archive.yaml": SampleFolder.settings + "\n# asked the board: secretremark\nsecretkey: secretvalue\n",
            "2024/edition.yaml": SampleFolder.edition + "\n# secretremark\n",
            "2024/limpets/talk.md": """
            ---
            title: Limpets # secretremark
            speakers: [Ada Low]
            published: 2024-01-01
            embargo: 2024-02-02T00:00:00Z
            ---
            How they hold.
            """,
            "2024/covert/talk.md": "---\ntitle: secrettitle\nspeakers: [A]\nvisibility: hidden\n---\n",
        ])
        let archive = try #require(folder.load().archive).visibleToEveryone(at: "2024-05-01T00:00:00Z")
        let texts =
            [SourceDocument.text(of: archive.settings)]
            + archive.editions.map { SourceDocument.text(of: $0) } + archive.talks.map { SourceDocument.text(of: $0) }
        #expect(texts.count == 3)
        for text in texts { #expect(!text.contains("secret") && !text.contains("embargo"), "\(text)") }
        #expect(texts[2].contains("published: 2024-02-02T00:00:00Z"))
    }

    @Test("of a withdrawn talk the title, the times and the reason are left")
    func withdrawn() throws {
        let folder = try SampleFolder([
            "archive.yaml": SampleFolder.settings, "2024/edition.yaml": SampleFolder.edition,
            "2024/limpets/talk.md": """
            ---
            title: Limpets
            speakers: [Ada Low]
            tags: [grip]
            published: 2024-01-01T00:00:00Z
            visibility: withdrawn
            withdrawn: 2024-02-02T00:00:00Z
            withdrawal_reason: "On the speaker's wish"
            ---
            How they hold.
            """,
        ])
        let archive = try #require(folder.load().archive).visibleToEveryone(at: "2024-05-01T00:00:00Z")
        let withdrawal = try #require(archive.withdrawals.first)
        let text = SourceDocument.text(of: withdrawal)
        #expect(
            text == """
                ---
                title: Limpets
                speakers: []
                published: 2024-01-01T00:00:00Z
                visibility: withdrawn
                withdrawn: 2024-02-02T00:00:00Z
                withdrawal_reason: "On the speaker's wish"
                decks: []
                ---

                """)
        let read = try SourceDocument.talk(text, key: withdrawal.key, edition: nil)
        #expect(Withdrawal(of: read, at: "2024-05-01T00:00:00Z") == withdrawal)
        #expect(SourceDocument.text(of: read) == text)
    }

    @Test(
        "a file that cannot be taken over is refused with its reason",
        arguments: [
            ("---\nspeakers: [A]\n---\n", "title"), ("no front matter", "---"), ("---\ntitle: [a\n---\n", "YAML"),
            ("---\ntitle: A\nvisibility: hidden\n---\n", "hidden"), ("---\ntitle: A\ntags: [B c]\n---\n", "tag"),
            ("---\ntitle: A\ndecks: [{file: ../x.pdf}]\n---\n", "cannot be a deck"),
            ("---\ntitle: A\ndecks: [{file: x.pdf}]\n---\n", "no sha256"),
            ("---\ntitle: A\ndecks: [{file: x.pdf, sha256: abc, bytes: 1}]\n---\n", "no sha256"),
        ])
    func refused(text: String, reason: String) {
        let error = #expect(throws: SourceDocument.ReadError.self) {
            try SourceDocument.talk(text, key: "2024/a", edition: nil)
        }
        #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
    }

    @Test("keys of a newer version are passed over")
    func newer() throws {
        let talk = try SourceDocument.talk("---\ntitle: A\nroom: 7\n---\n", key: "2024/a", edition: nil)
        #expect(talk.title == "A")
    }
}

/// Values as a reading could give them, with odd texts everywhere.
struct RandomValues {
    private var random: SeededGenerator

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
    }

    private static let odd = [
        "<&>\"'", "a: b # c", "- x", "yes", "null", "~", "2022", "{a: b}", "[x]", "*a", "&b", "!c", "%d", "@e", "`f`",
        "'", "\"", "\\", "a\\n", "\u{1}\u{8}\u{1F}\u{7F}\u{85}x", "x\u{FFFE}\u{FFFF}x", "🦀🏳️‍🌈", "שקופיות", "\u{202E}x",
        "e\u{301}", "line\nbreak", "line\r\nbreak", "a\n\n b\n  c", "tab\tx", "x\u{2028}y\u{A0}z", "---", "...",
        "a\n---\nb",
        "|", ">", "? x", ": x", "#", "x  y", "é", "A plain text", "x\u{FEFF}x", "- a\n- b",
        String(repeating: "long ", count: 300) + "x",
    ]

    mutating func text() -> String {
        let parts = (0..<Int.random(in: 1...3, using: &random)).map { _ in Self.odd.randomElement(using: &random)! }
        let joined = parts.joined(separator: [" ", "\n", "", "\n\n"].randomElement(using: &random)!)
        return joined.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private mutating func maybe<Value>(_ make: (inout RandomValues) -> Value) -> Value? {
        Bool.random(using: &random) ? make(&self) : nil
    }

    private mutating func list<Value>(_ make: (inout RandomValues) -> Value) -> [Value] {
        (0..<Int.random(in: 0...3, using: &random)).map { _ in make(&self) }
    }

    mutating func time() -> Timestamp {
        Timestamp(secondsSinceEpoch: Int.random(in: 0...2_000_000_000, using: &random))
    }

    mutating func url() -> URL {
        let texts = [
            "https://a.example/x?y=1&z='2'#f", "http://b.example", "https://c.example/%20(x),[y]",
            "https://d.example:81/a",
        ]
        return URL(string: texts.randomElement(using: &random)!)!
    }

    mutating func link() -> Link {
        Link(
            title: text(), url: url(), kind: Link.Kind.allCases.randomElement(using: &random)!,
            isUncertain: Bool.random(using: &random))
    }

    mutating func day() -> CalendarDate {
        CalendarDate(daysSinceEpoch: Int.random(in: 0...30_000, using: &random))!
    }

    mutating func talk() -> Talk {
        let published = time()
        var speakers: [Speaker] = []
        for name in list({ $0.text() }) where !speakers.contains(where: { $0.slug == Speaker(name: name).slug }) {
            speakers.append(Speaker(name: name))
        }
        let body =
            ["", "\n", " ", "\r\n"].randomElement(using: &random)! + text() + ["", "\n", "\n\n"].randomElement(
                using: &random)!
        var decks: [Deck] = []
        for number in 0..<Int.random(in: 0...3, using: &random) {
            let name = text().filter { $0 != "/" && $0 != "\\" }.unicodeScalars
                .filter { $0.properties.generalCategory != .control }
            let file =
                ("s\(number)" + String(String.UnicodeScalarView(name)).prefix(40)).trimmingCharacters(in: .whitespaces)
                + ".pdf"
            decks.append(
                Deck(
                    file: file, hash: ContentHash(of: Data("\(number)".utf8)),
                    byteCount: Int.random(in: 0...1_000_000_000, using: &random), added: time(),
                    origin: Deck.Origin.allCases.randomElement(using: &random)!, note: maybe { $0.text() } ?? ""))
        }
        return Talk(
            key: "2024/limpets", title: text(), speakers: speakers,
            kind: Talk.Kind.allCases.randomElement(using: &random)!, date: maybe { $0.day() },
            order: maybe { Int.random(in: 1...1000, using: &$0.random) },
            tags: ["a", "no", "1"].filter { _ in Bool.random(using: &random) }.map { Tag($0)! },
            textKind: Talk.TextKind.allCases.randomElement(using: &random)!,
            text: maybe { _ in FrontMatter("---\n---\n" + body)!.body } ?? "", originalSlides: maybe { $0.url() },
            links: list { $0.link() }, published: published,
            updated: Timestamp(
                secondsSinceEpoch: published.secondsSinceEpoch + Int.random(in: 0...2, using: &random)),
            decks: decks)
    }

    mutating func edition() -> Edition {
        let starts = day()
        let ends = CalendarDate(daysSinceEpoch: starts.daysSinceEpoch + Int.random(in: 0...3, using: &random))!
        let pictures = list {
            Gallery.Picture(file: "p\(Int.random(in: 0...9, using: &$0.random)) ü'.JPG", caption: $0.text())
        }
        return Edition(
            id: EditionID(unchecked: "2024"), name: text(), tagline: maybe { $0.text() } ?? "", starts: starts,
            ends: ends, place: maybe { $0.text() }, isOnline: Bool.random(using: &random),
            attendance: maybe { $0.text() }, about: maybe { $0.text() } ?? "",
            organisers: list { values in Person(name: values.text(), url: values.maybe { $0.url() }) },
            sponsors: list { values in Sponsor(name: values.text(), url: values.maybe { $0.url() }) },
            gallery: maybe { values in Gallery(note: values.maybe { $0.text() } ?? "", pictures: pictures) },
            links: list { $0.link() }, published: time())
    }

    mutating func settings() -> ArchiveSettings {
        var redirects: [Redirect] = []
        for from in list({ "/" + $0.text() }) where !redirects.contains(where: { $0.from == from }) {
            redirects.append(
                Redirect(from: from, to: Bool.random(using: &random) ? "/2024/x y" : "https://a.example/b"))
        }
        return ArchiveSettings(
            name: text(), tagline: maybe { $0.text() } ?? "", description: maybe { $0.text() } ?? "",
            baseURL: URL(string: "https://tidal.example/sub")!, tagAuthority: "tidal.example,2020",
            contact: maybe { _ in "ada@tidal.example" },
            securityContact: maybe { _ in "mailto:security@tidal.example" },
            language: ["en", "no", "pt-BR"].randomElement(using: &random)!, links: list { $0.link() },
            redirects: redirects)
    }
}
