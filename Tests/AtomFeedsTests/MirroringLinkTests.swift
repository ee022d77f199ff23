// swift-format-ignore-file: NeverForceUnwrap
// Values for tests: what cannot be made here is a mistake of the test itself.

import AtomFeeds
import Foundation
import TalkArchive
import Testing

@Suite("Links to the files behind a feed")
struct MirroringLinkTests {
    private let edition = EditionID("2022")!

    @Test("the feed of everything leads to the archive's file and to each edition's feed")
    func everything() throws {
        let archive = Fixtures.archive(talks: [Fixtures.talk(), Fixtures.talk("2021/one")])
        let feed = try #require(FeedMaker(archive: archive).feed(about: .everything))
        let text = SourceDocument.text(of: archive.settings)
        #expect(
            feed.links.filter { $0.relation == .describedby || $0.relation == .section } == [
                AtomLink(
                    .describedby, href: "https://rockpool.example/archive.yaml", type: "application/yaml",
                    length: text.utf8.count, hash: ContentHash(of: Data(text.utf8))),
                AtomLink(
                    .section, href: "https://rockpool.example/2022/feed.atom", type: "application/atom+xml",
                    title: "Kangrejos 2022"),
                AtomLink(
                    .section, href: "https://rockpool.example/2021/feed.atom", type: "application/atom+xml",
                    title: "Kangrejos 2021"),
            ])
    }

    @Test("the feed of an edition leads to its file, its pictures, and the file of each talk")
    func editions() throws {
        var edition = Fixtures.edition(talks: [Fixtures.talk()])
        let hash = ContentHash(of: Data("JPEG".utf8))
        edition.gallery = Gallery(pictures: [
            Gallery.Picture(file: "a b.jpg", caption: "A", hash: hash, byteCount: 4),
            Gallery.Picture(file: "lost.jpg", caption: "B"),
        ])
        edition.withdrawals = [
            Withdrawal(key: TalkKey("2022/gone")!, title: "Gone", at: Fixtures.time("2023-01-01T00:00:00Z"), reason: "")
        ]
        let archive = Archive(settings: Fixtures.settings(), editions: [edition])
        let feed = try #require(FeedMaker(archive: archive).feed(about: .edition(self.edition)))
        #expect(
            feed.links.filter { $0.hash != nil }.map(\.href) == [
                "https://rockpool.example/2022/edition.yaml", "https://rockpool.example/2022/gallery/a%20b.jpg",
                "https://rockpool.example/2022/rust-gcc/talk.md", "https://rockpool.example/2022/gone/talk.md",
            ])
        let talk = SourceDocument.text(of: Fixtures.talk())
        #expect(
            feed.links.contains(
                AtomLink(
                    .item, href: "https://rockpool.example/2022/rust-gcc/talk.md", type: "text/markdown",
                    length: talk.utf8.count, hash: ContentHash(of: Data(talk.utf8)))))
        #expect(try AtomSchema.problems(in: feed.xml()) == [])
        #expect(try feed.text().contains(#"le:hash="sha-256:\#(hash)""#))
    }

    @Test("other feeds, and documents of archives, do not name the bytes of talks")
    func others() throws {
        let archive = Fixtures.archive(talks: [Fixtures.fullTalk])
        let maker = FeedMaker(archive: archive)
        for subject in [FeedSubject.everything, .tag(Tag("gcc")!)] {
            let feed = try #require(maker.feed(about: subject))
            #expect((feed.links + feed.entries.flatMap(\.links)).allSatisfy { $0.relation != .item })
        }
        var old = Fixtures.talk("2022/old")
        (old.published, old.updated) = (Fixtures.time("2021-01-01T00:00:00Z"), Fixtures.time("2021-01-01T00:00:00Z"))
        let former = FeedMaker(archive: Fixtures.archive(talks: [Fixtures.talk(), old]))
        old.order = 7
        let latter = FeedMaker(archive: Fixtures.archive(talks: [Fixtures.talk(), old]))
        let before = try #require(former.archiveDocument(about: .everything, year: 2021, part: 1)).xml()
        #expect(try latter.archiveDocument(about: .everything, year: 2021, part: 1)?.xml() == before)
        #expect(try latter.feed(about: .edition(edition))?.xml() != former.feed(about: .edition(edition))?.xml())
    }
}
