import AtomFeeds
import Foundation
import LibXML
import SeededRandom
import TalkArchive
import Testing

@Suite("Sitemap")
struct SitemapTests {
    private let names = [
        "s": "http://www.sitemaps.org/schemas/sitemap/0.9", "i": "http://www.google.com/schemas/sitemap-image/1.1",
    ]

    @Test("it lists every page once with the last change of what it shows")
    func pages() throws {
        var old = Fixtures.talk("2021/seq-file")
        old.updated = Fixtures.time("2021-10-01T00:00:00Z")
        old.tags = []
        var new = Fixtures.talk()
        new.speakers.append(Speaker(name: "Bo"))
        new.decks = [Fixtures.deck()]
        let sitemap = SitemapFiles(archive: Fixtures.archive(talks: [old, new]), contents: Fixtures.contents(pages: 2))
        let tree = try XMLTree(parsing: try sitemap.files[0].xml())
        let pages = try tree.elements(at: "//s:url", namespaces: names).map { url in
            url.elements.filter { $0.name != "image" }.map(\.text)
        }
        let (then, now) = ("2021-10-01T00:00:00Z", "2022-09-08T10:00:00Z")
        let expected = [
            ("/", now), ("/2022/", now), ("/2021/", then), ("/2022/rust-gcc/", now), ("/2021/seq-file/", then),
            ("/speakers/", now), ("/speakers/ana-diaz/", now), ("/speakers/bo/", now), ("/tags/", now),
            ("/tags/gcc/", now), ("/2022/rust-gcc/slides/1", now), ("/2022/rust-gcc/slides/2", now),
        ]
        #expect(pages == expected.map { ["https://rockpool.example" + $0.0, $0.1] })
        #expect(
            try tree.strings(at: "//s:url[i:image]/s:loc | //i:image/i:loc", namespaces: names) == [
                "https://rockpool.example/2022/rust-gcc/",
                "https://rockpool.example/files/\(Fixtures.deckHash)/1.webp",
            ])
    }

    @Test("each url has exactly one loc and at most one lastmod, and no location stands twice", arguments: 1...20)
    func cardinality(seed: UInt64) throws {
        let (archive, contents) = RandomArchive.make(seed: seed)
        let tree = try XMLTree(parsing: try SitemapFiles(archive: archive, contents: contents).files[0].xml())
        let children = tree.root.elements.map { $0.elements.map(\.name) }
        let shapes = [["loc", "lastmod"], ["loc"], ["loc", "lastmod", "image"]]
        #expect(children.allSatisfy(shapes.contains), "seed \(seed)")
        let locations = try tree.strings(at: "//s:loc", namespaces: names)
        #expect(Set(locations).count == locations.count, "seed \(seed)")
        #expect(locations.count >= 1 + archive.editions.count + archive.talks.count, "seed \(seed)")
    }

    @Test("what does not fit into one file goes into more under an index, and nothing is left out", arguments: 1...20)
    func index(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let (archive, contents) = RandomArchive.make(seed: seed)
        let whole = SitemapFiles(archive: archive, contents: contents).files[0]
        var limits = SitemapLimits()
        limits.pages = Int.random(in: 1...40, using: &random)
        limits.bytes = Int.random(in: 1200...6000, using: &random)
        let parts = SitemapFiles(archive: archive, contents: contents, limits: limits)
        #expect(parts.files.flatMap(\.pages) == whole.pages, "seed \(seed)")
        for file in parts.files {
            #expect(file.pages.count <= limits.pages, "seed \(seed)")
            #expect(try file.xml().count <= limits.bytes, "seed \(seed)")
        }
        guard parts.files.count > 1 else { return }
        let root = try XMLTree(parsing: parts.rootXML { "https://rockpool.example/sitemap/\($0).xml" })
        #expect(
            try root.strings(at: "/s:sitemapindex/s:sitemap/s:loc", namespaces: names)
                == (1...parts.files.count).map { "https://rockpool.example/sitemap/\($0).xml" })
    }

    @Test("an empty archive has its home page")
    func empty() throws {
        let sitemap = SitemapFiles(archive: Fixtures.archive(talks: [])).files[0]
        #expect(sitemap.pages == [Sitemap.Page(location: "https://rockpool.example/", lastModified: nil)])
        #expect(try !String(decoding: sitemap.xml(), as: UTF8.self).contains("lastmod"))
    }
}
