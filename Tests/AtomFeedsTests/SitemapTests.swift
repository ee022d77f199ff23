import AtomFeeds
import Foundation
import LibXML
import TalkArchive
import Testing

@Suite("Sitemap")
struct SitemapTests {
    private let names = ["s": "http://www.sitemaps.org/schemas/sitemap/0.9"]

    @Test("it lists every page once with the last change of what it shows")
    func pages() throws {
        var old = Fixtures.talk("2021/seq-file")
        old.updated = Fixtures.time("2021-10-01T00:00:00Z")
        old.tags = []
        var new = Fixtures.talk()
        new.speakers.append(Speaker(name: "Bo"))
        new.decks = [Fixtures.deck()]
        let sitemap = Sitemap(archive: Fixtures.archive(talks: [old, new]), contents: Fixtures.contents(pages: 2))
        let tree = try XMLTree(parsing: try sitemap.xml())
        let pages = try tree.elements(at: "//s:url", namespaces: names).map { $0.elements.map(\.text) }
        let (then, now) = ("2021-10-01T00:00:00Z", "2022-09-08T10:00:00Z")
        let expected = [
            ("/", now), ("/2022/", now), ("/2021/", then), ("/2022/rust-gcc/", now), ("/2021/seq-file/", then),
            ("/speakers/", now), ("/speakers/ana-diaz/", now), ("/speakers/bo/", now), ("/tags/", now),
            ("/tags/gcc/", now), ("/2022/rust-gcc/slides/1", now), ("/2022/rust-gcc/slides/2", now),
        ]
        #expect(pages == expected.map { ["https://rockpool.example" + $0.0, $0.1] })
    }

    @Test("each url has exactly one loc and at most one lastmod, and no location stands twice", arguments: 1...20)
    func cardinality(seed: UInt64) throws {
        let (archive, contents) = RandomArchive.make(seed: seed)
        let tree = try XMLTree(parsing: try Sitemap(archive: archive, contents: contents).xml())
        let children = tree.root.elements.map { $0.elements.map(\.name) }
        #expect(children.allSatisfy { $0 == ["loc", "lastmod"] || $0 == ["loc"] }, "seed \(seed)")
        let locations = try tree.strings(at: "//s:loc", namespaces: names)
        #expect(Set(locations).count == locations.count, "seed \(seed)")
        #expect(locations.count >= 1 + archive.editions.count + archive.talks.count, "seed \(seed)")
    }

    @Test("what does not fit is slides first, and is counted")
    func limit() {
        var talk = Fixtures.talk()
        talk.decks = [Fixtures.deck()]
        let archive = Fixtures.archive(talks: [talk])
        let sitemap = Sitemap(archive: archive, contents: Fixtures.contents(pages: 5), limit: 9)
        #expect(sitemap.pages.count == 9 && sitemap.leftOut == 3)
        #expect(sitemap.pages.last?.location == "https://rockpool.example/2022/rust-gcc/slides/2")
    }

    @Test("an empty archive has its home page")
    func empty() throws {
        let sitemap = Sitemap(archive: Fixtures.archive(talks: []))
        #expect(sitemap.pages == [Sitemap.Page(location: "https://rockpool.example/", lastModified: nil)])
        #expect(try !String(decoding: sitemap.xml(), as: UTF8.self).contains("lastmod"))
    }
}
