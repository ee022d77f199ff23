internal import Foundation
internal import SlideExtraction
internal import TalkArchive

/// The contexts that several pages share: a talk's card, its speakers, links and pictures.
enum TalkCard {
    /// A talk in a list, with the picture of its first slide.
    static func context(_ talk: Talk, snapshot: Snapshot, showsEdition: Bool) -> PageContext {
        [
            "href": SiteAddress.talk(talk.key).path, "title": talk.title,
            "picture": orFalse(picture(of: talk, page: 1, snapshot: snapshot)),
            "hasSpeakers": !talk.speakers.isEmpty, "speakers": speakers(talk.speakers),
            "where": showsEdition
                ? orFalse(snapshot.archive.edition(talk.key.edition)?.name) : false as Any,
            "blurb": orFalse(HumanText.beginning(of: Markdown.plainText(talk.text), characters: 150)),
            "hasBadges": !badges(talk, snapshot: snapshot).isEmpty, "badges": badges(talk, snapshot: snapshot),
        ]
    }

    /// Talks of several editions, newest edition first.
    static func groups(_ talks: [Talk], snapshot: Snapshot) -> [PageContext] {
        snapshot.archive.editions.compactMap { edition -> PageContext? in
            let own = talks.filter { $0.key.edition == edition.id }
            guard !own.isEmpty else { return nil }
            return [
                "title": edition.name, "href": SiteAddress.edition(edition.id).path,
                "talks": own.map { context($0, snapshot: snapshot, showsEdition: false) },
            ]
        }
    }

    static func speakers(_ speakers: [Speaker]) -> [PageContext] {
        speakers.enumerated().map { position, speaker in
            [
                "name": speaker.name, "href": SiteAddress.speaker(speaker.slug).path,
                "comma": position < speakers.count - 1,
            ]
        }
    }

    static func links(_ links: [Link]) -> [PageContext] {
        links.map { link in
            [
                "href": link.url.absoluteString, "title": link.title, "kindLabel": link.kind.rawValue,
                "uncertain": link.isUncertain,
            ]
        }
    }

    static func badges(_ talk: Talk, snapshot: Snapshot) -> [PageContext] {
        var badges: [PageContext] = []
        if talk.kind == .discussion { badges.append(["kind": "discussion", "label": "discussion"]) }
        if let deck = talk.currentDeck {
            let count = snapshot.slides(of: talk).count
            let slides = count > 0 ? HumanText.count(count, "slide") : "slides"
            badges.append(
                deck.origin == .sample
                    ? ["kind": "sample", "label": "sample deck, \(slides)"] : ["kind": "slides", "label": slides])
        }
        return badges
    }

    /// The small picture of a page of the current deck; nil when the deck has no such page.
    static func picture(of talk: Talk, page: Int, snapshot: Snapshot, size: SiteAddress.PictureSize = .small)
        -> PageContext?
    {
        let slides = snapshot.slides(of: talk)
        guard let deck = talk.currentDeck, slides.indices.contains(page - 1) else { return nil }
        return picture(deck.hash, page: page, slide: slides[page - 1], size: size)
    }

    /// The address and size in pixels of a slide's picture, so that nothing moves when it arrives.
    static func picture(_ hash: ContentHash, page: Int, slide: Slide, size: SiteAddress.PictureSize) -> PageContext {
        let picture = measured(hash, page: page, slide: slide, size: size)
        return ["src": picture.source, "width": picture.width, "height": picture.height]
    }

    /// The same, for pages with many of them.
    static func pictureObject(_ hash: ContentHash, page: Int, slide: Slide, size: SiteAddress.PictureSize)
        -> PageObject
    {
        let picture = measured(hash, page: page, slide: slide, size: size)
        return PageObject(pictureNames, .text(picture.source), .text(picture.width), .text(picture.height))
    }

    private static let pictureNames = PageObject.Names("src", "width", "height")

    private static func measured(_ hash: ContentHash, page: Int, slide: Slide, size: SiteAddress.PictureSize)
        -> (source: String, width: String, height: String)
    {
        let frame = PictureSize(size).frame(pageWidth: slide.width, pageHeight: slide.height)
        return (SiteAddress.picture(hash, page: page, size).path, String(frame.width), String(frame.height))
    }

    static func originLabel(_ origin: Deck.Origin) -> String {
        switch origin {
        case .sample: "sample deck"
        case .original: "the speaker’s original"
        case .upload: "uploaded slides"
        }
    }
}
