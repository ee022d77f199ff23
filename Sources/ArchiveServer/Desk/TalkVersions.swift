internal import ArchiveSearch
internal import SlideExtraction
internal import TalkArchive

/// The versions of a talk's slides: what they are, who brought them when, and what they changed.
struct TalkVersions {
    let talk: Talk
    let form: TalkFileForm

    /// What is known of the current deck; nil while there is none, or it has not been read.
    var report: PageContext? {
        guard let deck = talk.currentDeck, let content = form.view.contents[deck.hash] else { return nil }
        let snapshot = form.request.visit.site.snapshots.take()
        let report = DeckReport(
            deck: talk.key.description, hash: deck.hash, bytes: deck.byteCount, content: content, duration: nil,
            bestWords: snapshot.search.bestWords(for: talk, content: content))
        return [
            "extentText": report.extent, "sizeText": HumanText.size(deck.byteCount),
            "hasRemarks": !report.remarks.isEmpty, "remarks": report.remarks.map { ["text": $0] as PageContext },
            "hasWords": !report.bestWords.isEmpty,
            "words": report.bestWords.map { word -> PageContext in
                ["text": word, "href": SiteAddress.search(SearchAddress(query: word)).path]
            },
            "preview": SlideGroup.groups(of: content.slides).map { group -> PageContext in
                let slide = content.slides[group.last - 1]
                let frame = PictureSize(SiteAddress.PictureSize.small).frame(
                    pageWidth: slide.width, pageHeight: slide.height)
                return [
                    "number": group.label,
                    "href": DeskAddress.versionPicture(talk.key, deck.hash, page: group.last, .large).path,
                    "picture": [
                        "src": DeskAddress.versionPicture(talk.key, deck.hash, page: group.last, .small).path,
                        "width": String(frame.width), "height": String(frame.height),
                    ] as PageContext,
                ]
            },
        ]
    }

    func context() async throws -> [PageContext] {
        let request = form.request
        let mayRestore = request.principal.may(.changeDecks(talk.key))
        let events = mayRestore ? try await request.desk.deckEvents(of: talk.key) : []
        let history = await request.visit.site.keeper.history
        return talk.decks.enumerated().filter { mayRestore || $0.offset == 0 }.map { place, deck in
            let who = events.last { $0.new == deck.hash }?.who
            let before = talk.decks.indices.contains(place + 1) ? talk.decks[place + 1] : nil
            let comparison = before.flatMap { history.comparison(from: $0.hash, to: deck.hash) }
            return [
                "href": DeskAddress.version(talk.key, deck.hash).path, "addedText": HumanText.moment(deck.added),
                "originLabel": TalkCard.originLabel(deck.origin), "sizeText": HumanText.size(deck.byteCount),
                "whoText": orFalse(who), "versionNote": orFalse(deck.note),
                "versionChanges": orFalse(comparison.map { "\($0.summary) since the version before" }),
                "isCurrent": place == 0, "mayRestore": place > 0 && mayRestore,
                "restoreAction": DeskAddress.restore(talk.key, deck.hash).path, "hashText": deck.hash.prefix,
            ] as PageContext
        }
    }
}
