internal import ArchiveSearch
internal import TalkArchive

/// One talk on a page of results.
enum SearchResult {
    private static let resultNames = PageObject.Names(
        "href", "heading", "hasSpeakers", "speakers", "editionHref", "editionName", "snippet", "hasBadges", "badges",
        "hasSlides", "slides", "moreSlides", "reasons")
    private static let speakerNames = PageObject.Names("href", "runs", "comma")
    private static let slideNames = PageObject.Names("href", "number", "picture", "overlay", "hit")
    private static let markedNames = PageObject.Names("runs")
    private static let runNames = PageObject.Names("text", "marked")

    /// - Parameter reasons: how its score comes about, where that is asked for.
    static func object(
        _ hit: TalkHit, query: String, snapshot: Snapshot, reasons: ScoreExplanation?
    ) -> PageObject {
        let talk = hit.talk
        let path = SiteAddress.talk(talk.key).path
        let more = hit.matchedSlideCount - hit.slides.count
        return PageObject(
            resultNames,
            .text(path), marked(hit.title), .flag(!talk.speakers.isEmpty),
            .list(
                zip(talk.speakers, hit.speakers).enumerated().map { position, pair in
                    PageObject(
                        speakerNames, .text(SiteAddress.speaker(pair.0.slug).path), runs(pair.1),
                        .flag(position < talk.speakers.count - 1))
                }),
            .text(SiteAddress.edition(talk.key.edition).path),
            .text(snapshot.archive.edition(talk.key.edition)?.name ?? talk.key.edition.description),
            hit.text.runs.isEmpty ? .absent : marked(hit.text),
            .flag(talk.currentDeck?.origin == .sample),
            .list([["kind": .text("sample"), "label": .text("sample deck")]]),
            .flag(!hit.slides.isEmpty), slides(of: hit, query: query, snapshot: snapshot),
            more > 0
                ? .object([
                    "href": .text(path + "#slides"),
                    "title": .text(more == 1 ? "1 more slide matches" : "\(more) more slides match"),
                ]) : .absent,
            .object(reasons.flatMap(SearchReasons.object)))
    }

    private static func slides(of hit: TalkHit, query: String, snapshot: Snapshot) -> PageValue {
        // The same for all slides, and percent-encoding is slow.
        let suffix = query.isEmpty ? "" : SearchAddress(query: query).queryString
        let pages = snapshot.slides(of: hit.talk)
        return .list(
            hit.slides.map { slide in
                PageObject(
                    slideNames, .text(SiteAddress.slide(hit.talk.key, slide.number).path + suffix),
                    .text(String(slide.number)), picture(of: hit.talk, page: slide.number, pages: pages), .absent,
                    marked(slide.snippet))
            })
    }

    private static func picture(of talk: Talk, page: Int, pages: [Slide]) -> PageValue {
        guard let deck = talk.currentDeck, pages.indices.contains(page - 1) else { return .absent }
        return .object(TalkCard.pictureObject(deck.hash, page: page, slide: pages[page - 1], size: .small))
    }

    private static func marked(_ text: MarkedText) -> PageValue {
        .object(PageObject(markedNames, runs(text)))
    }

    /// Runs for the template, with ellipses where the text is cut.
    static func runs(_ text: MarkedText) -> PageValue {
        var runs: [PageObject] = []
        runs.reserveCapacity(text.runs.count + 2)
        if text.isCutAtStart { runs.append(run("… ", isMarked: false)) }
        for part in text.runs { runs.append(run(part.text, isMarked: part.isMarked)) }
        if text.isCutAtEnd { runs.append(run(" …", isMarked: false)) }
        return .list(runs)
    }

    private static func run(_ text: String, isMarked: Bool) -> PageObject {
        PageObject(runNames, .text(text), .flag(isMarked))
    }
}
