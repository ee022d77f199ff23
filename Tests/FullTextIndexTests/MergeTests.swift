import SeededRandom
import Testing

@testable import FullTextIndex

/// Segments joined in the background, while the index goes on being changed.
@Suite struct MergeTests {
    private static let words = ["pin", "init", "pin_init", "PinInit", "pin-init", "unsafe", "blocks", "block", "C++"]

    private func document(_ id: Int, _ generator: inout SeededGenerator) -> IndexDocument {
        func text(_ count: Int) -> String {
            (0..<count).map { _ in Self.words.randomElement(using: &generator) ?? "pin" }.joined(separator: " ")
        }
        return talk(
            "\(id)", title: text(2), slides: (0..<Int.random(in: 0...3, using: &generator)).map { text(3 + $0) },
            edition: ["2021", "2022"].randomElement(using: &generator), date: Int64.random(in: 0...2, using: &generator)
        )
    }

    @Test("no merge changes a result, however late it is adopted", arguments: UInt64(1)...8)
    func resultsStay(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var current: [Int: IndexDocument] = [:]
        var index = FullTextIndex(schema: talkSchema)
        index.mergePolicy = MergePolicy(wordsJoinedAtOnce: 0, segmentLimit: 1000)
        var running: [FinishedMerge] = []
        for step in 0..<25 {
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let id = Int.random(in: 0..<15, using: &generator)
                let isRemoved = Int.random(in: 0..<4, using: &generator) == 0
                current[id] = isRemoved ? nil : document(id, &generator)
                index = index.applying([current[id].map(IndexChange.put) ?? .remove(id: "\(id)")])
            }
            if let merge = index.pendingMerge, Bool.random(using: &generator) { running.append(merge.run()) }
            if let merge = running.first, Bool.random(using: &generator) {
                running.removeFirst()
                let before = index
                index = index.adopting(merge)
                #expect(index.statistics.segmentCount <= before.statistics.segmentCount)
            }
            let fresh = FullTextIndexTests.index(Array(current.values))
            for query in ["pin", "pin_init", "pin init", "\"pin init\" OR unsafe", "bl*", "blocks C++ -init", ""] {
                let request = SearchRequest(query: query, limit: 100)
                #expect(index.search(request) == fresh.search(request), "seed \(seed), step \(step): \(query)")
            }
            for document in current.values {
                #expect(index.related(to: document) == fresh.related(to: document), "seed \(seed), step \(step)")
            }
            #expect(index.statistics.documentCount == current.count)
        }
        while let merge = index.pendingMerge { index = index.adopting(merge.run()) }
        #expect(index.statistics.segmentCount <= 4)
        #expect(index.documentCount == current.count)
    }

    @Test("a merge of segments that are gone is not adopted")
    func outdated() throws {
        var index = FullTextIndex(schema: talkSchema)
        index.mergePolicy = MergePolicy(wordsJoinedAtOnce: 0, segmentLimit: 1000)
        for id in 0..<4 { index = index.applying([.put(talk("\(id)", title: "pin"))]) }
        let merge = try #require(index.pendingMerge)
        let first = index.adopting(merge.run())
        #expect(first.statistics.segmentCount == 1)
        let again = first.adopting(merge.run())
        #expect(again.search(SearchRequest(query: "pin")) == first.search(SearchRequest(query: "pin")))
        #expect(again.documentCount == 4)
    }

    @Test("an owner that runs no merge has a bounded number of segments")
    func crowded() {
        var index = FullTextIndex(schema: talkSchema)
        index.mergePolicy = MergePolicy(wordsJoinedAtOnce: 0, segmentLimit: 5)
        for id in 0..<50 {
            index = index.applying([.put(talk("\(id)", title: "pin \(id)"))])
            #expect(index.statistics.segmentCount <= 6)
        }
        #expect(index.ids("pin").count == 50)
    }
}
