internal import ArchiveSearch
internal import TalkArchive

/// A talk that a search found, with what matched in it.
struct FoundTalk: APIObject {
    let talk: TalkEntry
    let score: Double
    let title: MarkedPassage
    let speakers: [MarkedPassage]
    let text: MarkedPassage?
    let slides: [FoundSlide]
    let matchedSlideCount: Int

    static let schema = ObjectSchema(
        "A talk that was found, with what matched in it.",
        [
            .must("talk", Schema.reference(TalkEntry.self)),
            .must("score", Schema.number("How well it matches; comparable within one answer only.")),
            .must("title", Schema.reference("Its title.", MarkedPassage.self)),
            .must("speakers", Schema.list("Their names.", of: MarkedPassage.self)),
            .may(
                "text",
                Schema.reference(
                    "The part of its abstract or summary that matches best, or its beginning.", MarkedPassage.self)
            ),
            .must("slides", Schema.list("Its best slides, the best first.", of: FoundSlide.self)),
            .must("matchedSlideCount", Schema.count("How many slides match in all.")),
        ])

    init(_ hit: TalkHit, query: String, _ snapshot: Snapshot, _ address: Addresses) {
        talk = TalkEntry(hit.talk, snapshot, address)
        score = hit.score
        title = MarkedPassage(hit.title)
        speakers = hit.speakers.map(MarkedPassage.init)
        text = hit.text.runs.isEmpty ? nil : MarkedPassage(hit.text)
        slides =
            hit.talk.currentDeck.map { deck in
                hit.slides.map { FoundSlide($0, of: hit.talk.key, deck: deck.hash, query: query, address) }
            } ?? []
        matchedSlideCount = hit.matchedSlideCount
    }
}

/// A slide that a search found.
struct FoundSlide: APIObject {
    let number: Int
    let snippet: MarkedPassage
    let pictures: SlidePictureAddresses
    let url: String
    let page: String

    static let schema = ObjectSchema(
        "A slide that was found.",
        [
            .must("number", Schema.count("Its page, counted from 1.", from: 1)),
            .must("snippet", Schema.reference("The part of its text that matches.", MarkedPassage.self)),
            .must("pictures", Schema.reference(SlidePictureAddresses.self)),
            .must("url", Schema.address("All of it, here.")),
            .must("page", Schema.address("Its page for people, with the words marked.")),
        ])

    init(_ hit: SlideHit, of key: TalkKey, deck: ContentHash, query: String, _ address: Addresses) {
        number = hit.number
        snippet = MarkedPassage(hit.snippet)
        pictures = SlidePictureAddresses(deck, page: hit.number, address)
        url = address(APIAddress.slide(key, hit.number))
        page =
            address(SiteAddress.slide(key, hit.number))
            + (query.isEmpty ? "" : SearchAddress(query: query).queryString)
    }
}
