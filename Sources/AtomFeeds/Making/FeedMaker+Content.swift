import Foundation
import TalkArchive

extension FeedMaker {
    /// What a reader program shows of a talk: who spoke where, a look at the slides, the text, and where to go on.
    ///
    /// Plain paragraphs, headings and lists only, with absolute addresses: what survives every reader's filter and
    /// reads well as text in a terminal. The download is a link here too, as many readers show no enclosures.
    func content(of talk: Talk) -> String {
        var html = HTMLBuilder()
        addOccasion(of: talk, to: &html)
        addNotices(of: talk, to: &html)
        addPictures(of: talk, to: &html)
        addText(of: talk, to: &html)
        addDownloads(of: talk, to: &html)
        addLinks(of: talk, to: &html)
        return html.html
    }

    private func addOccasion(of talk: Talk, to html: inout HTMLBuilder) {
        html.element("p") { line in
            line.text(talk.kind == .talk ? "Talk" : "Discussion")
            let people = people(of: talk)
            for (index, person) in people.enumerated() {
                line.text(index == 0 ? " by " : index == people.count - 1 ? " and " : ", ")
                line.element("a", [("href", person.uri ?? "")], text: person.name)
            }
            line.text(" at ")
            let page = SiteAddress.edition(talk.key.edition).absolute(base: base)
            line.element("a", [("href", page)], text: editionName(talk.key.edition))
            if let date = talk.date { line.text(", \(date)") }
        }
    }

    private func addNotices(of talk: Talk, to html: inout HTMLBuilder) {
        guard let deck = talk.currentDeck else { return }
        if deck.origin == .sample {
            html.element("p") { line in
                line.element("strong", text: "Sample slides:")
                line.text(" written for this archive, not the speaker's own.")
            }
        }
        if talk.decks.count > 1 { html.element("p", text: replacement(by: deck, of: talk)) }
    }

    /// `Slides replaced on 2022-09-08: 3 changed, 1 new. Clearer diagram.`
    private func replacement(by deck: Deck, of talk: Talk) -> String {
        let note = OneLine.fold(deck.note)
        // A deck that was brought back is older than those between.
        let isNewest = talk.decks.allSatisfy { $0.added <= deck.added }
        let line = "Slides replaced on \((isNewest ? deck.added : talk.lastChange).description.prefix(10))"
        let comparison = history.comparison(from: talk.decks[1].hash, to: deck.hash)
        let parts = [comparison.map { $0.summary + "." }, note.isEmpty ? nil : note].compactMap { $0 }
        return parts.isEmpty ? line + "." : line + ": " + parts.joined(separator: " ")
    }

    private func addPictures(of talk: Talk, to html: inout HTMLBuilder) {
        guard let deck = talk.currentDeck, let slides = content(of: deck)?.slides else { return }
        for (index, slide) in slides.prefix(max(limits.pictures, 0)).enumerated() {
            let picture = SiteAddress.picture(deck.hash, page: index + 1, .large).absolute(base: base)
            let line = OneLine.prefix(OneLine.text(slide.title ?? "", or: OneLine.fold(firstLine(of: slide))), 100)
            let place = "Slide \(index + 1) of \(slides.count)"
            var attributes = [("src", picture), ("alt", line.isEmpty ? place : "\(place): \(line)")]
            if let height = height(of: slide) {
                attributes += [("width", String(limits.pictureWidth)), ("height", String(height))]
            }
            html.element("p") { paragraph in
                let page = SiteAddress.slide(talk.key, index + 1).absolute(base: base)
                paragraph.element("a", [("href", page)]) { $0.void("img", attributes) }
            }
        }
    }

    /// In CSS pixels; nil where the page's size is no size at all, so that a reader measures the picture itself.
    private func height(of slide: Slide) -> Int? {
        let height = (Double(limits.pictureWidth) * slide.height / slide.width).rounded()
        guard slide.width > 0, slide.height > 0, height.isFinite, (1...10_000).contains(height) else { return nil }
        return Int(height)
    }

    private func firstLine(of slide: Slide) -> String {
        var rest = slide.text[...]
        while !rest.isEmpty {
            let line = rest.prefix { !$0.isNewline }
            if !OneLine.fold(String(line)).isEmpty { return String(line) }
            rest = rest[line.endIndex...].dropFirst()
        }
        return ""
    }

    private func addText(of talk: Talk, to html: inout HTMLBuilder) {
        let text = Markdown.html(talk.text, topHeading: 4)
        guard !text.allSatisfy(\.isWhitespace) else { return }
        html.element("h3", text: talk.textKind == .summary ? "Summary" : "Abstract")
        html.trusted(AbsoluteLinks.resolved(text, against: SiteAddress.talk(talk.key).absolute(base: base)))
    }

    private func addDownloads(of talk: Talk, to html: inout HTMLBuilder) {
        if let deck = talk.currentDeck {
            // The exact bytes, as the enclosure: in the archive of a feed the talk has other slides by now.
            let file = SiteAddress.file(deck.hash).absolute(base: base)
            html.element("p") { $0.element("a", [("href", file)], text: "Download the \(name(of: deck))") }
        }
        if let original = talk.originalSlides, WebLink.isSafe(original) {
            html.element("p") { line in
                line.element("a", [("href", original.absoluteString), ("rel", "via")], text: "Original slides")
                if let host = original.host() { line.text(" at \(host)") }
            }
        }
    }

    private func addLinks(of talk: Talk, to html: inout HTMLBuilder) {
        let links = talk.links.filter { WebLink.isSafe($0.url) }
        guard !links.isEmpty else { return }
        html.element("h3", text: "Links")
        html.element("ul") { list in
            for link in links {
                list.element("li") { item in
                    item.element("a", [("href", link.url.absoluteString)], text: WebLink.title(of: link))
                }
            }
        }
    }
}
