import SeededRandom
import Testing

@testable import FullTextIndex

@Suite struct PostingsCursorTests {
    /// What is known of one term: in which documents, and where there.
    private typealias Occurrences = [(document: UInt32, places: [UInt32])]

    private func occurrences(_ count: Int, gap: UInt32, _ generator: inout SeededGenerator) -> Occurrences {
        var document: UInt32 = 0
        return (0..<count).map { _ in
            document += UInt32.random(in: 1...gap, using: &generator)
            var place: UInt32 = 0
            let places = (0..<Int.random(in: 1...4, using: &generator)).map { _ -> UInt32 in
                place += UInt32.random(in: 1...500, using: &generator)
                return place
            }
            return (document - 1, places)
        }
    }

    private func field(_ occurrences: Occurrences) -> InvertedTexts {
        var builder = InvertedTextsBuilder(saturation: Saturation(k1: 1.2, b: 0.75))
        var next = 0
        for document in 0...(occurrences.last?.document ?? 0) {
            if occurrences[next].document == document {
                for place in occurrences[next].places { builder.append(term: 0, position: place) }
                next += 1
            }
            builder.finishText(length: 100)
        }
        return builder.finish(termCount: 1, order: [0])
    }

    @Test(
        "a list of any length gives back its documents, frequencies and positions",
        arguments: [1, 2, 127, 128, 129, 255, 256, 257, 1000])
    func walk(count: Int) {
        var generator = SeededGenerator(seed: UInt64(count))
        let expected = occurrences(count, gap: 9, &generator)
        let field = field(expected)
        var cursor = PostingsCursor(field.list(0))
        defer { cursor.destroy() }
        for posting in expected {
            #expect(cursor.document == posting.document)
            #expect(cursor.frequency == UInt32(posting.places.count))
            var reader = PositionReader(cursor.occurrences(), in: cursor.list, at: cursor.list.positions)
            for place in posting.places {
                #expect(reader.position == place)
                reader.next()
            }
            #expect(reader.position == PositionReader.end)
            cursor.next()
        }
        #expect(cursor.document == PostingsCursor.end)
        cursor.advance(to: PostingsCursor.end)
        #expect(cursor.document == PostingsCursor.end)
        withExtendedLifetime(field) {}
    }

    @Test("advancing comes to the first document that is not less", arguments: UInt64(1)...20)
    func advance(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let expected = occurrences(Int.random(in: 1...1500, using: &generator), gap: 20, &generator)
        let field = field(expected)
        var cursor = PostingsCursor(field.list(0))
        defer { cursor.destroy() }
        var target: UInt32 = 0
        while cursor.document != PostingsCursor.end {
            target += UInt32.random(in: 0...[3, 40, 900, 9000].randomElement(using: &generator)!, using: &generator)
            cursor.advance(to: target)
            let found = expected.first { $0.document >= target }
            #expect(cursor.document == found?.document ?? PostingsCursor.end, "seed \(seed), \(target)")
            if let found { #expect(cursor.frequency == UInt32(found.places.count)) }
        }
        withExtendedLifetime(field) {}
    }
}
