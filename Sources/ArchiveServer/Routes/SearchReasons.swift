internal import ArchiveSearch
internal import TalkArchive

/// Why the results of a search come in their order, for those who ask.
enum SearchReasons {
    /// The way to the reasons, or back.
    static func link(_ search: SearchQuery) -> PageObject {
        [
            "title": .text(search.isExplained ? "Leave out the reasons" : "Why this order?"),
            "href": .text(
                (search.isExplained ? SiteAddress.search(search.address) : .explainedSearch(search.address)).path),
        ]
    }

    /// What holds for all results.
    static func note(_ explanation: OrderExplanation) -> PageObject {
        let sentences = [explanation.ruleText] + explanation.legend
        return [
            "understood": .text(ifAny: explanation.query),
            "passedOver": .text(ifAny: explanation.ignored.joined(separator: " ")),
            "sentences": .list(sentences.compactMap { $0 }.map { ["text": .text($0)] }),
        ]
    }

    private static let shareNames = PageObject.Names("shareText", "shareName", "shareHow", "shareLines")
    private static let lineNames = PageObject.Names("lineName", "lineText")

    /// The shares of one result; nil when there were no words to weigh.
    static func object(_ score: ScoreExplanation) -> PageObject? {
        guard !score.words.isEmpty else { return nil }
        var rows = score.words.map { (name: $0.name, how: $0.text, lines: lines($0)) }
        if let near = score.nearnessText { rows.append((near.name, near.text, [])) }
        if let best = score.best { rows.append((best.name, best.text, [])) }
        return [
            "shares": .list(
                zip(score.shownShares, rows).map { share, row in
                    PageObject(
                        shareNames, .text(Decimals.hundredths(share)), .text(row.name), .text(row.how),
                        .list(row.lines))
                }),
            "scoreText": .text(Decimals.two(score.score)),
        ]
    }

    private static func lines(_ word: ScoreExplanation.Word) -> [PageObject] {
        let alternatives = word.alternativesText.map { [PageObject(lineNames, .absent, .text($0))] } ?? []
        return alternatives
            + word.places.map { place in
                PageObject(lineNames, .text(place.part.name), .text("\(place.text) (\(place.lengthText))"))
            }
    }
}
