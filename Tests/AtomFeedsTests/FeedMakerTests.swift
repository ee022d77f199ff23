import AtomFeeds
import Foundation
import LibXML
import TalkArchive
import Testing

@Suite("FeedMaker")
struct FeedMakerTests {
    @Test("ids are tag URIs of the authority and the names of things")
    func ids() throws {
        let talk = Fixtures.talk()
        let maker = FeedMaker(archive: Fixtures.archive(talks: [talk]))
        let search = SearchAddress(
            query: "pinned init & <x>", editions: [EditionID("2022")!], tags: [Tag("gcc")!], page: 3)
        let results = SearchResults(
            search: search, talks: [], counts: SearchCounts(totalResults: 41, startIndex: 41, itemsPerPage: 20))
        let subjects: [FeedSubject] = [
            .everything, .edition(EditionID("2022")!), .speaker(SpeakerSlug("ana-diaz")!), .tag(Tag("gcc")!),
            .search(results),
        ]
        #expect(
            subjects.compactMap { maker.feed(about: $0)?.id } == [
                "tag:kangrejos.com,2021:feed", "tag:kangrejos.com,2021:feed/2022",
                "tag:kangrejos.com,2021:feed/speakers/ana-diaz", "tag:kangrejos.com,2021:feed/tags/gcc",
                "tag:kangrejos.com,2021:feed/search?q=pinned%20init%20%26%20%3Cx%3E&edition=2022&tag=gcc",
            ])
        #expect(maker.entry(for: talk).id == "tag:kangrejos.com,2021:2022/rust-gcc")
    }

    @Test("there is no feed about what the archive does not have")
    func unknown() {
        let maker = FeedMaker(archive: Fixtures.archive(talks: [Fixtures.talk()]))
        #expect(maker.feed(about: .edition(EditionID("2030")!)) == nil)
        #expect(maker.feed(about: .speaker(SpeakerSlug("nobody")!)) == nil)
        #expect(maker.feed(about: .tag(Tag("nothing")!)) == nil)
    }

    @Test("the last changed comes first, then the last published, then the archive's order")
    func order() throws {
        func talk(_ slug: String, _ published: String, _ updated: String) -> Talk {
            var talk = Fixtures.talk("2022/\(slug)")
            talk.published = Fixtures.time("2022-09-\(published)T00:00:00Z")
            talk.updated = Fixtures.time("2022-09-\(updated)T00:00:00Z")
            return talk
        }
        let talks = [
            talk("tie-1", "01", "05"), talk("late", "03", "05"), talk("tie-2", "01", "05"), talk("first", "01", "09"),
            talk("tie-3", "01", "05"), talk("old", "01", "02"),
        ]
        let archive = Fixtures.archive(talks: talks)
        let feed = try #require(FeedMaker(archive: archive).feed(about: .everything))
        #expect(
            feed.entries.map { $0.id.split(separator: "/").last } == [
                "first", "late", "tie-1", "tie-2", "tie-3", "old",
            ])
        #expect(feed.updated == Fixtures.time("2022-09-09T00:00:00Z"))
        #expect(
            try #require(FeedMaker(archive: archive).feed(about: .edition(EditionID("2022")!))).entries == feed.entries)
    }

    @Test("a search keeps its own order, and its date is its newest entry's")
    func searchOrder() throws {
        var newer = Fixtures.talk("2022/newer")
        newer.updated = Fixtures.time("2022-10-01T00:00:00Z")
        let talks = [Fixtures.talk("2022/older"), newer]
        let results = SearchResults(
            search: SearchAddress(query: "x"), talks: talks, counts: SearchCounts(totalResults: 2, itemsPerPage: 20))
        let feed = try #require(FeedMaker(archive: Fixtures.archive(talks: talks)).feed(about: .search(results)))
        #expect(feed.entries.map(\.id) == talks.map { "tag:kangrejos.com,2021:\($0.key)" })
        #expect(feed.updated == newer.updated)
    }

    @Test("an empty feed is valid and dated by a stored fact")
    func empty() throws {
        let none = FeedMaker(archive: Fixtures.archive(talks: []))
        let nothing = try #require(none.feed(about: .everything))
        #expect(nothing.updated == Fixtures.time("2021-01-01T00:00:00Z"))
        #expect(try AtomSchema.problems(in: nothing.xml()) == [])

        let editions = [Fixtures.edition("2021", talks: []), Fixtures.edition("2022", talks: [Fixtures.talk()])]
        let maker = FeedMaker(archive: Archive(settings: Fixtures.settings(), editions: editions))
        let edition = try #require(maker.feed(about: .edition(EditionID("2021")!)))
        #expect(edition.updated == Fixtures.time("2021-09-07T00:00:00Z"))
        #expect(try AtomSchema.problems(in: edition.xml()) == [])

        let results = SearchResults(
            search: SearchAddress(query: ""), talks: [], counts: SearchCounts(totalResults: 0, itemsPerPage: 20))
        let search = try #require(maker.feed(about: .search(results)))
        #expect(search.updated == Fixtures.talk().updated)
        #expect(try AtomSchema.problems(in: search.xml()) == [])
    }

    @Test(
        "an archive without editions is dated by its authority",
        arguments: [
            ("a.org,2021", "2021-01-01T00:00:00Z"), ("a.org,2021-05", "2021-05-01T00:00:00Z"),
            ("a.org,2021-05-17", "2021-05-17T00:00:00Z"), ("a.org", "1970-01-01T00:00:00Z"),
            ("a.org,soon", "1970-01-01T00:00:00Z"), ("", "1970-01-01T00:00:00Z"),
        ])
    func authority(authority: String, date: String) throws {
        let archive = Archive(settings: Fixtures.settings(authority: authority), editions: [])
        #expect(try #require(FeedMaker(archive: archive).feed(about: .everything)).updated == Fixtures.time(date))
    }

    @Test("each speaker is an author; who has none is covered by the feed's author")
    func authors() throws {
        var everyone = Fixtures.talk("2022/discussion")
        everyone.speakers = []
        let maker = FeedMaker(archive: Fixtures.archive(talks: [everyone, Fixtures.fullTalk]))
        let feed = try #require(maker.feed(about: .everything))
        #expect(feed.authors == [AtomPerson(name: "Kangrejos", uri: "https://rockpool.example/")])
        #expect(maker.entry(for: everyone).authors == [])
        #expect(
            maker.entry(for: Fixtures.fullTalk).authors == [
                AtomPerson(name: "Ana Díaz", uri: "https://rockpool.example/speakers/ana-diaz/"),
                AtomPerson(name: "Bo \"B\" O'Neil", uri: "https://rockpool.example/speakers/bo-b-oneil/"),
            ])
    }

    @Test("edition and tags are categories whose schemes name no host")
    func categories() {
        let entry = FeedMaker(archive: Fixtures.archive(talks: [Fixtures.fullTalk])).entry(for: Fixtures.fullTalk)
        #expect(
            entry.categories == [
                AtomCategory(term: "2022", scheme: "tag:kangrejos.com,2021:editions", label: "Kangrejos 2022"),
                AtomCategory(term: "gcc", scheme: "tag:kangrejos.com,2021:tags"),
                AtomCategory(term: "toolchain", scheme: "tag:kangrejos.com,2021:tags"),
            ])
    }

    @Test("the current deck is an enclosure of exact bytes with its length; links are related, the original is via")
    func links() {
        let talk = Fixtures.fullTalk
        let maker = FeedMaker(archive: Fixtures.archive(talks: [talk]), contents: Fixtures.contents())
        #expect(
            maker.entry(for: talk).links == [
                AtomLink(.alternate, href: "https://rockpool.example/2022/rust-gcc/", type: "text/html"),
                AtomLink(
                    .enclosure, href: "https://rockpool.example/files/\(Fixtures.deckHash).pdf",
                    type: "application/pdf", title: "Sample slides (PDF, 11 pages, 140 kB)", length: 139_870,
                    hash: Fixtures.deckHash),
                AtomLink(.related, href: "https://news.example/1?x=1&y=2", title: "Report & notes"),
                AtomLink(.related, href: "https://git.example/gcc", title: "Code (uncertain)"),
                AtomLink(.via, href: "https://slides.example/gcc.pdf?a=1&b=2", title: "Original slides"),
            ])
    }

    @Test("a feed links to itself and to the page that lists the same")
    func feedLinks() throws {
        let talk = Fixtures.talk()
        let maker = FeedMaker(archive: Fixtures.archive(talks: [talk]), baseURL: Fixtures.otherBase)
        let results = SearchResults(
            search: SearchAddress(query: "a b"), talks: [], counts: SearchCounts(totalResults: 0, itemsPerPage: 20))
        let expected: [(FeedSubject, String, String)] = [
            (.everything, "/feed.atom", "/"), (.edition(EditionID("2022")!), "/2022/feed.atom", "/2022/"),
            (.speaker(talk.speakers[0].slug), "/speakers/ana-diaz/feed.atom", "/speakers/ana-diaz/"),
            (.tag(Tag("gcc")!), "/tags/gcc/feed.atom", "/tags/gcc/"),
            (.search(results), "/search.atom?q=a%20b", "/search?q=a%20b"),
        ]
        for (subject, own, page) in expected {
            let feed = try #require(maker.feed(about: subject))
            #expect(feed.links.first { $0.relation == .self }?.href == "http://localhost:8080/workshop" + own)
            #expect(feed.links.first { $0.relation == .alternate }?.href == "http://localhost:8080/workshop" + page)
        }
    }

    @Test("a search has pages that lead to each other, all of one feed; one behind the last leads back")
    func pages() throws {
        let maker = FeedMaker(archive: Fixtures.archive(talks: []))
        func links(_ page: Int, total: Int) throws -> [String: String] {
            let results = SearchResults(
                search: SearchAddress(query: "a", page: page), talks: [],
                counts: SearchCounts(totalResults: total, startIndex: (page - 1) * 20 + 1, itemsPerPage: 20))
            let feed = try #require(maker.feed(about: .search(results)))
            #expect(feed.id == "tag:kangrejos.com,2021:feed/search?q=a")
            #expect(try AtomSchema.problems(in: feed.xml()) == [])
            let relations: [AtomLink.Relation] = [.self, .first, .previous, .next, .last]
            return Dictionary(
                feed.links.filter { relations.contains($0.relation) }.map {
                    ($0.relation.rawValue, $0.href.replacing("https://rockpool.example/search.atom?q=a", with: "."))
                }, uniquingKeysWith: { first, _ in first })
        }
        #expect(try links(1, total: 20) == ["self": "."])
        #expect(try links(1, total: 21) == ["self": ".", "first": ".", "next": ".&page=2", "last": ".&page=2"])
        #expect(
            try links(2, total: 41) == [
                "self": ".&page=2", "first": ".", "previous": ".", "next": ".&page=3", "last": ".&page=3",
            ])
        #expect(
            try links(9, total: 41) == [
                "self": ".&page=9", "first": ".", "previous": ".&page=3", "last": ".&page=3",
            ])
        #expect(try links(2, total: 0) == ["self": ".&page=2", "first": ".", "previous": ".", "last": "."])
    }

    @Test("the summary is plain text and short; where the talk has no text there is none")
    func summary() {
        let maker = FeedMaker(archive: Fixtures.archive(talks: []), limits: FeedLimits(summary: 20))
        var talk = Fixtures.talk()
        #expect(maker.entry(for: talk).summary == "A front end for…")
        talk.text = "Short *one*."
        #expect(maker.entry(for: talk).summary == "Short one.")
        talk.text = " \n"
        #expect(maker.entry(for: talk).summary == nil)
    }

    @Test("a search's title says what is searched")
    func searchTitle() {
        let talk = Fixtures.talk()
        let maker = FeedMaker(archive: Fixtures.archive(talks: [talk]))
        func title(_ search: SearchAddress) -> String? {
            let counts = SearchCounts(totalResults: 0, itemsPerPage: 20)
            return maker.feed(about: .search(SearchResults(search: search, talks: [], counts: counts)))?.title
        }
        #expect(title(SearchAddress(query: "pinned  init")) == "Kangrejos: search for “pinned init”")
        let filtered = SearchAddress(
            query: "", editions: [EditionID("2022")!], speakers: [talk.speakers[0].slug], tags: [Tag("gcc")!])
        #expect(title(filtered) == "Kangrejos: search in Kangrejos 2022, by Ana Díaz, about gcc")
    }
}
