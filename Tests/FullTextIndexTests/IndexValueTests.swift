import FullTextIndex
import Testing

@Suite struct IndexValueTests {
    @Test("of several changes to one document in one call the last counts")
    func lastChange() {
        let empty = FullTextIndex(schema: talkSchema)
        let twice = empty.applying([.put(talk("a", title: "one")), .put(talk("a", title: "two"))])
        #expect(twice.ids("one") == [])
        #expect(twice.ids("two") == ["a"])
        #expect(empty.applying([.put(talk("a", title: "one")), .remove(id: "a")]).documentCount == 0)
        #expect(empty.applying([.remove(id: "a"), .put(talk("a", title: "one"))]).ids("one") == ["a"])
    }

    @Test("an index made one document at a time has few segments")
    func segments() {
        var index = FullTextIndex(schema: talkSchema)
        for number in 0..<200 {
            index = index.applying([.put(talk("\(number)", title: "talk number \(number)"))])
            #expect(index.statistics.segmentCount <= 10)
        }
        #expect(index.documentCount == 200)
        #expect(index.ids("number 77") == ["77"])
        for number in 0..<200 { index = index.applying([.remove(id: "\(number)")]) }
        #expect(index.statistics == FullTextIndex(schema: talkSchema).statistics)
    }

    @Test("statistics count documents, sections with words, and words")
    func statistics() {
        let statistics = index([talk("a", title: "pin-init in Rust", slides: ["one two", ""])]).statistics
        #expect(statistics.documentCount == 1)
        #expect(statistics.sectionCount == 2)
        #expect(statistics.wordCount == 5)
        #expect(statistics.approximateByteCount > 100)
    }

    @Test("fields and facets that the schema does not know are left out")
    func unknownFields() {
        let document = IndexDocument(id: "a", fields: ["title": ["pin"], "notes": ["secret"]], facets: ["room": ["1"]])
        let index = FullTextIndex(schema: talkSchema).applying([.put(document)])
        #expect(index.ids("secret") == [])
        #expect(index.search(SearchRequest(query: "pin")).facets["room"] == nil)
    }

    @Test("one value is searched by many tasks while the next is made")
    func concurrency() async {
        let start = index((0..<50).map { talk("\($0)", title: "pin \($0)", slides: ["unsafe blocks \($0)"]) })
        await withTaskGroup(of: Bool.self) { group in
            for task in 0..<8 {
                group.addTask {
                    var current = start
                    for step in 0..<20 {
                        guard start.search(SearchRequest(query: "pin blocks")).totalCount == 50 else { return false }
                        current = current.applying([.put(talk("new \(task) \(step)", title: "pin blocks"))])
                        guard current.search(SearchRequest(query: "pin blocks")).totalCount == 51 + step else {
                            return false
                        }
                    }
                    return true
                }
            }
            for await isRight in group { #expect(isRight) }
        }
    }
}
