internal import Foundation
internal import TalkArchive

/// What schema.org's vocabulary can say of an archive: a pure function of it and of what is known of its decks.
///
/// A talk is an `Event` of its edition, and its slides are the work that was shown there. Each thing has one identity
/// on all pages, the address of its own page.
struct LinkedArchive {
    let archive: Archive
    let contents: [ContentHash: DeckContent]
    private let base: URL

    init(_ archive: Archive, contents: [ContentHash: DeckContent] = [:]) {
        self.archive = archive
        self.contents = contents
        base = archive.settings.baseURL
    }

    /// The home page: the site, and how it is searched.
    func site() -> [LinkedNode] {
        let settings = archive.settings
        let term = "search_term_string"
        let search = LinkedNode(
            "SearchAction",
            [
                "target": .node(
                    LinkedNode(
                        "EntryPoint",
                        ["urlTemplate": .text(url(.search(SearchAddress(query: ""))) + "{\(term)}")])),
                "query-input": .text("required name=\(term)"),
            ])
        return [
            LinkedNode(
                "WebSite", id: url(.home),
                [
                    "name": .text(settings.name), "url": .text(url(.home)),
                    "description": .text(ifAny: settings.tagline), "inLanguage": .text(settings.language),
                    "about": .node(series), "potentialAction": .node(search),
                ])
        ]
    }

    func edition(_ edition: Edition) -> [LinkedNode] {
        let address = SiteAddress.edition(edition.id)
        var properties = setting(of: edition)
        properties.merge([
            "name": .text(edition.name), "url": .text(url(address)), "description": .text(ifAny: edition.tagline),
            "startDate": .text(edition.starts.description), "endDate": .text(edition.ends.description),
            "organizer": .nodes(edition.organisers.map { Self.party("Person", $0.name, $0.url) }),
            "sponsor": .nodes(edition.sponsors.map { Self.party("Organization", $0.name, $0.url) }),
            "superEvent": .node(series),
            "subEvent": .nodes(edition.talks.map { reference(to: $0, in: edition) }),
        ]) { _, new in new }
        return [LinkedNode("Event", id: url(address), properties), path([(edition.name, address)])]
    }

    func talk(_ talk: Talk, in edition: Edition) -> [LinkedNode] {
        let address = SiteAddress.talk(talk.key)
        var properties = setting(of: edition)
        properties.merge([
            "name": .text(talk.title), "url": .text(url(address)),
            "description": .text(ifAny: Markdown.plainText(talk.text)),
            "startDate": .text((talk.date ?? edition.starts).description),
            // An edition of one day tells the day of its talks.
            "endDate": .text((talk.date ?? edition.ends).description),
            "inLanguage": .text(archive.settings.language),
            "keywords": talk.tags.isEmpty ? nil : .texts(talk.tags.map(\.description)),
            "performer": .nodes(talk.speakers.map(person)),
            "superEvent": .node(reference(to: edition)),
            "workFeatured": talk.currentDeck.map { .node(slides($0, of: talk)) },
        ]) { _, new in new }
        return [
            LinkedNode("Event", id: url(address), properties),
            path([(edition.name, .edition(edition.id)), (talk.title, address)]),
        ]
    }

    /// A slide's page.
    /// - Parameter number: A page of the current deck, counted from 1.
    func slide(_ number: Int, title: String?, of talk: Talk, in edition: Edition) -> [LinkedNode] {
        let address = SiteAddress.slide(talk.key, number)
        let name = title ?? "\(talk.title), slide \(number)"
        return [
            LinkedNode(
                "PresentationDigitalDocument", id: url(address),
                [
                    "name": .text(name), "url": .text(url(address)), "position": .number(number),
                    "isPartOf": .node(
                        LinkedNode(
                            "PresentationDigitalDocument", id: identity(ofSlidesOf: talk),
                            ["name": .text(talk.title), "url": .text(url(.talk(talk.key)))])),
                    "author": talk.currentDeck.flatMap { author(of: $0, of: talk) },
                    "thumbnailUrl": talk.currentDeck.map { .text(url(.picture($0.hash, page: number, .small))) },
                    "inLanguage": .text(archive.settings.language),
                ]),
            path([
                (edition.name, .edition(edition.id)), (talk.title, .talk(talk.key)), ("Slide \(number)", address),
            ]),
        ]
    }

    func speaker(_ speaker: Speaker) -> [LinkedNode] {
        let address = SiteAddress.speaker(speaker.slug)
        let events = archive.talks(by: speaker.slug).compactMap { talk in
            archive.edition(talk.key.edition).map { reference(to: talk, in: $0) }
        }
        return [
            LinkedNode(
                "Person", id: url(address),
                ["name": .text(speaker.name), "url": .text(url(address)), "performerIn": .nodes(events)]),
            path([("Speakers", .speakers), (speaker.name, address)]),
        ]
    }

