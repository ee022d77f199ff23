// swift-format-ignore-file: NeverForceUnwrap
// Values for tests: what cannot be made here is a mistake of the test itself.

import AtomFeeds
import Foundation
import LibXML
import SeededRandom
import TalkArchive
import Testing

@Suite("The history of a feed (RFC 5005)")
struct FeedHistoryTests {
    private let everything = FeedSubject.everything
    private let limits = FeedLimits(eventsPerArchive: 3, recentTalks: 2)

    /// Talks that came at these times, `talk-0` first.
    private func archive(_ times: [String], withdrawals: [Withdrawal] = []) -> Archive {
        let talks = times.enumerated().map { number, time in
            var talk = Fixtures.talk("2022/talk-\(number)", title: "Talk \(number)")
            talk.published = Fixtures.time(time)
            talk.updated = talk.published
            return talk
        }
        var edition = Fixtures.edition(talks: talks)
        edition.withdrawals = withdrawals
        return Archive(settings: Fixtures.settings(), editions: [edition])
    }

    private func names(_ feed: AtomFeed?) -> [Substring]? { feed?.entries.map { $0.title.dropFirst(5) } }

    private func links(_ feed: AtomFeed?) -> [String: String] {
        Dictionary(
            (feed?.links ?? []).map { ($0.relation.rawValue, $0.href.replacing("https://rockpool.example", with: "")) },
            uniquingKeysWith: { first, _ in first })
    }

    private static let times = [
        "2021-12-31T23:59:59Z", "2022-01-01T00:00:00Z", "2022-01-02T00:00:00Z", "2022-01-03T00:00:00Z",
        "2022-01-04T00:00:00Z", "2023-05-01T00:00:00Z", "2023-05-02T00:00:00Z", "2023-05-03T00:00:00Z",
        "2023-05-04T00:00:00Z",
    ]

    @Test("years are cut into parts; one is full by its length, or when a later year has begun")
    func parts() {
        let maker = FeedMaker(archive: archive(Self.times), limits: limits)
        func part(_ year: Int, _ part: Int) -> AtomFeed? {
            maker.archiveDocument(about: everything, year: year, part: part)
        }
        #expect(names(part(2021, 1)) == ["0"])
        #expect(names(part(2022, 1)) == ["1", "2", "3"])
        #expect(names(part(2022, 2)) == ["4"])
        #expect(names(part(2023, 1)) == ["5", "6", "7"])
        for (year, number) in [(2023, 2), (2022, 3), (2022, 0), (2022, -1), (2020, 1), (Int.max, Int.max)] {
            #expect(part(year, number) == nil)
        }
        // Talk 8 is in no full part, and two talks are recent.
        #expect(names(maker.feed(about: everything)) == ["8", "7"])
    }

    @Test("the document that grows has the newest talks, however often each was told")
    func newestTalks() {
        var archive = archive(Array(Self.times[1...4]))
        var edition = archive.editions[0]
        for number in [1, 3] {
            edition.talks[number].updated = Fixtures.time("2023-01-0\(number)T00:00:00Z")
        }
        archive = Archive(settings: archive.settings, editions: [edition])
        let limits = FeedLimits(eventsPerArchive: 3, recentTalks: 4)
        #expect(names(FeedMaker(archive: archive, limits: limits).feed(about: everything)) == ["3", "1", "2", "0"])
    }

