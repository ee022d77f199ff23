import SeededRandom
import Testing

@testable import FullTextIndex

@Suite struct EditDistanceTests {
    @Test(
        "insertions, deletions, changes and swaps of neighbours count one each",
        arguments: [
            ("pin", "pin", 0), ("pin", "pi", 1), ("pin", "pinn", 1), ("pin", "pan", 1), ("pin", "ipn", 1),
            ("pin", "pni", 1), ("pin", "npi", 2), ("pin", "p", 2), ("pin", "spins", 2), ("pin", "", nil),
            ("", "", 0), ("", "ab", 2), ("", "abc", nil), ("ab", "ba", 1), ("abcd", "badc", 2), ("ca", "abc", nil),
            ("é", "e", 1), ("naïve", "naive", 1), ("内部", "部内", 1), ("🦀🦀", "🦀", 1), ("straße", "strasse", 2),
        ] as [(String, String, Int?)])
    func distances(from: String, to: String, expected: Int?) {
        #expect(EditDistance(from: Array(from.unicodeScalars), limit: 2).distance(to: Array(to.utf8)) == expected)
        #expect(EditDistance(from: Array(to.unicodeScalars), limit: 2).distance(to: Array(from.utf8)) == expected)
    }

    @Test("any two words are as far apart as the whole table says", arguments: UInt64(1)...20)
    func random(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let letters = Array("abé内".unicodeScalars)
        func word(_ count: Int) -> [Unicode.Scalar] {
            (0..<count).map { _ in letters.randomElement(using: &generator) ?? "a" }
        }
        for _ in 0..<200 {
            let first = word(Int.random(in: 0...8, using: &generator))
            let second = word(Int.random(in: 0...8, using: &generator))
            var text = String.UnicodeScalarView()
            text.append(contentsOf: second)
            let distance = plainDistance(first, second)
            for limit in 0...EditDistance.maximumLimit {
                #expect(
                    EditDistance(from: first, limit: limit).distance(to: Array(String(text).utf8))
                        == (distance <= limit ? distance : nil), "seed \(seed): \(first) \(second)")
            }
        }
    }

    @Test("words of the greatest length are compared to their ends")
    func longest() {
        let word = String(repeating: "ab", count: 31) + "c"
        let distance = EditDistance(from: Array(word.unicodeScalars), limit: 2)
        #expect(distance.distance(to: Array(word.utf8)) == 0)
        #expect(distance.distance(to: Array((word + "de").utf8)) == 2)
        #expect(distance.distance(to: Array((word + "def").utf8)) == nil)
        #expect(distance.distance(to: Array(word.dropLast(2).utf8)) == 2)
        #expect(distance.distance(to: Array((word.dropLast(2) + "cb").utf8)) == 1)
    }
}
