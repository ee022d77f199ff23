internal import Foundation
internal import HTTPTypes
internal import TalkArchive

/// One page of a deck.
struct SlideDetails: APIObject {
    let number: Int
    let label: String?
    let title: String?
    let text: String
    let textSource: String
    let links: [SlideLinkEntry]
    let size: PageSize
    let pictures: SlidePictureAddresses
    let stepOf: Int?
    let url: String
    let page: String

    static let schema = ObjectSchema(
        "A slide: one page of a deck.",
        [
            .must("number", Schema.count("Its page, counted from 1.", from: 1)),
            .may("label", Schema.text("What the PDF itself calls the page.")),
            .may("title", Schema.text("Its heading.")),
            .must("text", Schema.text("Its text in reading order; an empty line sets paragraphs apart.")),
            .must(
                "textSource",
                Schema.choice(
                    "`recognition`: the text was recognised in the picture and may have errors.",
                    ["document", "recognition"])),
            .must("links", Schema.list("Where it leads, each once.", of: SlideLinkEntry.self)),
            .must("size", Schema.reference(PageSize.self)),
            .must("pictures", Schema.reference(SlidePictureAddresses.self)),
            .may(
                "stepOf",
                Schema.count(
                    "The slide of which this is an earlier step; left out for one that stands for itself.", from: 1)
            ),
            .must("url", Schema.address("This slide, here.")),
            .must("page", Schema.address("Its page for people.")),
        ])

    static let resource = APIResource(
        path: "/api/v1/editions/{edition}/talks/{talk}/slides/{number}", name: "getSlide", about: "One slide",
        parameters: [.edition, .talk, .slide], answer: Schema.reference(Self.self), answerAbout: "The slide.",
        problems: [.notFound, .gone], isKept: false
    ) { visit in
        let talk = try visit.talkOrGone()
        let slides = visit.snapshot.slides(of: talk)
        guard let number = Int(visit.parameter("number")), String(number) == visit.parameter("number"),
            let deck = talk.currentDeck, slides.indices.contains(number - 1)
        else { throw SiteError.notFound }
        return try .api(
            SlideDetails(
                slides[number - 1], number, of: talk.key, deck: deck.hash, count: slides.count, visit.addresses))
    }

    init(_ slide: Slide, _ number: Int, of key: TalkKey, deck: ContentHash, count: Int, _ address: Addresses) {
        self.number = number
        label = slide.label
        title = slide.title
        text = slide.text
        textSource = slide.textSource == .recognition ? "recognition" : "document"
        links = SlideLinkEntry.entries(of: slide, key, count: count, address)
        size = PageSize(width: slide.width, height: slide.height)
        pictures = SlidePictureAddresses(deck, page: number, address)
        stepOf = slide.lastStep.flatMap { $0 > number && $0 <= count ? $0 : nil }
        url = address(APIAddress.slide(key, number))
        page = address(SiteAddress.slide(key, number))
    }
}

/// The size of a page.
struct PageSize: APIObject {
    let width: Double
    let height: Double

    static let schema = ObjectSchema(
        "A page's size in points, 1/72 inch.",
        [.must("width", Schema.number("Across.")), .must("height", Schema.number("Down."))])
}

/// Where a slide leads.
struct SlideLinkEntry: APIObject {
    let url: String
    let slide: Int?

    static let schema = ObjectSchema(
        "A link on a slide, or an address that is printed there.",
        [
            .must("url", Schema.text("The address, as the slide has it.")),
            .may("slide", Schema.count("The slide of the same deck to which it leads.", from: 1)),
        ])

    /// Each once, and only those that a browser may follow.
    static func entries(of slide: Slide, _ key: TalkKey, count: Int, _ address: Addresses) -> [SlideLinkEntry] {
        var seen: Set<String> = []
        return slide.links.compactMap { link -> SlideLinkEntry? in
            switch link.target {
            case .url(let text):
                guard let scheme = URL(string: text)?.scheme?.lowercased(),
                    ["http", "https", "mailto"].contains(scheme), seen.insert(text).inserted
                else { return nil }
                return SlideLinkEntry(url: text, slide: nil)
            case .page(let page):
                let url = address(SiteAddress.slide(key, page))
                guard (1...max(1, count)).contains(page), seen.insert(url).inserted else { return nil }
                return SlideLinkEntry(url: url, slide: page)
            }
        }
    }
}

/// `/api/v1/editions/{edition}/talks/{talk}/slides`.
struct SlideList: APIObject {
    let talk: String
    let title: String
    let state: State
    let sha256: String?
    let slides: [SlideDetails]
    let url: String

    /// How far the current deck is.
    enum State: String, Encodable, CaseIterable {
        case none, read, unread, unreadable
    }

    static let schema = ObjectSchema(
        "The slides of a talk's current deck.",
        [
            .must("talk", Schema.text("The talk's key.")),
            .must("title", Schema.text("The talk's title.")),
            .must(
                "state",
                Schema.choice(
                    "`read`; `none`: the talk has no deck; `unread`: it is being read, ask again; `unreadable`: it cannot "
                        + "be.", State.allCases.map(\.rawValue))),
            .may("sha256", Schema.hash("The deck.")),
            .must("slides", Schema.list("One for each page, in order.", of: SlideDetails.self)),
            .must("url", Schema.address("The talk, here.")),
        ])

    static let resource = APIResource(
        path: "/api/v1/editions/{edition}/talks/{talk}/slides", name: "listSlides", about: "The slides of a talk",
        parameters: [.edition, .talk], answer: Schema.reference(Self.self), answerAbout: "All slides, in order.",
        problems: [.notFound, .gone]
    ) { visit in
        var content = try Content.api(SlideList(visit.talkOrGone(), visit.snapshot))
        // RFC 9110, 10.2.1: this address takes uploads, too (`DeckUploadAPI`).
        content.fields[.allow] = "GET, HEAD, PUT"
        return content
    }

    init(_ talk: Talk, _ snapshot: Snapshot) {
        let address = Addresses(snapshot)
        let pages = snapshot.slides(of: talk)
        self.talk = talk.key.description
        title = talk.title
        sha256 = talk.currentDeck?.hash.description
        state =
            talk.currentDeck.map {
                snapshot.contents[$0.hash] != nil
                    ? .read : snapshot.unreadable.contains($0.hash) ? .unreadable : .unread
            } ?? State.none
        slides =
            talk.currentDeck.map { deck in
                pages.enumerated().map { index, slide in
                    SlideDetails(slide, index + 1, of: talk.key, deck: deck.hash, count: pages.count, address)
                }
            } ?? []
        url = address(APIAddress.talk(talk.key))
    }
}
