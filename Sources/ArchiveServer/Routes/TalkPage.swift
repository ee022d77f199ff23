internal import ArchiveSearch
internal import Foundation
internal import HTTPTypes
internal import TalkArchive

/// `/2022/rust-gcc/`: a talk with its slides.
enum TalkPage {
    private static let relatedCount = 4
    /// Words shown of those that two talks share.
    private static let sharedWordCount = 4

    static func content(_ visit: Visit) throws -> Content {
        let snapshot = visit.snapshot
        let talk = try visit.talk()
        let edition = try visit.edition()
        let others = talksBySpeakers(of: talk, in: snapshot.archive)
        let related = relatedTalks(talk, besides: others, snapshot: snapshot)
        let position = edition.talks.firstIndex { $0.key == talk.key } ?? 0
        let feeds: [PageContext] =
            talk.speakers.map { feed(.speaker($0.slug), "Talks by \($0.name)") }
            + [feed(.edition(edition.id), edition.name)]
        var content = try visit.page(
            "talk", frame(talk, edition: edition, snapshot: snapshot),
            [
                "editionHref": SiteAddress.edition(edition.id).path, "editionName": edition.name,
                "talkTitle": talk.title, "hasSpeakers": !talk.speakers.isEmpty,
                "speakers": TalkCard.speakers(talk.speakers),
                "kindLabel": orFalse(talk.kind == .discussion ? "Discussion" : nil),
                "dateISO": orFalse(talk.date?.description), "dateText": orFalse(talk.date.map { HumanText.date($0) }),
                "hasTags": !talk.tags.isEmpty,
                "tags": talk.tags.map { ["title": $0.description, "href": SiteAddress.tag($0).path] },
                "textHTML": orFalse(Markdown.html(talk.text)),
                "textLabel": talk.textKind == .summary ? "Summary" : "Abstract",
                "isSummary": talk.textKind == .summary,
                "deck": orFalse(talk.currentDeck.map { deck($0, of: talk, snapshot: snapshot) }),
                "originalHref": orFalse(talk.originalSlides?.absoluteString),
                "hasLinks": !talk.links.isEmpty, "links": TalkCard.links(talk.links),
                "hasVersions": talk.decks.count > 1,
                "versions": talk.decks.indices.dropFirst().map { version($0, of: talk, snapshot: snapshot) },
                "pageFeeds": feeds,
                "citations": Citations.links { .citation(talk.key, slide: nil, $0) },
                "hasRelated": !related.isEmpty, "related": related,
                "hasOthers": !others.isEmpty,
                "othersTitle": talk.speakers.count == 1
                    ? "More by \(talk.speakers[0].name)" : "More by these speakers",
                "others": others.map { TalkCard.context($0, snapshot: snapshot, showsEdition: true) },
                "previousTalk": orFalse(position > 0 ? neighbour(edition.talks[position - 1]) : nil),
                "nextTalk": orFalse(
                    position + 1 < edition.talks.count ? neighbour(edition.talks[position + 1]) : nil),
            ])
        content.fields[.link] = Signposting.links(of: talk, base: snapshot.archive.settings.baseURL)
        return content
    }

    private static func frame(_ talk: Talk, edition: Edition, snapshot: Snapshot) -> PageFrame {
        let base = snapshot.archive.settings.baseURL
        var tags: [(String, String)] = [("citation_title", talk.title)]
        tags += talk.speakers.map { ("citation_author", $0.name) }
        // Google Scholar and Zotero read dates as 2022/09/07; where the day is not known, the year is.
        let date = talk.date.map { "\($0)".replacing("-", with: "/") } ?? String(edition.starts.year)
        tags.append(("citation_publication_date", date))
        tags.append(("citation_conference_title", edition.name))
        tags.append(("citation_language", snapshot.archive.settings.language))
        tags.append(("citation_abstract_html_url", SiteAddress.talk(talk.key).absolute(base: base)))
        tags += talk.tags.map { ("citation_keywords", $0.description) }
        if talk.currentDeck != nil {
            tags.append(("citation_pdf_url", SiteAddress.currentDeck(talk.key).absolute(base: base)))
        }
        return PageFrame(
            title: talk.title,
            description: HumanText.beginning(of: Markdown.plainText(talk.text), characters: 180),
            address: .talk(talk.key),
            feed: (.edition(edition.id), edition.name),
            picture: SharedPicture(of: talk, snapshot: snapshot), linkedData: snapshot.linked.talk(talk, in: edition),
            metaTags: tags)
    }

