internal import Foundation

/// Writes a `talk.md` for a talk that has none yet.
enum TalkText {
    /// The keys that it writes, in their order. Decks are kept by `TalkTextEditor`.
    static let keys =
        [
            "title", "speakers", "kind", "date", "order", "text", "tags", "published", "updated", "original_slides",
            "links",
        ] + VisibilityReader.keys

    static func text(of talk: Talk) -> String {
        let front = keys.flatMap { lines(of: $0, in: talk) }
        let body = talk.text.isEmpty ? "" : talk.text + "\n"
        return "---\n" + front.map { $0 + "\n" }.joined() + "---\n" + body
    }

    /// The lines of one key; none when the talk says nothing about it that would not hold without them.
    static func lines(of key: String, in talk: Talk) -> [String] {
        switch key {
        case "title": ["title: \(YAMLText.scalar(talk.title))"]
        case "speakers": ["speakers: [\(talk.speakers.map { YAMLText.scalar($0.name) }.joined(separator: ", "))]"]
        case "kind": talk.kind == .talk ? [] : ["kind: \(talk.kind.rawValue)"]
        case "date": talk.date.map { ["date: \($0)"] } ?? []
        case "order": talk.order.map { ["order: \($0)"] } ?? []
        case "text": talk.text.isEmpty && talk.textKind == .abstract ? [] : ["text: \(talk.textKind.rawValue)"]
        case "tags":
            talk.tags.isEmpty ? [] : ["tags: [\(talk.tags.map { YAMLText.scalar("\($0)") }.joined(separator: ", "))]"]
        case "published": ["published: \(talk.published)"]
        case "updated": talk.updated == talk.published ? [] : ["updated: \(talk.updated)"]
        case "original_slides":
            talk.originalSlides.map { ["original_slides: \(YAMLText.scalar($0.absoluteString))"] } ?? []
        case "links": links(talk.links)
        case "visibility", "embargo", "withdrawn", "withdrawal_reason": visibility(talk.visibility, key: key)
        default: []
        }
    }

    private static func visibility(_ visibility: Visibility, key: String) -> [String] {
        switch (visibility, key) {
        case (.hidden, "visibility"): ["visibility: hidden"]
        case (.embargoed(let end), "embargo"): ["embargo: \(end)"]
        case (.withdrawn, "visibility"): ["visibility: withdrawn"]
        case (.withdrawn(let time, _), "withdrawn"): ["withdrawn: \(time)"]
        case (.withdrawn(_, let reason), "withdrawal_reason"):
            reason.isEmpty ? [] : ["withdrawal_reason: \(YAMLText.scalar(reason))"]
        default: []
        }
    }

    /// A list of links under the key `links`; nothing for an empty one.
    static func links(_ links: [Link]) -> [String] {
        if links.isEmpty { return [] }
        return ["links:"]
            + links.map { link in
                let title = YAMLText.scalar(link.title)
                let address = YAMLText.scalar(link.url.absoluteString)
                let doubt = link.isUncertain ? ", uncertain: true" : ""
                return "  - {title: \(title), url: \(address), kind: \(link.kind.rawValue)\(doubt)}"
            }
    }
}

/// Writes an `edition.yaml`.
enum EditionText {
    static func text(of edition: Edition) -> String {
        var lines = ["name: \(YAMLText.scalar(edition.name))"]
        if !edition.tagline.isEmpty { lines.append("tagline: \(YAMLText.scalar(edition.tagline))") }
        lines += ["starts: \(edition.starts)", "ends: \(edition.ends)"]
        if let place = edition.place { lines.append("place: \(YAMLText.scalar(place))") }
        if edition.isOnline { lines.append("online: true") }
        if let attendance = edition.attendance { lines.append("attendance: \(YAMLText.scalar(attendance))") }
        lines.append("published: \(edition.published)")
        if !edition.about.isEmpty { lines += YAMLText.block("about", edition.about) }
        lines += named("organisers", edition.organisers.map { ($0.name, $0.url) })
        lines += named("sponsors", edition.sponsors.map { ($0.name, $0.url) })
        if let gallery = edition.gallery { lines += self.gallery(gallery) }
        lines += TalkText.links(edition.links)
        return lines.map { $0 + "\n" }.joined()
    }

    private static func named(_ key: String, _ entries: [(name: String, url: URL?)]) -> [String] {
        if entries.isEmpty { return [] }
        return ["\(key):"]
            + entries.map { name, url in
                let address = url.map { ", url: \(YAMLText.scalar($0.absoluteString))" } ?? ""
                return "  - {name: \(YAMLText.scalar(name))\(address)}"
            }
    }

    private static func gallery(_ gallery: Gallery) -> [String] {
        var lines = ["gallery:"]
        if !gallery.note.isEmpty { lines.append("  note: \(YAMLText.scalar(gallery.note))") }
        if gallery.pictures.isEmpty { return lines + ["  pictures: []"] }
        lines.append("  pictures:")
        return lines
            + gallery.pictures.map { picture in
                let caption = picture.caption.isEmpty ? "" : ", caption: \(YAMLText.scalar(picture.caption))"
                return "    - {file: \(YAMLText.scalar(picture.file))\(caption)}"
            }
    }
}
