import ArchiveServer

/// The last line of an ingest.
struct IngestSummary: Encodable, CustomStringConvertible {
    let decks: Int
    let refused: Int
    let slides: Int
    let pages: Int
    let pagesWithoutText: Int
    let isComplete: Bool

    init(_ result: DeckIntake.Result, deckCount: Int) {
        decks = result.reports.count
        refused = result.reports.count { $0.outcome == .refused }
        slides = result.reports.reduce(0) { $0 + ($1.slides ?? 0) }
        pages = result.reports.reduce(0) { $0 + ($1.pages ?? 0) }
        pagesWithoutText = result.reports.reduce(0) { $0 + $1.pagesWithoutText.count }
        isComplete = !result.isCancelled
        total = deckCount
    }

    private let total: Int

    private enum CodingKeys: CodingKey {
        case decks, refused, slides, pages, pagesWithoutText, isComplete
    }

    var description: String {
        var text = "\(Count(decks, "deck")), \(Count(slides, "slide"))"
        if pages != slides { text += " in \(Count(pages, "page"))" }
        if pagesWithoutText > 0 { text += "; \(Count(pagesWithoutText, "page")) without text" }
        if refused > 0 { text += "; \(Count(refused, "deck")) refused" }
        guard !isComplete else { return text }
        return text + "\nStopped before the end: \(decks) of \(Count(total, "deck")) are done and kept. "
            + "Run it again to go on."
    }
}
