import SeededRandom
import TalkArchive
import Testing

@testable import AtomFeeds

@Suite("OneLine and ByteSize")
struct OneLineTests {
    @Test(
        "a text that is too long ends at a word where one is near",
        arguments: [
            ("short", 16, "short"), ("exactly sixteen!", 16, "exactly sixteen!"),
            ("Linux Plumbers Conference", 16, "Linux Plumbers…"), ("Donaudampfschifffahrt", 10, "Donaudamp…"),
            ("a Donaudampfschiff", 10, "a Donauda…"), ("👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧", 2, "👩‍👩‍👧…"), ("", 5, ""),
        ])
    func prefix(text: String, limit: Int, expected: String) {
        #expect(OneLine.prefix(text, limit) == expected)
    }

    @Test("folding by bytes, where it answers, is folding by characters", arguments: Fixtures.oddTexts)
    func folding(text: String) {
        var copy = " a\t\(text) \u{B}b"
        let slow = OneLine.foldedByScalars(copy)
        if let fast = copy.withUTF8(OneLine.foldedByBytes) { #expect(fast == slow) }
        #expect(OneLine.fold(copy) == slow)
    }

    @Test("every kind of white space folds to one space")
    func whiteSpace() {
        let spaces = (0...0xFFFF).compactMap { Unicode.Scalar($0 as UInt32) }.filter(\.properties.isWhitespace)
        #expect(spaces.count > 20)
        for space in spaces where space.value >= 0x20 {
            #expect(OneLine.fold("a\(space)\(space) b\(space)") == "a b", "U+\(String(space.value, radix: 16))")
        }
        #expect(OneLine.fold("a\u{B}\u{C}b\u{85}c") == "ab c")
    }

    @Test("text in ASCII is cut where the same text with accents is", arguments: UInt64(1)...40)
    func cuts(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let text = (0...Int.random(in: 0...9, using: &random)).map { _ in
            String(repeating: "e", count: Int.random(in: 1...7, using: &random))
        }.joined(separator: " ")
        for limit in 1...60 {
            let accented = OneLine.prefix(text.replacing("e", with: "é"), limit)
            #expect(OneLine.prefix(text, limit) == accented.replacing("é", with: "e"), "seed \(seed), \(limit)")
            #expect(accented.count <= limit)
        }
    }

    @Test(
        "a size has two or three digits and the unit of file managers",
        arguments: [
            (0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1000, "1.0 kB"), (9949, "9.9 kB"), (9950, "10 kB"),
            (139_870, "140 kB"), (999_499, "999 kB"), (999_500, "1.0 MB"), (1_440_000, "1.4 MB"),
            (999_999_999, "1.0 GB"), (25_000_000_000, "25 GB"),
        ])
    func sizes(count: Int, expected: String) {
        #expect(ByteSize.text(count) == expected)
    }
}
