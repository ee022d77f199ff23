import SeededRandom
import Testing

@testable import FullTextIndex

@Suite struct BitSetTests {
    @Test("is a set of numbers", arguments: [1, 63, 64, 65, 200])
    func sets(capacity: Int) {
        var generator = SeededGenerator(seed: UInt64(capacity))
        for _ in 0..<30 {
            let numbers = (0..<2).map { _ in Set((0..<capacity).filter { _ in Bool.random(using: &generator) }) }
            let sets = numbers.map { numbers in
                numbers.reduce(into: BitSet(capacity: capacity)) { $0.insert($1) }
            }
            #expect(sets[0].count == numbers[0].count)
            #expect(sets[0].isEmpty == numbers[0].isEmpty)
            var union = sets[0]
            union.formUnion(sets[1])
            #expect(members(union) == numbers[0].union(numbers[1]).sorted())
            var intersection = sets[0]
            intersection.formIntersection(sets[1])
            #expect(members(intersection) == numbers[0].intersection(numbers[1]).sorted())
            var rest = BitSet(capacity: capacity, isFull: true)
            rest.subtract(sets[0])
            #expect(members(rest) == (0..<capacity).filter { !numbers[0].contains($0) })
            let bound = Int.random(in: 0...capacity, using: &generator)
            var first = sets[0]
            first.removeAll(from: bound)
            #expect(members(first) == numbers[0].filter { $0 < bound }.sorted())
            var seen: [Int] = []
            sets[0].forEachWhile {
                seen.append($0)
                return seen.count < 3
            }
            #expect(seen == Array(numbers[0].sorted().prefix(3)))
        }
    }

    private func members(_ set: BitSet) -> [Int] {
        var members: [Int] = []
        set.forEach { members.append($0) }
        return members
    }
}
