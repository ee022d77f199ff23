import ArchiveSearch
import TalkArchive
import Testing

@Suite("Near words")
struct NearWordsTests {
    private let search = Shore.search(Shore.samples)

    private func results(_ query: String) -> TalkSearchResults {
        search.results(of: SearchAddress(query: query), pageSize: 10)
    }

    @Test("a word taken for a typing error is told with the words that were searched beside it")
    func told() throws {
        let near = try #require(results("suctoin").nearWords.first)
        #expect(near.typed == "suctoin")
        #expect(near.used.map(\.word) == ["suction"])
        #expect(results("suctoin").nearWords.count == 1)
        #expect(results("suction").nearWords.isEmpty)
        #expect(results("\"suctoin\"").nearWords.isEmpty)
    }

    @Test(
        "the word is replaced where it stands in the query, and nothing else is",
        arguments: [
            ("suctoin", "\"suctoin\"", "suction"),
            ("low suctoin grip", "low \"suctoin\" grip", "low suction grip"),
            ("slide:suctoin", "slide:\"suctoin\"", "slide:suction"),
            ("(SUCTOIN OR crab) -pool", "(\"SUCTOIN\" OR crab) -pool", "(suction OR crab) -pool"),
            ("Súctoin", "\"Súctoin\"", "suction"),
            ("crab OR \"a suctoin b\" OR suctoin", "crab OR \"a suctoin b\" OR \"suctoin\"", nil),
            ("suctoin 'suctoin'", "\"suctoin\" '\"suctoin\"'", "suction 'suction'"),
            ("suctoin -suctoins suctoin*", "\"suctoin\" -suctoins suctoin*", "suction -suctoins suctoin*"),
        ])
    func replaced(query: String, exact: String, other: String?) throws {
        #expect(results(query).nearWords.count == 1)
        let near = try #require(results(query).nearWords.first)
        #expect(near.exactQuery == exact)
        if let other { #expect(near.used.first?.query == other) }
        #expect(results(near.exactQuery).nearWords.isEmpty, "a word in quotes stands for itself")
    }

    @Test("every word of a query has its own near words")
    func several() {
        let near = results("suctoin limpits").nearWords
        #expect(near.map(\.typed) == ["suctoin", "limpits"])
        #expect(near.map { $0.used.first?.query } == ["suction limpits", "suctoin limpets"])
        #expect(near.map(\.exactQuery) == ["\"suctoin\" limpits", "suctoin \"limpits\""])
    }

    @Test("a suggestion that leads where a near word leads already is not new")
    func suggestion() {
        #expect(results("suctoin").suggestion == "suction")
        #expect(results("suctoin").newSuggestion == nil)
        #expect(results("suctoin limpits").newSuggestion == "suction limpets")
    }
}
