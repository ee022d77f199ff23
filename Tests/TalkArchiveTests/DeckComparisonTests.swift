import Foundation
import SeededRandom
import TalkArchive
import Testing

@Suite("What has changed between two versions of a deck")
struct DeckComparisonTests {
    /// A slide for each text; words stand one below the other in the middle of the page.
    private func deck(_ texts: [String]) -> DeckContent {
        DeckContent(slides: texts.map { Slide(width: 960, height: 540, text: $0) })
    }

    private func compare(_ old: [String], _ new: [String]) -> DeckComparison {
        DeckComparison(from: deck(old), to: deck(new))
    }

    @Test(
        "slides are counted by what became of them",
        arguments: [
            (["a", "b", "c"], ["a", "b", "c"], DeckComparison()),
            (["a", "b"], ["a", "b", "c"], DeckComparison(new: 1)),
            (["a", "b", "c"], ["a", "c"], DeckComparison(removed: 1)),
            (["a b c d", "e"], ["a b c x", "e"], DeckComparison(changed: 1)),
            (["a", "b", "c", "d"], ["a", "d", "b", "c"], DeckComparison(moved: 1)),
            (["one two three", "x"], ["nothing like it", "x"], DeckComparison(new: 1, removed: 1)),
            (["a b c d", "p q r s", "z"], ["n e w", "a b c x", "p q r y", "z"], DeckComparison(changed: 2, new: 1)),
            (["a", "", "b", ""], ["a", "", "b", ""], DeckComparison()),
            (["a", "", "b"], ["a", "", "", "b"], DeckComparison(new: 1)),
            (["a", "a", "a"], ["a", "a"], DeckComparison(removed: 1)),
            ([], ["a", "b"], DeckComparison(new: 2)), (["a"], [], DeckComparison(removed: 1)),
            ([], [], DeckComparison()),
            (["a  b\n\nc"], ["a b c"], DeckComparison()), (["a B"], ["a b"], DeckComparison(changed: 1)),
        ])
    func counts(_ old: [String], _ new: [String], _ expected: DeckComparison) {
        #expect(compare(old, new) == expected)
    }

    @Test("a slide in steps counts once, as its last step")
    func steps() {
        var old = deck(["a", "a b", "a b c", "z"])
        old.slides[0].lastStep = 3
        old.slides[1].lastStep = 3
        var new = deck(["a b c", "z"])
        #expect(DeckComparison(from: old, to: new) == DeckComparison())
        new.slides[0].text = "a b d"
        #expect(DeckComparison(from: old, to: new) == DeckComparison(changed: 1))
    }

    @Test("page numbers and other running lines change no slide")
    func runningLines() {
        func slides(_ texts: [String], total: Int, day: String) -> DeckContent {
            DeckContent(
                slides: texts.enumerated().map { place, text in
                    let footer = "\(day) \(place + 1)/\(total)"
                    let all = text + "\n\n" + footer
                    let end = text.utf8.count
                    return Slide(
                        width: 960, height: 540, text: all,
                        words: [
                            Slide.Word(range: 0..<end, box: Slide.Box(x: 100, y: 200, width: 400, height: 40)),
                            Slide.Word(
                                range: (end + 2)..<(end + 2 + day.utf8.count),
                                box: Slide.Box(x: 100, y: 520, width: 100, height: 10)),
                            Slide.Word(
                                range: (end + 3 + day.utf8.count)..<all.utf8.count,
                                box: Slide.Box(x: 220, y: 520, width: 30, height: 10)),
                        ])
                })
        }
        let names = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta"]
        let old = slides(names, total: 8, day: "Monday")
        let new = slides(["alpha", "news"] + names.dropFirst(), total: 9, day: "Tuesday")
        #expect(DeckComparison(from: old, to: new) == DeckComparison(new: 1))
    }