    private func url(_ address: SiteAddress) -> String { address.absolute(base: base) }
}

// MARK: - Parts

extension LinkedArchive {
    /// The workshop as it comes again.
    private var series: LinkedNode {
        LinkedNode(
            "EventSeries", id: url(.home) + "#series",
            ["name": .text(archive.settings.name), "url": .text(url(.home))])
    }

    private func identity(ofSlidesOf talk: Talk) -> String { url(.talk(talk.key)) + "#slides" }

    /// Where an edition took place; nothing where that is not known.
    private func setting(of edition: Edition) -> [String: LinkedValue?] {
        let place = edition.place.map { LinkedNode("Place", ["name": .text($0), "address": .text($0)]) }
        let online = LinkedNode("VirtualLocation", ["url": .text(url(.edition(edition.id)))])
        let mode: String? =
            switch (place != nil, edition.isOnline) {
            case (true, true): "Mixed"
            case (true, false): "Offline"
            case (false, true): "Online"
            case (false, false): nil
            }
        return [
            "location": .nodes([place, edition.isOnline ? online : nil].compactMap { $0 }),
            "eventAttendanceMode": mode.map { .text("https://schema.org/\($0)EventAttendanceMode") },
        ]
    }

    private func slides(_ deck: Deck, of talk: Talk) -> LinkedNode {
        let first = talk.decks.map(\.added).min() ?? deck.added
        let hasPictures = contents[deck.hash]?.slides.isEmpty == false
        let file = LinkedNode(
            "MediaObject",
            [
                "contentUrl": .text(url(.currentDeck(talk.key))), "contentSize": .text(String(deck.byteCount)),
                "encodingFormat": .text("application/pdf"), "sha256": .text(deck.hash.description),
            ])
        return LinkedNode(
            "PresentationDigitalDocument", id: identity(ofSlidesOf: talk),
            [
                "name": .text(talk.title), "url": .text(url(.talk(talk.key))),
                "description": deck.origin == .sample
                    ? .text("A sample made for this archive; not the speaker's slides.") : nil,
                "author": author(of: deck, of: talk), "datePublished": .text(first.description),
                "dateModified": .text(deck.added.description), "version": .number(talk.decks.count),
                "inLanguage": .text(archive.settings.language),
                "isPartOf": .node(LinkedNode("WebSite", id: url(.home), ["name": .text(archive.settings.name)])),
                "thumbnailUrl": hasPictures ? .text(url(.picture(deck.hash, page: 1, .small))) : nil,
                "encoding": .node(file),
            ])
    }

    /// A sample is nobody's but the archive's.
    private func author(of deck: Deck, of talk: Talk) -> LinkedValue? {
        guard deck.origin != .sample else {
            return .node(
                LinkedNode("Organization", ["name": .text(archive.settings.name), "url": .text(url(.home))]))
        }
        return .nodes(talk.speakers.map(person))
    }

    private func person(_ speaker: Speaker) -> LinkedNode {
        let address = url(.speaker(speaker.slug))
        return LinkedNode("Person", id: address, ["name": .text(speaker.name), "url": .text(address)])
    }

    private static func party(_ type: String, _ name: String, _ url: URL?) -> LinkedNode {
        LinkedNode(type, ["name": .text(name), "url": .text(ifAny: url?.absoluteString)])
    }

    private func reference(to edition: Edition) -> LinkedNode {
        let address = url(.edition(edition.id))
        return LinkedNode(
            "Event", id: address,
            [
                "name": .text(edition.name), "url": .text(address), "startDate": .text(edition.starts.description),
                "endDate": .text(edition.ends.description), "superEvent": .node(series),
            ])
    }

    private func reference(to talk: Talk, in edition: Edition) -> LinkedNode {
        let address = url(.talk(talk.key))
        return LinkedNode(
            "Event", id: address,
            [
                "name": .text(talk.title), "url": .text(address),
                "startDate": .text((talk.date ?? edition.starts).description),
                "location": setting(of: edition)["location"] ?? nil,
            ])
    }

    /// The way to a page from the home page.
    private func path(_ steps: [(name: String, address: SiteAddress)]) -> LinkedNode {
        let all = [(name: archive.settings.name, address: SiteAddress.home)] + steps
        return LinkedNode(
            "BreadcrumbList",
            [
                "itemListElement": .list(
                    all.enumerated().map { index, step in
                        LinkedNode(
                            "ListItem",
                            [
                                "position": .number(index + 1), "name": .text(step.name),
                                "item": .text(url(step.address)),
                            ])
                    })
            ])
    }
}

extension Snapshot {
    /// What the pages say in schema.org's vocabulary.
    var linked: LinkedArchive { LinkedArchive(archive, contents: contents) }
}
