import Foundation
import Testing

@testable import TalkArchive

@Suite("Additions to an archive")
struct ArchiveAdditionsTests {
    private static let moment = Timestamp(secondsSinceEpoch: 1_900_000_000)

    private static func edition(_ id: String = "2031") throws -> Edition {
        Edition(
            id: try #require(EditionID(id)), name: "Tidal: \"2031\"", tagline: "yes",
            starts: try #require(CalendarDate("2031-05-02")),
            ends: try #require(CalendarDate("2031-05-03")), place: "Kiel, Germany", isOnline: true,
            about: "One.\n\n- two: three\n# four",
            links: [Link(title: "a: b", url: try #require(URL(string: "https://x.example/")), kind: .coverage)],
            published: moment)
    }

    private static func talk(_ key: String = "2031/limpets", title: String = "Limpets") throws -> Talk {
        Talk(
            key: try #require(TalkKey(key)), title: title,
            speakers: [Speaker(name: "Ada Low, Dr."), Speaker(name: "no")],
            date: CalendarDate("2031-05-02"), order: 3,
            tags: [try #require(Tag("pin-init")), try #require(Tag("2031"))],
            text: "---\nHow *they* hold.",
            originalSlides: URL(string: "https://x.example/a%20b.pdf"),
            links: [
                Link(
                    title: "[x]", url: try #require(URL(string: "https://y.example/#a")), kind: .video,
                    isUncertain: true)
            ],
            published: moment, updated: moment)
    }

    private static func archive() throws -> SampleFolder { try SampleFolder(["archive.yaml": SampleFolder.settings]) }

    @Test("an edition and a talk come back as they were written")
    func written() throws {
        let folder = try Self.archive()
        let additions = ArchiveAdditions(folder.archive)
        #expect(try additions.add(Self.edition()))
        #expect(try additions.add(Self.talk()))
        let loaded = folder.load()
        #expect(loaded.diagnostics == [])
        var edition = try #require(loaded.archive?.editions.first)
        let talk = try #require(edition.talks.first)
        edition.talks = []
        #expect(try edition == Self.edition())
        var wanted = try Self.talk()
        wanted.text += "\n"
        #expect(talk == wanted)
    }

    @Test("what is there stays as it is")
    func neverOver() throws {
        let folder = try SampleFolder.small()
        let before = folder.contents()
        let additions = ArchiveAdditions(folder.archive)
        #expect(try !additions.add(Self.edition("2024")))
        #expect(try !additions.add(Self.talk("2024/limpets")))
        #expect(throws: DeckStoreError.unknownTalk("2031/limpets")) { try additions.add(Self.talk()) }
        #expect(folder.contents().filter { !$0.key.hasPrefix(".rockpool") } == before)
    }

    @Test("a failure before the last step leaves nothing, and a left-over is cleared away")
    func cutOff() throws {
        let folder = try Self.archive()
        var additions = ArchiveAdditions(folder.archive)
        #expect(try additions.add(Self.edition()))
        let before = folder.contents()
        additions.beforePlacing = { () throws(SystemFailure) in throw SystemFailure("rename", "x", code: 28) }
        #expect(throws: DeckStoreError.diskFull) { try additions.add(Self.talk()) }
        #expect(folder.contents() == before)
        try folder.write(".rockpool/import-1/talk.md", "half")
        additions.beforePlacing = { () throws(SystemFailure) in }
        #expect(try additions.add(Self.talk()))
        #expect(!folder.exists(".rockpool/import-1"))
    }

    @Test("slides come along when they are a PDF, else the talk is not made")
    func slides() throws {
        let folder = try Self.archive()
        try folder.write("out/good.pdf", SampleFolder.pdf("good"))
        try folder.write("out/bad.pdf", "no pdf")
        let additions = ArchiveAdditions(folder.archive)
        #expect(try additions.add(Self.edition()))
        #expect(throws: DeckStoreError.notPDF(nil)) {
            try additions.add(Self.talk(), slides: folder.url.appending(path: "out/bad.pdf"))
        }
        #expect(!folder.exists("2031/limpets"))
        #expect(try additions.add(Self.talk(), slides: folder.url.appending(path: "out/good.pdf")))
        #expect(try folder.data("2031/limpets/slides.pdf") == SampleFolder.pdf("good"))
        #expect(folder.load().diagnostics == [])
    }

    @Test(
        "only missing keys are filled in, and nothing else moves",
        arguments: [
            ("title: Limpets\n", ["speakers", "date", "order", "tags", "original_slides", "links", "the text"]),
            (
                "title: Limpets # mine\r\nspeakers: []\r\nlinks: []\r\n",
                ["date", "order", "tags", "original_slides", "the text"]
            ),
            ("title: Limpets\nkind: discussion\norder: 9\n", ["date", "tags", "original_slides", "links", "the text"]),
        ])
    func fillIn(front: String, added: [String]) throws {
        let folder = try SampleFolder(["archive.yaml": SampleFolder.settings])
        let additions = ArchiveAdditions(folder.archive)
        #expect(try additions.add(Self.edition()))
        let end = front.contains("\r\n") ? "\r\n" : "\n"
        try folder.write("2031/limpets/talk.md", "---\(end)\(front)---")
        #expect(try additions.missing(Self.talk()) == added)
        #expect(try additions.fillIn(Self.talk()) == added)
        let text = try folder.text("2031/limpets/talk.md")
        #expect(text.hasPrefix("---\(end)\(front)"))
        #expect(folder.talk("2031/limpets")?.text.contains("How *they* hold.") == true)
        #expect(try additions.fillIn(Self.talk()) == [])
        #expect(try folder.text("2031/limpets/talk.md") == text)
    }

    @Test(
        "a talk's name is made of its title",
        arguments: [
            ("Pinning in Rust", "pinning-in-rust"),
            ("rustc_codegen_gcc: A gcc codegen", "rustc-codegen-gcc-a-gcc-codegen"),
            ("Ünïcödé & Straße", "unicode-strasse"), ("中文", "zhong-wen"), ("Привет, мир", "privet-mir"),
            ("slides", "slides-talk"),
            ("!!!", nil), ("😀", nil), ("", nil),
            (
                "A very long title that goes on and on, and on, until nobody knows its end",
                "a-very-long-title-that-goes-on-and-on-and-on-until-nobody"
            ),
        ] as [(String, String?)])
    func slugs(title: String, expected: String?) {
        #expect(TalkSlug(title: title)?.description == expected)
    }

    @Test("numbers and tags")
    func numbersAndTags() {
        #expect(TalkSlug("sand")?.numbered(2)?.description == "sand-2")
        let long = TalkSlug(String(repeating: "a", count: 80))
        #expect(long?.numbered(12)?.description.count == 80)
        #expect(Tag(subject: "File Systems & C++")?.description == "file-systems-c")
        #expect(Tag(subject: "++") == nil)
    }
}
