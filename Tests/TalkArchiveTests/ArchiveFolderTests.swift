import Foundation
import Testing

@testable import TalkArchive

@Suite struct ArchiveFolderTests {
    @Test("a folder with nothing but talk.md and a PDF is a complete talk")
    func handMade() throws {
        let folder = try SampleFolder.small()
        let loaded = folder.load()
        #expect(loaded.diagnostics.isEmpty)
        let talk = try #require(loaded.archive?.talks.first)
        #expect(talk.title == "Limpets")
        #expect(talk.speakers.map(\.name) == ["Ada Low"])
        #expect(talk.text == "How they hold.")
        #expect(talk.published == Timestamp("2024-05-02T00:00:00Z"))
        #expect(talk.updated == talk.published)
        let bytes = SampleFolder.pdf("one")
        #expect(
            talk.decks == [
                Deck(
                    file: "slides.pdf", hash: ContentHash(of: bytes), byteCount: bytes.count, added: talk.published,
                    origin: .upload)
            ])
    }

    @Test("every key of every file becomes its value")
    func everyKey() throws {
        let folder = try SampleFolder([
            "archive.yaml": """
            name: Tidal
            tagline: Between the tides
            base_url: https://tidal.example/talks/
            tag_authority: ada@tidal.example,2020-03
            language: pt-BR
            description: |
              All *about*

              tides.
            links:
              - {title: Code, url: "https://code.example", kind: code, uncertain: true}
            redirects:
              - {from: "/old: one.pdf", to: /2024/limpets/slides.pdf}
              - from: /blog
                to: https://blog.example/
            """,
            "2024/edition.yaml": """
            name: Tidal 2024
            tagline: Low water
            starts: 2024-05-02
            ends: 2024-05-03
            place: Roscoff, France
            online: true
            attendance: about 20
            published: 2024-04-01T12:00:00Z
            about: On the *shore*.
            organisers: [{name: Ada Low}, {name: Bea Ono, url: "https://bea.example"}]
            sponsors: [{name: Salt, url: "https://salt.example"}]
            gallery: {note: Soon more, pictures: [{file: pool.JPG, caption: A pool}]}
            links: [{title: Report, url: "http://news.example/1", kind: coverage}]
            """,
            "2024/limpets/talk.md": """
            ---
            title: "Limpets: how they hold"
            speakers: [Ada Low, Bea Ono]
            kind: discussion
            date: 2024-05-03
            order: 2
            text: summary
            tags: [rocks, pin-init]
            published: 2024-05-03T08:00:00+02:00
            updated: 2024-06-01
            original_slides: https://ada.example/limpets.pdf
            links: [{title: Film, url: "https://film.example", kind: video}]
            decks:
              - file: Limpets final.pdf
                sha256: \(ContentHash(of: SampleFolder.pdf("two")))
                bytes: \(SampleFolder.pdf("two").count)
                added: 2024-06-01
                origin: original
                note: With the pictures
              - {file: slides.pdf, origin: sample}
            visibility: public
            ---
            One.

            Two.
            """,
            "2024/pool/talk.md": "---\ntitle: A pool\nspeakers: Bea Ono\n---\n",
            "2024/pool.JPG": "JPEG", "2024/README.md": "notes", "README.md": "notes", ".git/config": "x",
            "2024/limpets/slides.tex": "source", "2024/.hidden/talk.md": "x", "media/film.mp4": "x",
            "2020/edition.yaml": "name: Tidal 2020\nstarts: 2020-09-01\n",
        ])
        try folder.write("2024/limpets/Limpets final.pdf", SampleFolder.pdf("two"))
        try folder.write("2024/limpets/slides.pdf", SampleFolder.pdf("one"))
        let loaded = folder.load()
        #expect(loaded.diagnostics.isEmpty, "\(loaded.diagnostics)")
        #expect(loaded.isClean)
        let archive = try #require(loaded.archive)
        #expect(
            archive.settings
                == ArchiveSettings(
                    name: "Tidal", tagline: "Between the tides", description: "All *about*\n\ntides.",
                    baseURL: URL(string: "https://tidal.example/talks")!, tagAuthority: "ada@tidal.example,2020-03",
                    language: "pt-BR",
                    links: [
                        Link(title: "Code", url: URL(string: "https://code.example")!, kind: .code, isUncertain: true)
                    ],
                    redirects: [
                        Redirect(from: "/old: one.pdf", to: "/2024/limpets/slides.pdf"),
                        Redirect(from: "/blog", to: "https://blog.example/"),
                    ]))
        let key: TalkKey = "2024/limpets"
        let talk = Talk(
            key: key, title: "Limpets: how they hold", speakers: [Speaker(name: "Ada Low"), Speaker(name: "Bea Ono")],
            kind: .discussion, date: CalendarDate("2024-05-03"), order: 2, tags: [Tag("rocks")!, Tag("pin-init")!],
            textKind: .summary, text: "One.\n\nTwo.", originalSlides: URL(string: "https://ada.example/limpets.pdf"),
            links: [Link(title: "Film", url: URL(string: "https://film.example")!, kind: .video)],
            published: "2024-05-03T06:00:00Z", updated: "2024-06-01T00:00:00Z",
            decks: [
                Deck(
                    file: "Limpets final.pdf", hash: ContentHash(of: SampleFolder.pdf("two")),
                    byteCount: SampleFolder.pdf("two").count, added: "2024-06-01T00:00:00Z", origin: .original,
                    note: "With the pictures"),
                Deck(
                    file: "slides.pdf", hash: ContentHash(of: SampleFolder.pdf("one")),
                    byteCount: SampleFolder.pdf("one").count, added: "2024-05-03T06:00:00Z", origin: .sample),
            ])
        let pool = Talk(
            key: "2024/pool", title: "A pool", speakers: [Speaker(name: "Bea Ono")],
            published: "2024-04-01T12:00:00Z", updated: "2024-04-01T12:00:00Z")
        #expect(
            archive.editions[0]
                == Edition(
                    id: key.edition, name: "Tidal 2024", tagline: "Low water", starts: CalendarDate("2024-05-02")!,
                    ends: CalendarDate("2024-05-03")!, place: "Roscoff, France", isOnline: true,
                    attendance: "about 20", about: "On the *shore*.",
                    organisers: [
                        Person(name: "Ada Low"), Person(name: "Bea Ono", url: URL(string: "https://bea.example")),
                    ],
                    sponsors: [Sponsor(name: "Salt", url: URL(string: "https://salt.example"))],
                    gallery: Gallery(
                        note: "Soon more",
                        pictures: [
                            Gallery.Picture(
                                file: "pool.JPG", caption: "A pool", hash: ContentHash(of: Data("JPEG".utf8)),
                                byteCount: 4)
                        ]),
                    links: [Link(title: "Report", url: URL(string: "http://news.example/1")!, kind: .coverage)],
                    published: "2024-04-01T12:00:00Z", talks: [talk, pool]))
        #expect(archive.editions.map(\.id.description) == ["2024", "2020"])
        #expect(archive.editions[1].ends == archive.editions[1].starts)
        let deck = talk.decks[0]
        #expect(try Data(contentsOf: folder.archive.file(of: deck, in: key)) == SampleFolder.pdf("two"))
        let picture = try #require(archive.editions[0].gallery?.pictures.first)
        #expect(try Data(contentsOf: folder.archive.file(of: picture, in: key.edition)) == Data("JPEG".utf8))
    }

    @Test("the only PDF of a folder is its deck, and what an interrupted upload left is not")
    func onlyPDF() throws {
        let folder = try SampleFolder.small()
        try FileManager.default.moveItem(
            at: folder.url.appending(path: "2024/limpets/slides.pdf"),
            to: folder.url.appending(path: "2024/limpets/Low & Ono (final).PDF"))
        #expect(folder.talk("2024/limpets")?.decks.map(\.file) == ["Low & Ono (final).PDF"])
        #expect(folder.load().diagnostics.isEmpty)
        try folder.write("2024/limpets/slides-0123456789ab.pdf", SampleFolder.pdf("two"))
        #expect(folder.talk("2024/limpets")?.decks.map(\.file) == ["Low & Ono (final).PDF"])
        #expect(folder.load().diagnostics.map(\.identifier) == ["deck-unlisted"])
    }

    @Test("links inside the archive are followed, and a link to its root is one of them")
    func innerLinks() throws {
        let folder = try SampleFolder.small()
        try folder.write("shared/deck.pdf", SampleFolder.pdf("shared"))
        try FileManager.default.removeItem(at: folder.url.appending(path: "2024/limpets/slides.pdf"))
        try Fault.link("2024/limpets/slides.pdf", to: "../../shared/deck.pdf")(folder)
        #expect(folder.talk("2024/limpets")?.decks.map(\.hash) == [ContentHash(of: SampleFolder.pdf("shared"))])
        let other = try SampleFolder()
        try Fault.link("archive", to: folder.url.path())(other)
        var hashes = FileHashCache()
        let loaded = ArchiveFolder(root: other.url.appending(path: "archive")).load(hashes: &hashes)
        #expect(loaded.diagnostics.isEmpty && loaded.archive?.talks.count == 1)
    }

    @Test("a pipe or a folder in the place of a file stops nobody")
    func oddFiles() throws {
        let folder = try SampleFolder.small()
        let pipe = folder.url.appending(path: "2024/limpets/pipe.pdf").path()
        #expect(mkfifo(pipe, 0o600) == 0)
        #expect(mkfifo(folder.url.appending(path: "2024/whelks").path(), 0o600) == 0)
        try FileManager.default.createDirectory(
            at: folder.url.appending(path: "2024/limpets/other.pdf"), withIntermediateDirectories: false)
        let loaded = folder.load()
        #expect(loaded.diagnostics.isEmpty && loaded.archive?.talks[0].decks.count == 1)
    }
}
