import ArchiveSearch
import Foundation
import TalkArchive

/// Results for a program.
struct SearchReport: Encodable {
    let query: String
    let total: Int
    /// `all` or `any`: whether the talks have all words.
    let matching: String
    let suggestion: String?
    let nearWords: [NearWordsReport]
    let notices: [String]
    /// Only where asked for, as in the talks.
    let explanation: OrderReport?
    let talks: [TalkReport]

    struct TalkReport: Encodable {
        let key: String
        let url: String
        let title: String
        let speakers: [String]
        let edition: String
        let score: Double
        let snippet: [Run]
        let matchedSlides: Int
        let slides: [SlideReport]
        let explanation: ScoreReport?
    }

    /// A word taken for a typing error, and the words that were searched beside it.
    struct NearWordsReport: Encodable {
        let typed: String
        let used: [String]
    }

    struct SlideReport: Encodable {
        let number: Int
        let url: String
        let snippet: [Run]
    }

    /// A piece of text; `match` is true for words that matched.
    struct Run: Encodable {
        let text: String
        let match: Bool
    }

    init(_ results: TalkSearchResults, explanation: OrderExplanation?, query: String, base: URL) {
        self.query = query
        total = results.totalCount
        matching = results.matching.rawValue
        suggestion = results.suggestion
        nearWords = results.nearWords.map { NearWordsReport(typed: $0.typed, used: $0.used.map(\.word)) }
        notices = results.notices
        self.explanation = explanation.map(OrderReport.init)
        talks = results.hits.map { hit in
            let talk = hit.talk
            return TalkReport(
                key: talk.key.description, url: SiteAddress.talk(talk.key).absolute(base: base), title: talk.title,
                speakers: talk.speakers.map(\.name), edition: talk.key.edition.description, score: hit.score,
                snippet: Self.runs(hit.text), matchedSlides: hit.matchedSlideCount,
                slides: hit.slides.map { slide in
                    SlideReport(
                        number: slide.number, url: SiteAddress.slide(talk.key, slide.number).absolute(base: base),
                        snippet: Self.runs(slide.snippet))
                },
                explanation: explanation?.scores[talk.key].map(ScoreReport.init))
        }
    }

    private static func runs(_ text: MarkedText) -> [Run] {
        text.runs.map { Run(text: $0.text, match: $0.isMarked) }
    }
}
