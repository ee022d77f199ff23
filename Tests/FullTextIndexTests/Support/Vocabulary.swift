import SeededRandom
@testable import FullTextIndex

/// Terms to make dictionaries of, as sorted arrays of bytes.
enum Vocabulary {
    /// Random terms that share beginnings: short ones over few letters, some not ASCII, some inner forms, some long.
    static func random(count: Int, using generator: inout SeededGenerator) -> [[UInt8]] {
        var terms: Set<[UInt8]> = []
        let letters = ["a", "b", "c", "e", "1", "_", "é", "ß", "内", "🦀"]
        while terms.count < count {
            var term: [UInt8] = []
            switch Int.random(in: 0...19, using: &generator) {
            case 0: term.append(TermSpace.pieces)
            case 1: term.append(TermSpace.sigil)
            case 2: term += Array(repeating: UInt8(ascii: "a"), count: Int.random(in: 10...40, using: &generator))
            default: break
            }
            for _ in 0..<Int.random(in: 1...7, using: &generator) {
                term += Array((letters.randomElement(using: &generator) ?? "a").utf8)
            }
            if let known = terms.randomElement(using: &generator), Int.random(in: 0...3, using: &generator) == 0 {
                term = known + term
            }
            terms.insert(Array(term.prefix(Folding.maximumTermBytes)))
        }
        return sorted(terms)
    }

    static func sorted(_ terms: some Sequence<[UInt8]>) -> [[UInt8]] {
        terms.sorted { $0.lexicographicallyPrecedes($1) }
    }

    static func dictionary(of terms: [[UInt8]]) -> TermDictionary {
        var builder = TermDictionaryBuilder(capacity: terms.count)
        for term in terms { builder.append(term) }
        return builder.finish()
    }
}

/// The distance by its definition: the whole table of the optimal string alignment distance (Boytsov, 2011).
func plainDistance(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Int {
    var table = Array(repeating: Array(repeating: 0, count: second.count + 1), count: first.count + 1)
    for row in 0...first.count {
        for column in 0...second.count {
            guard row > 0, column > 0 else {
                table[row][column] = row + column
                continue
            }
            let isSame = first[row - 1] == second[column - 1]
            var cost = min(
                table[row - 1][column - 1] + (isSame ? 0 : 1), table[row - 1][column] + 1, table[row][column - 1] + 1)
            if row > 1, column > 1, first[row - 1] == second[column - 2], first[row - 2] == second[column - 1] {
                cost = min(cost, table[row - 2][column - 2] + 1)
            }
            table[row][column] = cost
        }
    }
    return table[first.count][second.count]
}

/// The scalars of bytes, a cut one at the end as the replacement character.
func scalars(_ bytes: [UInt8]) -> [Unicode.Scalar] {
    Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
}
