internal import ArchiveSearch
internal import Foundation
internal import TalkArchive

/// `/2022/rust-gcc/slides/7`: one slide, its picture and its text.
enum SlidePage {
    /// The address of a slide that was found by a search: the slide page marks the words, too.
    static func address(_ key: TalkKey, _ number: Int, query: String) -> String {
        let path = SiteAddress.slide(key, number).path
        return query.isEmpty ? path : path + SearchAddress(query: query).queryString
    }

    static func content(_ visit: Visit) throws -> Content {
        let snapshot = visit.snapshot
        let talk = try visit.talk()
        let edition = try visit.edition()
        let slides = snapshot.slides(of: talk)
        guard let number = Int(visit.parameter("number")), String(number) == visit.parameter("number"),
            let deck = talk.currentDeck, slides.indices.contains(number - 1)
        else { throw SiteError.notFound }
        let slide = slides[number - 1]
        let query = SearchQuery(visit).address.query
        let marked = snapshot.search.markedText(of: slide, query: query)
        let paragraphs = SlideParagraphs(marked, words: slide.words)
        let title = slide.title ?? paragraphs.title
        let links = links(slide, of: talk.key, slideCount: slides.count)
        return try visit.page(
            "slide",
            PageFrame(
                title: "\(title ?? talk.title), slide \(number) of \(talk.title)",
                description: HumanText.beginning(of: slide.text, characters: 180),
                address: .slide(talk.key, number), feed: (.edition(edition.id), edition.name),
                picture: SharedPicture(of: talk, page: number, snapshot: snapshot),
                linkedData: snapshot.linked.slide(number, title: title, of: talk, in: edition), query: query),
            [
                "editionHref": SiteAddress.edition(edition.id).path, "editionName": edition.name,
                "talkHref": SiteAddress.talk(talk.key).path, "talkTitle": talk.title, "slideTitle": orFalse(title),
                "backHref": orFalse(
                    query.isEmpty ? nil : SiteAddress.search(SearchAddress(query: query)).path),
                "positionText": "\(number) of \(slides.count)", "slideCount": String(slides.count),
                "picture": picture(
                    deck.hash, number: number, slide: slide, alt: title.map { "Slide \(number): \($0)" }),
                "overlay": orFalse(overlay(slide, marked: marked)),
                "previous": orFalse(neighbour(number - 1, talk.key, slides: slides, deck: deck, query: query)),
                "next": orFalse(neighbour(number + 1, talk.key, slides: slides, deck: deck, query: query)),
                "isRecognised": slide.textSource == .recognition,
                "lastStep": orFalse(lastStep(of: slide, number, talk.key, slideCount: slides.count, query: query)),
                "hasText": !paragraphs.paragraphs.isEmpty, "paragraphs": paragraphs.context,
                "hasSlideLinks": !links.isEmpty, "slideLinks": links,
                "speakers": TalkCard.speakers(talk.speakers), "isSample": deck.origin == .sample,
                "downloadHref": SiteAddress.currentDeck(talk.key).path,
                "pdfPageHref": SiteAddress.currentDeck(talk.key).path + "#page=\(number)",
                "sizeText": HumanText.size(deck.byteCount),
                "citations": Citations.links { .citation(talk.key, slide: number, $0) },
                "strip": strip(around: number, talk.key, slides: slides, deck: deck),
            ])
    }

    private static func picture(_ hash: ContentHash, number: Int, slide: Slide, alt: String?) -> PageContext {
        var context = TalkCard.picture(hash, page: number, slide: slide, size: .large)
        context["alt"] = alt ?? "Slide \(number)"
        return context
    }

    private static func neighbour(_ number: Int, _ key: TalkKey, slides: [Slide], deck: Deck, query: String)
        -> PageContext?
    {
        guard slides.indices.contains(number - 1) else { return nil }
        return [
            "href": address(key, number, query: query), "number": String(number),
            "prefetchSrc": SiteAddress.picture(deck.hash, page: number, .large).path,
        ]
    }

    /// Where the slide is whole of which this page is an earlier step.
    private static func lastStep(of slide: Slide, _ number: Int, _ key: TalkKey, slideCount: Int, query: String)
        -> PageContext?
    {
        guard let last = slide.lastStep, last > number, last <= slideCount else { return nil }
        return ["href": address(key, last, query: query), "number": String(last)]
    }

    /// Boxes on the picture around the words that matched: those words of the page whose text a mark touches.
    private static func overlay(_ slide: Slide, marked: MarkedText) -> PageContext? {
        guard slide.width > 0, slide.height > 0, marked.hasMarks else { return nil }
        var marks: [Range<Int>] = []
        var offset = 0
        for run in marked.runs {
            let length = run.text.utf8.count
            if run.isMarked { marks.append(offset..<offset + length) }
            offset += length
        }
        let boxes = slide.words.filter { word in marks.contains { $0.overlaps(word.range) } }.map(\.box)
        guard !boxes.isEmpty else { return nil }
        return [
            "pageWidth": number(slide.width), "pageHeight": number(slide.height),
            "boxes": boxes.map { box -> PageContext in
                [
                    "x": number(box.x), "y": number(box.y), "width": number(box.width), "height": number(box.height),
                ]
            },
        ]
    }

    /// A length in points with one decimal, as SVG takes it.
    private static func number(_ value: Double) -> String {
        String((value * 10).rounded() / 10)
    }

    /// Links and printed addresses, each once; only those a browser may follow, and only to slides that there are.
    private static func links(_ slide: Slide, of key: TalkKey, slideCount: Int) -> [PageContext] {
        var seen: Set<String> = []
        return slide.links.compactMap { link -> PageContext? in
            switch link.target {
            case .url(let text):
                guard let url = URL(string: text), let scheme = url.scheme?.lowercased(),
                    ["http", "https", "mailto"].contains(scheme), seen.insert(text).inserted
                else { return nil }
                return ["href": text, "title": text, "isOutside": true]
            case .page(let page):
                let address = SiteAddress.slide(key, page).path
                guard (1...slideCount).contains(page), seen.insert(address).inserted else { return nil }
                return ["href": address, "title": "Slide \(page)", "isOutside": false]
            }
        }
    }

    /// The slides beside this one.
    private static func strip(around number: Int, _ key: TalkKey, slides: [Slide], deck: Deck) -> [PageContext] {
        let first = max(1, min(number - 3, slides.count - 6))
        let last = min(slides.count, first + 6)
        return (first...last).map { page in
            [
                "href": SiteAddress.slide(key, page).path, "number": String(page), "current": page == number,
                "thumbnail": TalkCard.picture(deck.hash, page: page, slide: slides[page - 1], size: .small),
            ]
        }
    }
}