    private static func deck(_ deck: Deck, of talk: Talk, snapshot: Snapshot) -> PageContext {
        let slides = snapshot.slides(of: talk)
        return [
            "isSample": deck.origin == .sample, "downloadHref": SiteAddress.currentDeck(talk.key).path,
            "sizeText": HumanText.size(deck.byteCount),
            "pagesText": slides.isEmpty
                ? snapshot.unreadable.contains(deck.hash) ? "this file cannot be read" : "being read now"
                : SlideGroup.extent(of: slides),
            "originLabel": TalkCard.originLabel(deck.origin),
            "addedISO": deck.added.description, "addedText": HumanText.date(deck.added),
            "deckNote": deck.origin == .sample ? false as Any : orFalse(deck.note),
            "deckChanges": orFalse(changes(at: 0, of: talk, snapshot: snapshot)),
            "slides": SlideGroup.groups(of: slides).map { group -> PageContext in
                let slide = slides[group.last - 1]
                return [
                    "href": SiteAddress.slide(talk.key, group.last).path, "number": group.label,
                    "alt": "Slide \(group.label)" + (slide.title.map { ": \($0)" } ?? ""),
                    "picture": TalkCard.picture(deck.hash, page: group.last, slide: slide, size: .small),
                ]
            },
        ]
    }

    private static func version(_ place: Int, of talk: Talk, snapshot: Snapshot) -> PageContext {
        let deck = talk.decks[place]
        return [
            "href": SiteAddress.file(deck.hash).path, "addedISO": deck.added.description,
            "addedText": HumanText.date(deck.added), "originLabel": TalkCard.originLabel(deck.origin),
            "sizeText": HumanText.size(deck.byteCount), "versionNote": orFalse(deck.note),
            "versionChanges": orFalse(changes(at: place, of: talk, snapshot: snapshot)),
        ]
    }

    /// What a deck changed of the one before it: `3 changed, 1 new`; nil for the first, and while it is not known.
    private static func changes(at place: Int, of talk: Talk, snapshot: Snapshot) -> String? {
        guard talk.decks.indices.contains(place + 1) else { return nil }
        let comparison = snapshot.history.comparison(from: talk.decks[place + 1].hash, to: talk.decks[place].hash)
        return comparison.map { "\($0.summary) since the version before" }
    }

    private static func feed(_ subject: SiteAddress.FeedSubject, _ title: String) -> PageContext {
        ["feedHref": SiteAddress.feed(subject).path, "feedTitle": title]
    }

    private static func neighbour(_ talk: Talk) -> PageContext {
        ["href": SiteAddress.talk(talk.key).path, "title": talk.title]
    }

    /// Other talks by the same people, newest edition first.
    private static func talksBySpeakers(of talk: Talk, in archive: Archive) -> [Talk] {
        let people = Set(talk.speakers.map(\.slug))
        return archive.talks.filter { other in
            other.key != talk.key && other.speakers.contains { people.contains($0.slug) }
        }
    }

    /// Talks about the same, and the words that say so, without those that the page shows anyway.
    private static func relatedTalks(_ talk: Talk, besides others: [Talk], snapshot: Snapshot) -> [PageContext] {
        let shown = Set(others.map(\.key))
        return snapshot.search.related(to: talk, limit: relatedCount + shown.count)
            .filter { !shown.contains($0.talk.key) }.prefix(relatedCount).map { related in
                let key = related.talk.key
                return [
                    "href": SiteAddress.talk(key).path, "title": related.talk.title,
                    "hasSpeakers": !related.talk.speakers.isEmpty, "speakers": TalkCard.speakers(related.talk.speakers),
                    "editionHref": SiteAddress.edition(key.edition).path,
                    "editionName": snapshot.archive.edition(key.edition)?.name ?? key.edition.description,
                    "sharedText": related.sharedWords.prefix(sharedWordCount).joined(separator: ", "),
                ]
            }
    }
}
