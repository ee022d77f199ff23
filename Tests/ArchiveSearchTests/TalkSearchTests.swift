import ArchiveSearch
import TalkArchive
import Testing

@Suite("TalkSearch")
struct TalkSearchTests {
    private let search = Shore.search(Shore.samples)

    private func results(_ query: String, change: (inout SearchAddress) -> Void = { _ in }) -> TalkSearchResults {
        var address = SearchAddress(query: query)
        change(&address)
        return search.results(of: address, pageSize: 10)
    }

    private func keys(_ results: TalkSearchResults) -> [String] { results.hits.map(\.talk.key.description) }

    @Test(
        "a talk is found by each of its parts",
        arguments: [
            ("limpets", "2031/limpets"), ("grip", "2031/limpets"), ("low", "2031/limpets"), ("suction", "2031/limpets"),
            ("shells", "2031/limpets"), ("rock pools", "2030/pools"), ("speaker:wharf", "2030/pools"),
            ("title:limpet", "2031/limpets"), ("slide:suction", "2031/limpets"), ("abstract:hold", "2031/limpets"),
            ("tag:cold-water year:2030", "2030/pools"),
        ])
    func parts(query: String, key: String) {
        let results = results(query)
        #expect(results.matching == .all)
        #expect(keys(results).first == key)
    }

    @Test("the best slides of a talk come first, by their numbers, and the rest is counted")
    func slides() throws {
        let hit = try #require(results("suction").hits.first)
        #expect(hit.slides.map(\.number) == [2, 4])
        #expect(hit.matchedSlideCount == 2)
        let one = search.results(of: SearchAddress(query: "suction"), pageSize: 10, slidesPerTalk: 1)
        #expect(one.hits.first?.slides.map(\.number) == [2])
        #expect(one.hits.first?.matchedSlideCount == 2)
    }

    @Test("a slide is found together with words that stand only in its talk's title or speakers")
    func together() throws {
        let results = results("low suction grip")
        #expect(results.matching == .all)
        let hit = try #require(results.hits.first)
        #expect(hit.slides.first?.number == 2)
        #expect(hit.speakers.map { $0.runs.filter(\.isMarked).map(\.text) } == [["Low"], []])
        #expect(hit.title.runs.filter(\.isMarked).map(\.text) == ["grip"])
    }

    @Test("a phrase never crosses a slide, a field or a speaker")
    func phrases() {
        #expect(results("\"mucus and suction\"").matching == .all)
        #expect(keys(results("\"mucus and suction\"")) == ["2031/limpets"])
        #expect(results("\"holdfast mucus\"").matching == .any || results("\"holdfast mucus\"").totalCount == 0)
        #expect(results("\"low bo\"").matching == .any || results("\"low bo\"").totalCount == 0)
    }

    @Test("facets count the talks that match, and a chosen one stays among its kind")
    func facets() {
        let all = results("water")
        #expect(all.totalCount == 3)
        #expect(
            all.editions.map { "\($0.value) \($0.label) \($0.count)" } == [
                "2031 Tidepool 2031 2", "2030 Tidepool 2030 1",
            ])
        #expect(all.editions.allSatisfy { !$0.isChosen })
        let chosen = results("water") { $0.editions = [EditionID("2030")!] }
        #expect(keys(chosen) == ["2030/pools"])
        #expect(chosen.editions.first { $0.isChosen }?.value == EditionID("2030"))
        #expect(
            chosen.editions.contains { $0.value == EditionID("2031") && $0.count == 2 }, "the other stays to be chosen")
        #expect(all.speakers.contains { $0.label == "Bo Ñandú" && $0.value == SpeakerSlug("bo-nandu") })
        #expect(all.tags.contains { $0.value == Tag("cold-water") && $0.count == 2 })
    }

    @Test("filters narrow, alone and together, also without a word")
    func filters() {
        #expect(Set(keys(results("") { $0.tags = [Tag("cold-water")!] })) == ["2031/crabs", "2030/pools"])
        let both = results("") {
            $0.tags = [Tag("cold-water")!]
            $0.editions = [EditionID("2031")!]
        }
        #expect(keys(both) == ["2031/crabs"])
        let either = results("") { $0.editions = [EditionID("2031")!, EditionID("2030")!] }
        #expect(either.totalCount == 3)
        #expect(results("") { $0.speakers = [SpeakerSlug("nobody")!] }.totalCount == 0)
    }

    @Test("when no talk has all words, those with some are found, and it is said")
    func fallBack() {
        let some = results("suction zeppelin")
        #expect(some.matching == .any)
        #expect(keys(some) == ["2031/limpets"])
        let none = results("zeppelin")
        #expect(none.totalCount == 0)
        #expect(none.hits.isEmpty)
    }

    @Test("a word spelled wrongly is answered with what was perhaps meant")
    func suggestion() {
        #expect(results("suctoin").suggestion == "suction")
        #expect(results("suction").suggestion == nil)
    }

    @Test("the newest come first where asked for")
    func order() {
        #expect(keys(results("water") { $0.order = .newest }) == ["2031/crabs", "2031/limpets", "2030/pools"])
    }

    @Test("pages together are all results, each once")
    func pages() {
        let paged = (1...3).flatMap { page in
            keys(search.results(of: SearchAddress(query: "water", page: page), pageSize: 1))
        }
        #expect(paged == keys(results("water")))
        #expect(search.results(of: SearchAddress(query: "water", page: 4), pageSize: 1).hits.isEmpty)
    }

    @Test("a snippet is a piece of the text around the match, with marks and ellipses where it is cut")
    func snippets() throws {
        let hit = try #require(
            search.results(of: SearchAddress(query: "anchorword"), pageSize: 10, snippetLength: 40).hits.first)
        #expect(hit.talk.key.description == "2031/crabs")
        #expect(hit.text.runs.filter(\.isMarked).map(\.text) == ["anchorword"])
        #expect(hit.text.isCutAtStart && hit.text.isCutAtEnd)
        #expect(hit.text.plain.count <= 40)
        #expect(Markdown.plainText(hit.talk.text).contains(hit.text.plain))
    }

    @Test("the whole text of a slide can be marked, and without its marks is the text")
    func markedText() {
        let slide = Shore.slide("suction, Suction and its suctions; instruction")
        let marked = search.markedText(of: slide, query: "suction")
        #expect(marked.plain == slide.text)
        #expect(marked.runs.filter(\.isMarked).map { $0.text.lowercased() } == ["suction", "suction", "suctions"])
        #expect(!search.markedText(of: slide, query: "").hasMarks)
    }

    @Test(
        "no query fails",
        arguments: ["", " ", "\"", "\"\"", "-", "a:", "title:", "(", "*", "\u{0}", "OR OR", "🦀", "-suction"])
    func odd(query: String) {
        let results = results(query)
        #expect(results.hits.count <= 10)
        #expect(results.hits.count <= results.totalCount)
    }

    @Test("too many words are said to be too many")
    func notices() {
        #expect(!results(String(repeating: "word ", count: 5_000)).notices.isEmpty)
        #expect(results("word").notices.isEmpty)
    }
}
