import ArchiveSearch
import TalkArchive
import Testing

@Suite("Related talks")
struct RelatedTests {
    private static let samples = [
        Shore.Sample(
            key: "2031/barnacles", title: "Barnacles glue", date: "2031-05-02",
            text: "Their **cement** sets under water. The larvae settle on any hull.",
            slides: ["Antennae taste the hull"]),
        Shore.Sample(
            key: "2030/fouling", title: "Hulls and what settles there", date: "2030-05-02",
            text: "A larva tastes before it settles.", slides: ["No cement holds on copper", "Antennae"]),
        Shore.Sample(
            key: "2031/whales", title: "Whales sing", date: "2031-05-03",
            text: "Songs travel far through water.", slides: ["A song of ten minutes"]),
        Shore.Sample(key: "2030/closing", title: "Closing words", date: "2030-05-03"),
    ]
    private let search = Shore.search(samples)

    @Test("a talk's related talks share its words, whatever their endings and wherever they stand")
    func shared() throws {
        let related = search.related(to: Self.samples[0].talk, limit: 5)
        #expect(related.map(\.talk.key) == [Self.samples[1].talk.key])
        let words = Set(try #require(related.first).sharedWords)
        #expect(words.isSuperset(of: ["hull", "cement", "settle", "antennae"]), "\(words)")
        #expect(words.isDisjoint(with: ["the", "water", "on"]))
        #expect(search.related(to: Self.samples[1].talk, limit: 5).map(\.talk.key) == [Self.samples[0].talk.key])
        #expect(search.related(to: Self.samples[0].talk, limit: 0).isEmpty)
    }

    @Test("nothing is related to a talk that shares no more than a word, has none, or is not in the archive")
    func none() {
        #expect(search.related(to: Self.samples[2].talk, limit: 5).isEmpty)
        #expect(search.related(to: Self.samples[3].talk, limit: 5).isEmpty)
        #expect(Shore.search(Array(Self.samples.dropFirst())).related(to: Self.samples[0].talk, limit: 5).isEmpty)
    }

    @Test("the best words of a talk are those that others hardly have")
    func bestWords() throws {
        let talk = Self.samples[2].talk
        let content = talk.currentDeck.flatMap { Shore.contents([Self.samples[2]])[$0.hash] }
        let words = search.bestWords(for: talk, content: content, limit: 4)
        #expect(Set(words).isSuperset(of: ["whales", "sing"]), "\(words)")
        #expect(!Set(words).isDisjoint(with: ["song", "songs"]), "\(words)")
        #expect(!words.contains("water"), "others have it, too: \(words)")
        #expect(search.bestWords(for: talk, content: nil, limit: 50).contains("water"))
        #expect(search.bestWords(for: talk, content: nil, limit: 0).isEmpty)
        let first = try #require(words.first)
        let found = search.results(of: SearchAddress(query: first), pageSize: 5)
        #expect(found.hits.first?.talk.key == talk.key)
    }
}
