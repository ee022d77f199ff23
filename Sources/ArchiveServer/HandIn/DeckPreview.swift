internal import ArchiveSearch
internal import SlideExtraction
internal import TalkArchive

/// A deck that not everyone may see, for the few who may: what readers will find of it, and how it looks.
enum DeckPreview {
    /// Most slides that are shown.
    static let slides = 60

    /// The context of the template `handin-deck`.
    /// - Parameters:
    ///   - label: what the deck is, `Slides that wait`.
    ///   - picture: the address of a page.
    static func context(
        label: String, _ deck: (hash: ContentHash, byteCount: Int), of talk: Talk, content: DeckContent,
        file: HandInAddress?, visit: Visit, picture: (Int) -> HandInAddress
    ) -> PageContext {
        let report = DeckReport(
            deck: talk.key.description, hash: deck.hash, bytes: deck.byteCount, content: content, duration: nil,
            bestWords: visit.snapshot.search.bestWords(for: talk, content: content))
        let groups = SlideGroup.groups(of: content.slides)
        let preview = groups.prefix(slides).map { group -> PageContext in
            let slide = content.slides[group.last - 1]
            let frame = PictureSize.small.frame(pageWidth: slide.width, pageHeight: slide.height)
            return [
                "number": group.label, "src": picture(group.last).path, "width": String(frame.width),
                "height": String(frame.height),
            ]
        }
        return [
            "deckLabel": label, "extentText": report.extent, "sizeText": HumanText.size(deck.byteCount),
            "pdfHref": orFalse(file?.path),
            "hasWarnings": !report.warnings.isEmpty, "warnings": report.warnings.map { ["text": $0] },
            "hasRemarks": !report.remarks.isEmpty, "remarks": report.remarks.map { ["text": $0] },
            "wordsText": orFalse(report.bestWords.joined(separator: ", ")), "hasPreview": !preview.isEmpty,
            "preview": preview,
            "restText": orFalse(
                groups.count > slides ? "and \(HumanText.count(groups.count - slides, "more slide"))" : nil),
        ]
    }
}
