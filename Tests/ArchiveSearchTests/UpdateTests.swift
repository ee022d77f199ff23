import FullTextIndex
import SeededRandom
import TalkArchive
import Testing

@testable import ArchiveSearch

/// A search that followed every change of the archive answers as one that is made afresh.
@Suite("TalkSearch: updates")
struct UpdateTests {
    private static let words = ["tide", "rock", "limpet", "crab", "salt", "water", "moon", "shell"]
    private static let queries = [
        "tide", "rock water", "\"salt water\"", "moon OR crab", "limpet -shell", "speaker:ada", "title:tide", "sh*", "",
    ]

    @Test("after any changes it is as if made afresh", arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
    func law(seed: UInt64) {
        print("changes from seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        var samples: [Shore.Sample] = []
        var followed = TalkSearch(language: "en")
        for _ in 0..<12 {
            change(&samples, &generator)
            followed = Shore.search(samples, from: followed)
            let fresh = Shore.search(samples)
            for query in Self.queries {
                #expect(answer(followed, query) == answer(fresh, query), "\(query) over \(samples)")
            }
        }
    }

    @Test("a deck in which text was recognised meanwhile is found by it")
    func recognised() throws {
        let samples = Shore.samples
        let hash = try #require(samples.compactMap(\.deck).first?.hash)
        let archive = Shore.archive(samples)
        let before = Shore.search(samples)
        var contents = Shore.contents(samples)
        contents[hash]?.slides.append(Shore.slide("Bioluminescence"))
        let address = SearchAddress(query: "bioluminescence")
        #expect(before.results(of: address, pageSize: 10).hits.isEmpty)
        let after = before.updated(to: archive, contents: contents)
        #expect(after.results(of: address, pageSize: 10).hits.count == 1)
        #expect(after.updated(to: archive, contents: contents).index.statistics == after.index.statistics)
    }

    @Test("merges that run while updates come lose nothing, and leave few segments", arguments: [1, 2] as [UInt64])
    func merges(seed: UInt64) {
        print("changes from seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        var samples = Shore.samples
        var followed = TalkSearch(language: "en")
        var unmerged = followed
        var running: SearchMerge.Finished?
        for step in 0..<24 {
            let number = Int.random(in: 0..<12, using: &generator)
            samples.removeAll { $0.key == "2031/long-\(number)" }
            let words = (0..<3_000).map { _ in Self.words.randomElement(using: &generator) ?? "tide" }
            samples.append(
                Shore.Sample(
                    key: "2031/long-\(number)", title: "Long \(number)", date: "2031-05-02",
                    text: "Version\(step) \(words.joined(separator: " "))"))
            unmerged = Shore.search(samples, from: unmerged)
            followed = Shore.search(samples, from: followed)
            // It began before this update.
            if let finished = running { followed = followed.adopting(finished) }
            running = followed.pendingMerge?.run()
        }
        while let merge = followed.pendingMerge { followed = followed.adopting(merge.run()) }
        #expect(followed.index.statistics.segmentCount <= 4)
        #expect(unmerged.index.statistics.segmentCount > 4)
        let fresh = Shore.search(samples)
        for query in Self.queries + (0..<24).map({ "version\($0)" }) {
            #expect(answer(followed, query) == answer(fresh, query), "\(query), seed \(seed)")
        }
    }

    @Test("a deck that is read later is found then, and one that is replaced is not")
    func decks() {
        var samples = Shore.samples
        let archive = Shore.archive(samples)
        let unread = TalkSearch(language: "en").updated(to: archive, contents: [:])
        #expect(total(unread, "suction") == 0)
        #expect(total(unread, "limpets") == 1)
        let read = unread.updated(to: archive, contents: Shore.contents(samples))
        #expect(total(read, "suction") == 1)
        samples[0].slides = ["Only glue now"]
        let replaced = Shore.search(samples, from: read)
        #expect(total(replaced, "suction") == 0)
        #expect(total(replaced, "glue") == 1)
        samples.removeFirst()
        #expect(total(Shore.search(samples, from: replaced), "limpets") == 0)
    }

    @Test("names of editions and speakers follow the archive when no talk changed")
    func names() {
        let former = Shore.search(Shore.samples)
        var archive = Shore.archive(Shore.samples)
        archive = Archive(
            settings: archive.settings,
            editions: archive.editions.map { edition in
                var edition = edition
                edition.name = "Renamed \(edition.id)"
                return edition
            })
        let results = former.updated(to: archive, contents: Shore.contents(Shore.samples))
            .results(of: SearchAddress(query: "water"), pageSize: 10)
        #expect(results.editions.map(\.label) == ["Renamed 2031", "Renamed 2030"])
    }

    private func change(_ samples: inout [Shore.Sample], _ generator: inout SeededGenerator) {
        func text(_ count: ClosedRange<Int>) -> String {
            (0..<Int.random(in: count, using: &generator)).compactMap { _ in Self.words.randomElement(using: &generator)
            }
            .joined(separator: " ")
        }
        func slides() -> [String] { (0..<Int.random(in: 0...3, using: &generator)).map { _ in text(0...6) } }
        switch Int.random(in: 0...3, using: &generator) {
        case 0 where !samples.isEmpty: samples.remove(at: Int.random(in: samples.indices, using: &generator))
        case 1 where !samples.isEmpty:
            samples[Int.random(in: samples.indices, using: &generator)].slides = slides()
        default:
            let number = Int.random(in: 0...9, using: &generator)
            samples.removeAll { $0.key.hasSuffix("-\(number)") }
            samples.append(
                Shore.Sample(
                    key: "203\(number % 2)/talk-\(number)", title: "Talk " + text(1...3),
                    speakers: [["Ada Low", "Bo Ñandú"].randomElement(using: &generator) ?? ""],
                    tags: [Self.words.randomElement(using: &generator) ?? "tide"],
                    date: "203\(number % 2)-05-0\(number % 3 + 1)",
                    text: text(0...20), slides: slides()))
        }
    }

    /// Everything that an answer says but the scores' last digits, and, among equals, their order.
    private func answer(_ search: TalkSearch, _ query: String) -> [String] {
        let results = search.results(of: SearchAddress(query: query), pageSize: 100)
        let hits = results.hits.map { hit in
            "\(hit.talk.key) \((hit.score * 1e6).rounded()) \(hit.title) \(hit.text) \(hit.slides) \(hit.matchedSlideCount)"
        }
        return hits.sorted() + ["\(results.totalCount) \(results.matching)"] + results.editions.map { "\($0)" }
            + results.speakers.map { "\($0)" }.sorted() + results.tags.map { "\($0)" }.sorted()
    }

    private func total(_ search: TalkSearch, _ query: String) -> Int {
        search.results(of: SearchAddress(query: query), pageSize: 10).totalCount
    }
}