    @Test(
        "the summary names what there is",
        arguments: [
            (DeckComparison(changed: 3, new: 1), "3 changed, 1 new"), (DeckComparison(removed: 2), "2 removed"),
            (DeckComparison(changed: 1, new: 2, removed: 3, moved: 4), "1 changed, 2 new, 3 removed, 4 moved"),
            (DeckComparison(), "the slides say the same"),
        ])
    func summary(_ comparison: DeckComparison, _ text: String) {
        #expect(comparison.summary == text)
    }

    @Test("counts add up, and back is the opposite", arguments: UInt64(1)...60)
    func laws(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        func text() -> String {
            (0..<Int.random(in: 0...4, using: &random)).map { _ in
                ["a", "b", "c", "d"].randomElement(using: &random) ?? ""
            }.joined(separator: " ")
        }
        let old = (0..<Int.random(in: 0...12, using: &random)).map { _ in text() }
        var new = old
        for _ in 0..<Int.random(in: 0...4, using: &random) {
            switch Int.random(in: 0...2, using: &random) {
            case 0: new.insert(text(), at: Int.random(in: 0...new.count, using: &random))
            case 1 where !new.isEmpty: new.remove(at: Int.random(in: 0..<new.count, using: &random))
            default: new.shuffle(using: &random)
            }
        }
        let there = compare(old, new)
        #expect(there.new - there.removed == new.count - old.count, "seed \(seed)")
        #expect(there.changed + there.new + there.moved <= new.count, "seed \(seed)")
        #expect(compare(old, old) == DeckComparison(), "seed \(seed)")
        let back = compare(new, old)
        #expect(back.new - back.removed == old.count - new.count, "seed \(seed)")
    }

    @Test("decks of two thousand slides that have nothing in common are compared, too")
    func large() {
        let old = (0..<2000).map { "old \($0)" }
        let new = (0..<2000).map { "new \($0)" }
        #expect(compare(old, new).changed == 2000)
        #expect(compare(old, Array(old.reversed())).moved == 1999)
    }

    @Test("a history knows what it was shown, and forgets what no talk has")
    func history() throws {
        var talk = Talk(key: "2024/a", title: "A", published: "2024-05-02T00:00:00Z", updated: "2024-05-05T00:00:00Z")
        let hashes = ["c", "b", "a"].map { ContentHash(of: Data($0.utf8)) }
        talk.decks = hashes.map {
            Deck(file: "\($0).pdf", hash: $0, byteCount: 1, added: talk.published, origin: .upload)
        }
        var contents = [hashes[0]: deck(["x", "y"]), hashes[1]: deck(["x"])]
        var history = DeckHistory()
        history.learn(talk) { contents[$0] }
        #expect(!history.isComplete(for: talk))
        #expect(history.comparison(from: hashes[1], to: hashes[0]) == DeckComparison(new: 1))
        #expect(history.comparison(from: hashes[2], to: hashes[1]) == nil)
        #expect(history.beginning(of: hashes[1])?.slides.map(\.text) == ["x"])
        #expect(history.beginning(of: hashes[0]) == nil)
        contents[hashes[2]] = deck(["x", "z"])
        history.learn(talk) { contents[$0] }
        #expect(history.isComplete(for: talk))
        #expect(history.comparison(from: hashes[2], to: hashes[1]) == DeckComparison(removed: 1))
        history.forget(hashes[0])
        #expect(history.comparison(from: hashes[1], to: hashes[0]) == nil && !history.isComplete(for: talk))
        history.learn(talk) { contents[$0] }
        talk.decks.removeLast()
        let day = try #require(CalendarDate("2024-05-02"))
        let edition = Edition(
            id: EditionID(unchecked: "2024"), name: "A", starts: day, ends: day, published: talk.published,
            talks: [talk])
        history = history.keepingOnly(
            Archive(
                settings: ArchiveSettings(name: "T", baseURL: URL(filePath: "/"), tagAuthority: "a,2020"),
                editions: [edition]))
        #expect(history.beginning(of: hashes[2]) == nil && history.isComplete(for: talk))
    }
}