    @Test("documents lead to each other, from the one that grows to the first")
    func chain() throws {
        let maker = FeedMaker(archive: archive(Self.times), limits: limits)
        let current = try #require(maker.feed(about: everything))
        #expect(links(current)["prev-archive"] == "/feed/2023.atom")
        #expect(current.extent == nil)
        let first = maker.archiveDocument(about: everything, year: 2021, part: 1)
        let middle = maker.archiveDocument(about: everything, year: 2022, part: 2)
        let last = maker.archiveDocument(about: everything, year: 2023, part: 1)
        #expect(links(first)["prev-archive"] == nil && links(first)["next-archive"] == "/feed/2022.atom")
        #expect(
            links(middle)["prev-archive"] == "/feed/2022.atom" && links(middle)["next-archive"] == "/feed/2023.atom")
        #expect(links(last)["prev-archive"] == "/feed/2022-2.atom" && links(last)["next-archive"] == nil)
        for feed in [first, middle, last] {
            #expect(feed?.extent == .archive && feed?.id == current.id)
            #expect(links(feed)["current"] == "/feed.atom")
        }
        let root = try #require(middle).tree().root
        let marks = root.elements.filter { $0.namespace == "http://purl.org/syndication/history/1.0" }
        #expect(marks.map(\.name) == ["archive"])
    }

    @Test("a feed with few talks has no archive, and that of an edition is complete")
    func small() throws {
        let maker = FeedMaker(archive: archive(Array(Self.times[1...2])), limits: limits)
        let feed = try #require(maker.feed(about: everything))
        #expect(links(feed)["prev-archive"] == nil && names(feed) == ["1", "0"])
        let edition = try #require(maker.feed(about: .edition(EditionID("2022")!)))
        #expect(edition.extent == .complete)
        #expect(try edition.text().contains("<fh:complete/>"))
        #expect(maker.archiveDocument(about: .edition(EditionID("2022")!), year: 2022, part: 1) == nil)
    }

    @Test("feeds of speakers and tags have archives of their own")
    func subjects() {
        var archive = archive(Self.times)
        var edition = archive.editions[0]
        for place in [0, 2, 4, 6] { edition.talks[place].speakers = [Speaker(name: "Bo")] }
        archive = Archive(settings: archive.settings, editions: [edition])
        let maker = FeedMaker(archive: archive, limits: limits)
        let bo = FeedSubject.speaker(SpeakerSlug("bo")!)
        #expect(names(maker.archiveDocument(about: bo, year: 2022, part: 1)) == ["2", "4"])
        #expect(names(maker.feed(about: bo)) == ["6", "4"])
        #expect(links(maker.feed(about: bo))["prev-archive"] == "/speakers/bo/feed/2022.atom")
        let tag = FeedSubject.tag(Tag("gcc")!)
        #expect(links(maker.archiveDocument(about: tag, year: 2022, part: 2))["self"] == "/tags/gcc/feed/2022-2.atom")
        #expect(maker.archiveDocument(about: .tag(Tag("none")!), year: 2022, part: 1) == nil)
    }

    @Test("a talk is told when it comes and each time it changes, with the slides it had then")
    func asOf() throws {
        var talk = Fixtures.talk("2022/talk-0", title: "Talk 0")
        talk.published = Fixtures.time("2021-03-01T00:00:00Z")
        talk.updated = Fixtures.time("2022-03-01T00:00:00Z")
        talk.decks = [
            Fixtures.deck(added: "2022-03-01T00:00:00Z", note: "final"),
            Fixtures.deck(Fixtures.oldDeckHash, added: "2021-03-01T00:00:00Z"),
        ]
        var contents = Fixtures.contents()
        contents[Fixtures.oldDeckHash] = DeckContent(
            slides: [
                Slide(width: 960, height: 540, text: "Old"), Slide(width: 960, height: 540, text: "Why GCC?\nmore"),
            ])
        var history = DeckHistory()
        history.learn(talk) { contents[$0] }
        contents[Fixtures.oldDeckHash] = nil
        let maker = FeedMaker(
            archive: Fixtures.archive(talks: [talk]), contents: contents, history: history, limits: limits)
        let old = try #require(maker.archiveDocument(about: everything, year: 2021, part: 1)?.entries.first)
        let new = try #require(maker.feed(about: everything)?.entries.first)
        #expect(old.id == new.id && old.updated == talk.published && new.updated == talk.updated)
        func file(_ entry: AtomEntry) -> String? { entry.links.first { $0.relation == .enclosure }?.href }
        #expect(file(old) == "https://rockpool.example/files/\(Fixtures.oldDeckHash).pdf")
        #expect(file(new) == "https://rockpool.example/files/\(Fixtures.deckHash).pdf")
        #expect(old.contentHTML.contains("\(Fixtures.oldDeckHash)/1.webp"))
        #expect(old.contentHTML.contains("2 pages") && !old.contentHTML.contains("replaced"))
        #expect(new.contentHTML.contains("Slides replaced on 2022-03-01: 10 new, 1 removed. final"))
        #expect(old.image == "https://rockpool.example/files/\(Fixtures.oldDeckHash)/1.webp")
    }

    @Test("a withdrawn talk leaves one deletion in each document that told of it, and the others stay where they are")
    func withdrawn() throws {
        let before = FeedMaker(archive: archive(Self.times), limits: limits)
        let gone = Withdrawal(
            key: TalkKey("2022/talk-2")!, title: "Talk <2>", at: Fixtures.time("2023-05-03T12:00:00Z"),
            reason: "The speaker asked & got it.", moments: [Fixtures.time(Self.times[2])])
        var left = archive(Self.times).editions[0]
        left.talks.remove(at: 2)
        left.withdrawals = [gone]
        let maker = FeedMaker(
            archive: Archive(settings: Fixtures.settings(), editions: [left]), limits: limits)
        let deletion = AtomDeletion(
            id: "tag:kangrejos.com,2021:2022/talk-2", when: gone.at,
            comment: "“Talk <2>” was withdrawn: The speaker asked & got it.")
        for (year, part, others) in [
            (2021, 1, ["0"]), (2022, 1, ["1", "3"]), (2022, 2, ["4"]), (2023, 1, ["5", "6", "7"]),
        ] {
            let feed = try #require(maker.archiveDocument(about: everything, year: year, part: part))
            #expect(names(feed).map { $0.map(String.init) } == others)
            #expect(feed.deletions == (year == 2022 && part == 1 ? [deletion] : []))
            if feed.deletions.isEmpty {
                #expect(try feed.xml() == before.archiveDocument(about: everything, year: year, part: part)?.xml())
            }
        }
        let current = try #require(maker.feed(about: everything))
        #expect(current.deletions == [deletion] && names(current) == ["8"])
        let edition = try #require(maker.feed(about: .edition(EditionID("2022")!)))
        #expect(edition.deletions == [deletion] && edition.entries.count == 8)
        let root = try current.tree().root
        let element = try #require(root.elements.first { $0.namespace == "http://purl.org/atompub/tombstones/1.0" })
        #expect(element.name == "deleted-entry" && element.elements.map(\.text) == [deletion.comment])
        #expect(element.attributes.map(\.value) == [deletion.id, "2023-05-03T12:00:00Z"])
        #expect(try FeedRules.problems(in: current.xml(), at: "https://rockpool.example/feed.atom") == [])
    }

    @Test("a feed of nothing but a withdrawn talk is valid and dated by the withdrawal")
    func onlyWithdrawn() throws {
        let gone = Withdrawal(
            key: TalkKey("2022/a")!, title: "\u{0}", at: Fixtures.time("2022-05-03T12:00:00Z"), reason: " ")
        let archive = archive([], withdrawals: [gone])
        let feed = try #require(FeedMaker(archive: archive).feed(about: everything))
        #expect(feed.updated == gone.at && feed.deletions.map(\.comment) == ["“2022/a” was withdrawn."])
        #expect(try FeedRules.problems(in: feed.xml(), at: "https://rockpool.example/feed.atom") == [])
    }

    @Test("replacing a deck changes no document of an archive that is full", arguments: UInt64(1)...15)
    func unchanged(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var (archive, contents) = RandomArchive.make(seed: seed)
        var history = DeckHistory()
        archive = RandomArchive.told(archive, years: 2019...2022, using: &random)
        for talk in archive.talks { history.learn(talk) { contents[$0] } }
        func documents() throws -> [String: [UInt8]] {
            let maker = FeedMaker(archive: archive, contents: contents, history: history, limits: limits)
            var documents: [String: [UInt8]] = [:]
            for subject in RandomArchive.subjects(of: archive) {
                for year in 2019...2030 {
                    for part in 1... {
                        guard let feed = maker.archiveDocument(about: subject, year: year, part: part) else { break }
                        var same = feed
                        same.links.removeAll { $0.relation == .nextArchive }
                        documents["\(feed.id) \(year) \(part)"] = try same.xml()
                    }
                }
            }
            return documents
        }
        for change in 0..<4 {
            let before = try documents()
            var editions = archive.editions
            guard let edition = editions.indices.filter({ !editions[$0].talks.isEmpty }).randomElement(using: &random)
            else { return }
            let place = editions[edition].talks.indices.randomElement(using: &random)!
            let time = "\(2023 + change)-01-01T00:00:00Z"
            let hash = ContentHash(of: Data("\(seed) \(change)".utf8))
            contents[hash] = DeckContent(slides: [Slide(width: 4, height: 3, text: "new")])
            editions[edition].talks[place].decks.insert(Fixtures.deck(hash, added: time), at: 0)
            editions[edition].talks[place].updated = Fixtures.time(time)
            archive = Archive(settings: archive.settings, editions: editions)
            history.learn(editions[edition].talks[place]) { contents[$0] }
            let after = try documents()
            for (name, bytes) in before { #expect(after[name] == bytes, "seed \(seed), \(name)") }
        }
    }

    @Test(
        "who follows the archive from the feed back sees what was told, and each document is valid",
        arguments: UInt64(1)...10)
    func followed(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var (archive, contents) = RandomArchive.make(seed: seed)
        archive = RandomArchive.told(archive, years: 2019...2023, using: &random)
        let maker = FeedMaker(archive: archive, contents: contents, limits: limits)
        for subject in RandomArchive.subjects(of: archive) {
            var next = maker.feed(about: subject)
            var seen: Set<String> = []
            var documents = 0
            while let feed = next {
                documents += 1
                let own = feed.links.first { $0.relation == .self }!.href
                #expect(try FeedRules.problems(in: feed.xml(), at: own) == [], "seed \(seed), \(own)")
                seen.formUnion(feed.entries.map { "\($0.id) \($0.updated)" })
                let before = feed.links.first { $0.relation == .previousArchive }?.href
                next = before.flatMap { address in
                    let name = address.split(separator: "/").last!.dropLast(5).split(separator: "-").compactMap {
                        Int($0)
                    }
                    return maker.archiveDocument(about: subject, year: name[0], part: name.count > 1 ? name[1] : 1)
                }
                #expect((next == nil) == (before == nil) && documents < 1000)
            }
            let talks: [Talk] =
                switch subject {
                case .speaker(let slug): archive.talks(by: slug)
                case .tag(let tag): archive.talks(tagged: tag)
                default: archive.talks
                }
            func states(_ moments: (Talk) -> [Timestamp]) -> Set<String> {
                Set(talks.flatMap { talk in moments(talk).map { "\(maker.entry(for: talk).id) \($0)" } })
            }
            let all = states(\.moments)
            #expect(seen.isSubset(of: all), "seed \(seed), \(subject.address)")
            #expect(seen.isSuperset(of: states { $0.moments.suffix(1) }), "seed \(seed), \(subject.address)")
            // In the document that grows, a talk is told only as it is now.
            #expect(all.subtracting(seen).count < limits.eventsPerArchive, "seed \(seed), \(subject.address)")
        }
    }
}
