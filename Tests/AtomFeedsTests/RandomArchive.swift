// swift-format-ignore-file: NeverForceUnwrap
// Values for tests: what cannot be made here is a mistake of the test itself.

import AtomFeeds
import Foundation
import SeededRandom
import TalkArchive

/// Archives of any shape: with and without talks, speakers, decks and texts, with odd characters everywhere.
enum RandomArchive {
    static func make(seed: UInt64) -> (archive: Archive, contents: [ContentHash: DeckContent]) {
        var random = SeededGenerator(seed: seed)
        var contents: [ContentHash: DeckContent] = [:]
        var editions: [Edition] = []
        for year in 2020..<(2020 + Int.random(in: 0...4, using: &random)) {
            let talks = (0..<Int.random(in: 0...8, using: &random)).map { number in
                talk("\(year)/talk-\(number)", contents: &contents, using: &random)
            }
            var edition = Fixtures.edition(String(year), talks: talks)
            edition.name = text(using: &random)
            edition.tagline = text(using: &random)
            editions.append(edition)
        }
        return (Archive(settings: Fixtures.settings(name: text(using: &random)), editions: editions), contents)
    }

    /// The same talks with times spread over years, none of which was changed but by its decks.
    static func told(_ archive: Archive, years: ClosedRange<Int>, using random: inout SeededGenerator) -> Archive {
        func time() -> String {
            func two(_ range: ClosedRange<Int>) -> String {
                String(Int.random(in: range, using: &random) + 100).suffix(2).description
            }
            return "\(Int.random(in: years, using: &random))-\(two(1...12))-\(two(1...28))T\(two(0...1)):00:00Z"
        }
        return Archive(
            settings: archive.settings,
            editions: archive.editions.map { edition in
                var edition = edition
                for place in edition.talks.indices {
                    var talk = edition.talks[place]
                    let times = (0...talk.decks.count).map { _ in Fixtures.time(time()) }.sorted()
                    talk.published = times[0]
                    talk.updated = times.last!
                    for (deck, time) in talk.decks.indices.reversed().enumerated().map({ ($1, times[$0 + 1]) }) {
                        talk.decks[deck].added = time
                    }
                    edition.talks[place] = talk
                }
                return edition
            })
    }

    /// What has a feed with an archive.
    static func subjects(of archive: Archive) -> [FeedSubject] {
        [.everything] + archive.speakers.filter { !$0.slug.description.isEmpty }.map { .speaker($0.slug) }
            + archive.tags.map { .tag($0) }
    }

    private static func talk(
        _ key: String, contents: inout [ContentHash: DeckContent], using random: inout SeededGenerator
    ) -> Talk {
        var talk = Fixtures.talk(key, title: text(using: &random))
        // Few moments, so that ties are common.
        talk.published = Timestamp(secondsSinceEpoch: 1_600_000_000 + Int.random(in: 0...3, using: &random))
        talk.updated = Timestamp(
            secondsSinceEpoch: talk.published.secondsSinceEpoch + Int.random(in: 0...3, using: &random))
        talk.speakers = (0..<Int.random(in: 0...3, using: &random)).map { _ in Speaker(name: text(using: &random)) }
        talk.tags = ["a", "b", "c"].filter { _ in Bool.random(using: &random) }.compactMap { Tag($0) }
        talk.text = text(using: &random)
        talk.kind = Talk.Kind.allCases.randomElement(using: &random)!
        talk.links = [Link(title: text(using: &random), url: URL(string: "https://example.org/?a=1&b='2'")!)]
        talk.decks = (0..<Int.random(in: 0...2, using: &random)).map { version in
            let hash = ContentHash(of: Data("\(key) \(version)".utf8))
            if Bool.random(using: &random) {
                let slide = Slide(
                    width: [0, 300, 960, .infinity].randomElement(using: &random)!,
                    height: [0, 1, 540, .nan].randomElement(using: &random)!, text: text(using: &random))
                contents[hash] = DeckContent(
                    slides: Array(repeating: slide, count: Int.random(in: 0...4, using: &random)))
            }
            var deck = Fixtures.deck(hash, origin: Deck.Origin.allCases.randomElement(using: &random)!)
            deck.note = text(using: &random)
            return deck
        }
        return talk
    }

    private static func text(using random: inout SeededGenerator) -> String {
        (0..<Int.random(in: 0...2, using: &random)).map { _ in
            Fixtures.oddTexts.randomElement(using: &random)!.prefix(200)
        }
        .joined(separator: " *and* ")
    }
}
