import ArchiveSearch
import TalkArchive
import Testing

@Suite("Explanations")
struct ExplanationTests {
    private let search = Shore.search(Shore.samples)

    private static let limpets = Shore.samples[0].talk.key

    private func explained(
        _ query: String, order: SearchAddress.Order = .relevance
    ) -> (results: TalkSearchResults, explanation: OrderExplanation) {
        let address = SearchAddress(query: query, order: order)
        let results = search.results(of: address, pageSize: 10)
        return (results, search.explanation(of: address, talks: results.hits.map(\.talk)))
    }

    private static let queries = [
        "suction", "low suction grip", "water", "crab OR pool", "\"mucus and suction\"", "suctoin", "hold*",
        "suction zeppelin", "speaker:low suction", "water -crab", "(crab OR limpet) water tag:cold-water", "",
        "tag:cold-water", "rock pools low tide",
    ]

    @Test(
        "the shares of each talk add up to its score, and the scores are in the order of the talks", arguments: queries)
    func sums(query: String) throws {
        let (results, explanation) = explained(query)
        var last = Double.infinity
        for hit in results.hits {
            let score = try #require(explanation.scores[hit.talk.key], "\(hit.talk.key)")
            let sum = score.words.reduce(0) { $0 + $1.score } + score.nearness + (score.best?.score ?? 0)
            #expect(abs(sum - hit.score) < 1e-6, "\(hit.talk.key)")
            #expect(abs(score.score - hit.score) < 1e-6, "\(hit.talk.key)")
            #expect(score.score <= last + 1e-6)
            last = score.score
            for word in score.words { #expect(abs(word.rarity * word.presence - word.score) < 1e-6) }
        }
    }

    @Test("the shares as they are shown add up to the score as it is shown", arguments: queries)
    func shownSums(query: String) throws {
        for score in explained(query).explanation.scores.values {
            let shown = score.shownShares
            let shares =
                score.words.map(\.score) + (score.nearness > 0 ? [score.nearness] : [])
                + (score.best.map { [$0.score] } ?? [])
            #expect(shown.count == shares.count)
            #expect(shown.reduce(0, +) == Int((score.score * 100).rounded()))
            for (share, exact) in zip(shown, shares) {
                #expect(abs(Double(share) - exact * 100) < 1)
            }
        }
    }

    @Test("a word is told with the places where it stands, by how it stands there")
    func places() throws {
        let (_, explanation) = explained("suction zeppelin")
        let score = try #require(explanation.scores[Self.limpets])
        #expect(score.words.map { $0.alternatives.map(\.term) } == [["suction"], ["zeppelin"]])
        let place = try #require(score.words[0].places.first)
        #expect(score.words[0].places.count == 1)
        #expect(place.part == .slides)
        #expect(place.counts.total == 3)
        #expect(place.length > 5)
        #expect(place.weight == 1)
        #expect(score.words[1].places.isEmpty)
        #expect(score.words[1].score == 0)
    }

    @Test("near words are told beside the word, and count as near")
    func near() throws {
        let score = try #require(explained("suctoin").explanation.scores[Self.limpets])
        #expect(score.words[0].alternatives.first?.near == ["suction"])
        #expect(score.words[0].places.first?.counts.near == 3)
        #expect(score.words[0].places.first?.counts.text == "3 near")
    }

    @Test("words near each other have a share of their own, on a slide or not")
    func nearness() throws {
        let onSlide = try #require(explained("mucus suction").explanation.scores[Self.limpets])
        #expect(onSlide.nearness > 0)
        #expect(onSlide.nearnessText?.name == "nearness")
        let inTitle = try #require(explained("limpets grip").explanation.scores[Self.limpets])
        #expect(inTitle.nearness > 0)
        #expect(inTitle.best == nil)
        for query in ["suction", "limpets suction", "suction zeppelin"] {
            let apart = try #require(explained(query).explanation.scores[Self.limpets])
            #expect(apart.nearness == 0, "\(query)")
            #expect(apart.nearnessText == nil)
        }
    }

    @Test("where several words meet, the best place is named as readers count")
    func best() throws {
        let score = try #require(explained("mucus suction").explanation.scores[Self.limpets])
        let best = try #require(score.best)
        #expect(best.part == .slides)
        #expect(best.number == 2)
        #expect(best.name == "slide 2")
        #expect(best.nearness > 0)
        #expect(best.score < best.ownScore)
        #expect(explained("suction").explanation.scores[Self.limpets]?.best == nil)
    }

    @Test(
        "the query is told as it was understood, with the names that readers use",
        arguments: [
            ("Suction", "suction"), ("speaker:Low  suction", "speaker:low suction"),
            ("year:2031 water", "water edition:2031"),
            ("summary:hold OR crab", "summary:hold OR crab"), ("water -(crab pool)", "water -(crab pool)"),
            ("pool has:slides", "pool has:slide"), ("\"Mucus AND\"", "\"mucus and\""), ("", ""),
        ])
    func reading(query: String, understood: String) {
        #expect(explained(query).explanation.query == understood)
    }

    @Test("what holds no word is told to be ignored, and what decides the order is told")
    func notes() {
        #expect(explained("suction +").explanation.ignored == ["+"])
        #expect(explained("water").explanation.rule == .score)
        #expect(explained("water", order: .newest).explanation.rule == .date)
        #expect(explained("tag:cold-water").explanation.rule == .date)
        #expect(explained("water").explanation.weights.map(\.part) == TalkPart.allCases)
        #expect(explained("water").explanation.weights.first?.weight == 5)
    }
}
