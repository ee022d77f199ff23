import Foundation
public import TalkArchive

extension FeedMaker {
    /// The entry of one talk, the same in every feed that has it.
    public func entry(for talk: Talk) -> AtomEntry {
        let summary = OneLine.prefix(OneLine.fold(Markdown.plainText(talk.text)), limits.summary)
        return AtomEntry(
            id: ids.talk(talk.key), title: title(of: talk), published: talk.published, updated: talk.lastChange,
            authors: people(of: talk), categories: categories(of: talk), links: links(of: talk),
            summary: summary.isEmpty ? nil : summary, contentHTML: content(of: talk),
            image: talk.currentDeck.flatMap { deck in
                content(of: deck).map { _ in SiteAddress.picture(deck.hash, page: 1, .large).absolute(base: base) }
            })
    }

    func title(of talk: Talk) -> String { OneLine.text(talk.title, or: talk.key.description) }

    /// What is known of a deck, or of how it began.
    func content(of deck: Deck) -> DeckContent? {
        let content = contents[deck.hash] ?? history.beginning(of: deck.hash)
        return content?.slides.isEmpty == false ? content : nil
    }

    /// What a download of the current deck is called: `Sample slides (PDF, 11 pages, 140 kB)`.
    func name(of deck: Deck) -> String {
        var facts = ["PDF"]
        if let count = content(of: deck)?.slides.count {
            facts.append(count == 1 ? "1 page" : "\(count) pages")
        }
        facts.append(ByteSize.text(deck.byteCount))
        return (deck.origin == .sample ? "sample slides (" : "slides (") + facts.joined(separator: ", ") + ")"
    }

    /// The talk's speakers as they are named and linked. A name without one character has no page, and as an author
    /// it would be an empty element, so it is left out.
    func people(of talk: Talk) -> [AtomPerson] {
        talk.speakers.filter { !$0.slug.description.isEmpty }.map { speaker in
            AtomPerson(
                name: OneLine.text(speaker.name, or: speaker.slug.description),
                uri: SiteAddress.speaker(speaker.slug).absolute(base: base))
        }
    }

    private func categories(of talk: Talk) -> [AtomCategory] {
        let edition = AtomCategory(
            term: talk.key.edition.description, scheme: ids.editionScheme, label: editionName(talk.key.edition))
        return [edition] + talk.tags.map { AtomCategory(term: $0.description, scheme: ids.tagScheme) }
    }

    private func links(of talk: Talk) -> [AtomLink] {
        var links = [AtomLink(.alternate, href: SiteAddress.talk(talk.key).absolute(base: base), type: "text/html")]
        if let deck = talk.currentDeck {
            let name = self.name(of: deck)
            // The exact bytes, not the address that stays: their length is true for ever.
            links.append(
                AtomLink(
                    .enclosure, href: SiteAddress.file(deck.hash).absolute(base: base), type: "application/pdf",
                    title: name.prefix(1).uppercased() + name.dropFirst(), length: deck.byteCount, hash: deck.hash))
        }
        for link in talk.links where WebLink.isSafe(link.url) {
            links.append(AtomLink(.related, href: link.url.absoluteString, title: WebLink.title(of: link)))
        }
        if let original = talk.originalSlides, WebLink.isSafe(original) {
            links.append(AtomLink(.via, href: original.absoluteString, title: "Original slides"))
        }
        return links
    }
}
