import ArchiveSearch
import Foundation
import TalkArchive

/// Talks for these tests, made as values.
enum Shore {
    /// A talk and what its deck says.
    struct Sample {
        var key: String
        var title: String
        var speakers: [String] = []
        var tags: [String] = []
        var date: String
        var text = ""
        var slides: [String] = []

        /// Another text on a slide is another deck.
        var deck: Deck? {
            slides.isEmpty
                ? nil
                : Deck(
                    file: "slides.pdf", hash: ContentHash(of: Data((key + slides.joined(separator: "|")).utf8)),
                    byteCount: 1, added: Timestamp(secondsSinceEpoch: 0), origin: .upload)
        }

        var talk: Talk {
            Talk(
                key: made(TalkKey(key)), title: title, speakers: speakers.map { Speaker(name: $0) },
                date: made(CalendarDate(date)), tags: tags.map { made(Tag($0)) }, text: text,
                published: Timestamp(secondsSinceEpoch: 0), updated: Timestamp(secondsSinceEpoch: 0),
                decks: deck.map { [$0] } ?? [])
        }
    }

    /// A value that a text of these tests is sure to be.
    private static func made<Value>(_ value: Value?) -> Value {
        guard let value else { preconditionFailure("a test's own text is malformed") }
        return value
    }

    static let samples = [
        Sample(
            key: "2031/limpets", title: "Limpets and their grip", speakers: ["Ada Low", "Bo Ñandú"], tags: ["shells"],
            date: "2031-05-02", text: "How they **hold** in salt water.",
            slides: ["Welcome to the holdfast", "mucus and suction\n\nsuction holds", "Thanks", "More suction later"]),
        Sample(
            key: "2031/crabs", title: "Crabs walk", speakers: ["Bo Ñandú"], tags: ["cold-water"], date: "2031-05-03",
            text: String(repeating: "A crab walks on and on. ", count: 20) + "The anchorword stands here. "
                + String(repeating: "It does not turn around. ", count: 20) + "Then it sees water."),
        Sample(
            key: "2030/pools", title: "Rock pools", speakers: ["Cy Wharf"], tags: ["cold-water"], date: "2030-05-02",
            text: "Small water.", slides: ["A pool at low tide"]),
    ]

    static func archive(_ samples: [Sample]) -> Archive {
        let ids = Set(samples.compactMap { TalkKey($0.key)?.edition }).sorted()
        return Archive(
            settings: ArchiveSettings(
                name: "Tidepool", baseURL: made(URL(string: "https://tidepool.example")),
                tagAuthority: "tidepool.example,2030"),
            editions: ids.map { id in
                Edition(
                    id: id, name: "Tidepool \(id)", starts: made(CalendarDate("\(id)-05-02")),
                    ends: made(CalendarDate("\(id)-05-03")), published: Timestamp(secondsSinceEpoch: 0),
                    talks: samples.map(\.talk).filter { $0.key.edition == id })
            })
    }

    static func contents(_ samples: [Sample]) -> [ContentHash: DeckContent] {
        Dictionary(
            samples.compactMap { sample in sample.deck.map { ($0.hash, DeckContent(slides: sample.slides.map(slide))) }
            },
            uniquingKeysWith: { first, _ in first })
    }

    static func slide(_ text: String) -> Slide { Slide(width: 720, height: 405, text: text) }

    static func search(_ samples: [Sample], from former: TalkSearch = TalkSearch(language: "en")) -> TalkSearch {
        former.updated(to: archive(samples), contents: contents(samples))
    }
}
