import AtomFeeds
import Foundation
import LibXML
import TalkArchive
import Testing

@Suite("Laws of feeds over random archives")
struct FeedLawsTests {
    private static let seeds = Array(UInt64(1)...40)

    /// A name without any letter, digit or other character has no page.
    private func named(_ archive: Archive) -> [Speaker] {
        archive.speakers.filter { !$0.slug.description.isEmpty }
    }

    private func feeds(of archive: Archive, contents: [ContentHash: DeckContent], base: URL?) -> [AtomFeed] {
        let maker = FeedMaker(archive: archive, contents: contents, baseURL: base)
        let counts = SearchCounts(totalResults: archive.talks.count, itemsPerPage: 20)
        let search = SearchResults(search: SearchAddress(query: "a"), talks: archive.talks, counts: counts)
        let subjects: [FeedSubject] =
            [.everything, .search(search)] + archive.editions.map { .edition($0.id) }
            + named(archive).map { .speaker($0.slug) } + archive.tags.map { .tag($0) }
        return subjects.compactMap { maker.feed(about: $0) }
    }

    @Test("every feed is valid by the grammar and read by libxml2", arguments: seeds)
    func valid(seed: UInt64) throws {
        let (archive, contents) = RandomArchive.make(seed: seed)
        let feeds = feeds(of: archive, contents: contents, base: nil)
        #expect(feeds.count == 2 + archive.editions.count + named(archive).count + archive.tags.count)
        for feed in feeds {
            let own = try #require(feed.links.first { $0.relation == .self }).href
            let problems = try FeedRules.problems(in: feed.xml(), at: own)
            #expect(problems == [], "seed \(seed), \(feed.id)")
        }
    }

    @Test("another host changes no id and no date, and every link", arguments: seeds)
    func host(seed: UInt64) throws {
        let (archive, contents) = RandomArchive.make(seed: seed)
        let here = feeds(of: archive, contents: contents, base: Fixtures.base)
        let there = feeds(of: archive, contents: contents, base: Fixtures.otherBase)
        func facts(_ feeds: [AtomFeed]) -> [[String]] {
            feeds.map { feed in
                [feed.id, feed.updated.description]
                    + feed.entries.flatMap { [$0.id, $0.updated.description, $0.published.description] }
                    + feed.entries.flatMap { $0.categories.compactMap(\.scheme) }
            }
        }
        #expect(facts(here) == facts(there), "seed \(seed)")
        for feed in there {
            #expect(try !feed.text().contains("rockpool.example"), "seed \(seed), \(feed.id)")
        }
    }

    @Test("the same archive gives the same bytes", arguments: seeds)
    func bytes(seed: UInt64) throws {
        let (archive, contents) = RandomArchive.make(seed: seed)
        let (again, contentsAgain) = RandomArchive.make(seed: seed)
        let first = try feeds(of: archive, contents: contents, base: nil).map { try $0.xml() }
        let second = try feeds(of: again, contents: contentsAgain, base: nil).map { try $0.xml() }
        #expect(first == second, "seed \(seed)")
    }

    @Test("a feed that is written entry by entry is the same as one that is made whole", arguments: seeds.prefix(10))
    func written(seed: UInt64) throws {
        let (archive, contents) = RandomArchive.make(seed: seed)
        let maker = FeedMaker(archive: archive, contents: contents)
        for subject in RandomArchive.subjects(of: archive) + archive.editions.map({ .edition($0.id) }) {
            let written = try #require(try maker.xml(about: subject))
            let whole = try #require(maker.feed(about: subject))
            #expect(try written.bytes == whole.xml() && written.updated == whole.updated, "seed \(seed)")
        }
    }

    @Test("an entry is the same in every feed, and ids are unique over all feeds and entries", arguments: seeds)
    func identity(seed: UInt64) {
        let (archive, contents) = RandomArchive.make(seed: seed)
        let feeds = feeds(of: archive, contents: contents, base: nil)
        var entries: [String: AtomEntry] = [:]
        for entry in feeds.flatMap(\.entries) {
            #expect(entries[entry.id] == nil || entries[entry.id] == entry, "seed \(seed)")
            entries[entry.id] = entry
        }
        #expect(entries.count == archive.talks.count, "seed \(seed)")
        #expect(Set(feeds.map(\.id)).count == feeds.count, "seed \(seed)")
        #expect(Set(feeds.map(\.id)).isDisjoint(with: entries.keys), "seed \(seed)")
    }

    @Test("a feed's date is its newest entry's, and entries come newest first", arguments: seeds)
    func dates(seed: UInt64) throws {
        let (archive, contents) = RandomArchive.make(seed: seed)
        let all = try #require(FeedMaker(archive: archive, contents: contents).feed(about: .everything))
        for (left, right) in zip(all.entries, all.entries.dropFirst()) {
            #expect((left.updated, left.published) >= (right.updated, right.published), "seed \(seed)")
        }
        if let newest = archive.talks.compactMap(\.moments.last).max() {
            #expect(all.updated == newest, "seed \(seed)")
        }
    }

    @Test("content has only absolute http links and no scripts", arguments: seeds)
    func content(seed: UInt64) throws {
        let (archive, contents) = RandomArchive.make(seed: seed)
        let maker = FeedMaker(archive: archive, contents: contents)
        for talk in archive.talks {
            let html = maker.entry(for: talk).contentHTML
            #expect(try HTMLCheck.problems(in: html) == [], "seed \(seed), \(talk.key)")
        }
    }

    @Test("touching the archive's files changes no byte")
    func touching() throws {
        let root = FileManager.default.temporaryDirectory.appending(path: "feeds-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        let files = [
            "archive.yaml": "name: Pool\nbase_url: https://pool.example\ntag_authority: pool.example,2021\n",
            "2022/edition.yaml": "name: Pool 2022\nstarts: 2022-09-07\nends: 2022-09-07\n",
            "2022/one/talk.md": "---\ntitle: One\nspeakers: [Ana]\npublished: 2022-09-07T00:00:00Z\n---\nText.\n",
        ]
        for (path, text) in files {
            let file = root.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        func feed() throws -> [UInt8] {
            var hashes = FileHashCache()
            let loaded = ArchiveFolder(root: root).load(hashes: &hashes)
            let archive = try #require(loaded.archive)
            #expect(archive.talks.count == 1)
            return try #require(FeedMaker(archive: archive).feed(about: .everything)).xml()
        }
        let before = try feed()
        for path in files.keys {
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: 2_000_000_000)],
                ofItemAtPath: root.appending(path: path).path)
        }
        #expect(try feed() == before)
    }
}
