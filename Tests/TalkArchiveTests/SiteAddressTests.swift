import Foundation
import Testing

@testable import TalkArchive

@Suite struct SiteAddressTests {
    @Test(
        "each address is spelled in one way",
        arguments: SiteAddressCases.paths)
    func path(_ address: SiteAddress, _ path: String) {
        #expect(address.path == path)
        #expect(address.absolute(base: URL(string: "https://tidal.example")!) == "https://tidal.example" + path)
        #expect(address.absolute(base: URL(string: "https://tidal.example/a/")!) == "https://tidal.example/a" + path)
    }

    @Test("tags have their page and feed")
    func tags() {
        let tag = Tag("pin-init")!
        #expect(SiteAddress.tag(tag).path == "/tags/pin-init/")
        #expect(SiteAddress.feed(.tag(tag)).path == "/tags/pin-init/feed.atom")
    }

    @Test("two ways to say the same search are one address")
    func search() {
        let years = ["2022", "2021", "2022"].compactMap { EditionID($0) }
        let one = SearchAddress(query: "a", editions: years, tags: [Tag("b")!, Tag("a")!])
        let other = SearchAddress(query: "a", editions: [years[1], years[0]], tags: [Tag("a")!, Tag("b")!])
        #expect(one == other)
        #expect(one.queryString == "?q=a&edition=2021&edition=2022&tag=a&tag=b")
        let full = SearchAddress(
            query: "\"é+\" #", speakers: [SpeakerSlug(name: "B")], order: .newest, page: 3)
        #expect(full.queryString == "?q=%22%C3%A9%2B%22%20%23&speaker=b&sort=newest&page=3")
    }
}

/// Every kind of address with its spelling.
private enum SiteAddressCases {
    static let edition = EditionID(unchecked: "2022")
    static let talk: TalkKey = "2022/rust-gcc"
    static let hash = ContentHash(of: Data())
    static let digits = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    static let search = SearchAddress(query: "pin & co")

    static let paths: [(SiteAddress, String)] = [
        (.home, "/"), (.edition(edition), "/2022/"), (.talk(talk), "/2022/rust-gcc/"),
        (.slide(talk, 7), "/2022/rust-gcc/slides/7"), (.currentDeck(talk), "/2022/rust-gcc/slides.pdf"),
        (.file(hash), "/files/\(digits).pdf"), (.picture(hash, page: 7, .large), "/files/\(digits)/7.webp"),
        (.picture(hash, page: 7, .small), "/files/\(digits)/7-small.webp"),
        (.galleryPicture(edition, file: "a b/ü?.jpg"), "/2022/gallery/a%20b%2F%C3%BC%3F.jpg"),
        (.speakers, "/speakers/"), (.speaker(SpeakerSlug(name: "Ada Low")), "/speakers/ada-low/"),
        (.tags, "/tags/"), (.search(search), "/search?q=pin%20%26%20co"), (.feeds, "/feeds/"),
        (.explainedSearch(search), "/search?q=pin%20%26%20co&explain=1"),
        (.feed(.everything), "/feed.atom"), (.feed(.edition(edition)), "/2022/feed.atom"),
        (.feed(.speaker(SpeakerSlug(name: "Ada Low"))), "/speakers/ada-low/feed.atom"),
        (.feed(.search(search)), "/search.atom?q=pin%20%26%20co"),
        (.feedArchive(.everything, year: 2022, part: 1), "/feed/2022.atom"),
        (.feedArchive(.everything, year: 2022, part: 12), "/feed/2022-12.atom"),
        (.feedArchive(.speaker(SpeakerSlug(name: "Ada Low")), year: 2022, part: 1), "/speakers/ada-low/feed/2022.atom"),
        (.jsonFeed(.everything), "/feed.json"), (.jsonFeed(.edition(edition)), "/2022/feed.json"),
        (.jsonFeed(.search(search)), "/search.json?q=pin%20%26%20co"), (.openSearch, "/opensearch.xml"),
        (.talkSource(talk), "/2022/rust-gcc/talk.md"), (.editionSource(edition), "/2022/edition.yaml"),
        (.archiveSource, "/archive.yaml"), (.harvesting, "/oai"), (.sitemapPart(2), "/sitemap/2.xml"),
        (.sitemap, "/sitemap.xml"), (.robots, "/robots.txt"), (.organize, "/organize/"),
        (.securityContact, "/.well-known/security.txt"),
        (.asset(name: "site.css", version: "12ab"), "/assets/12ab/site.css"),
    ]
}
