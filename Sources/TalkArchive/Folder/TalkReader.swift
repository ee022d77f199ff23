internal import Foundation

/// Reads `talk.md`; looks at nothing but its text.
enum TalkReader {
    static let keys = [
        "title", "speakers", "kind", "date", "order", "text", "tags", "published", "updated", "original_slides",
        "links", "decks", "visibility", "embargo", "withdrawn", "withdrawal_reason",
    ]

    /// Nil when there is no title, or the front matter cannot be read at all.
    /// - Parameter edition: nil when the edition's own file cannot be used.
    static func read(
        _ text: String, key: TalkKey, edition: Edition?, limits: ArchiveLimits, report: inout FileReport
    ) -> TalkDraft? {
        guard let matter = FrontMatter(text) else {
            report.error(
                "no-front-matter", line: 1, "The file does not begin with metadata between two lines '---'.",
                "Write '---', then title: and speakers:, then '---', then the text.")
            return nil
        }
        let parser = MetadataParser(depthLimit: limits.metadataDepth, firstLine: FrontMatter.firstLine)
        let before = report.diagnostics.count
        guard let root = parser.parse(matter.yaml, report: &report) else {
            if report.diagnostics.count == before {
                report.error("missing-key", line: 1, "The talk has no 'title'.", "Add 'title: ...'.")
            }
            return nil
        }
        guard let fields = MetadataFields(root, of: "a talk", known: keys, report: &report) else { return nil }
        let title = fields.requiredText("title", of: "The talk", report: &report)
        let kind = fields.choice("kind", of: Talk.Kind.self, report: &report) ?? .talk
        let speakers = speakers(fields, kind: kind, report: &report)
        let date = date(fields, edition: edition, report: &report)
        let order = fields.integer("order", in: 1...1_000_000, report: &report)
        let textKind = fields.choice("text", of: Talk.TextKind.self, report: &report)
        let tags = tags(fields, report: &report)
        let times = times(fields, edition: edition, report: &report)
        let originalSlides = fields.url("original_slides", report: &report)
        let links = LinkReader.links("links", in: fields, report: &report)
        let visibility = VisibilityReader.visibility(fields, root: root, report: &report)
        let decks = fields.has("decks") ? DeckListReader.decks(fields, report: &report) : nil
        if matter.body.utf8.count > Markdown.maximumLength {
            report.warning(
                "text-too-long", line: matter.closing + 2,
                "The text has more than \(Markdown.maximumLength) bytes and is shown without markup.",
                "Shorten it, or put the long version behind a link.")
        }
        guard let title else { return nil }
        let talk = Talk(
            key: key, title: title, speakers: speakers, kind: kind, date: date, order: order, tags: tags,
            textKind: textKind ?? .abstract, text: matter.body, originalSlides: originalSlides, links: links,
            published: times.published, updated: times.updated, visibility: visibility)
        return TalkDraft(talk: talk, decks: decks)
    }

    private static func speakers(
        _ fields: MetadataFields, kind: Talk.Kind, report: inout FileReport
    ) -> [Speaker] {
        var seen: Set<SpeakerSlug> = []
        let speakers = fields.texts("speakers", report: &report).compactMap { name, line -> Speaker? in
            let speaker = Speaker(name: name)
            guard seen.insert(speaker.slug).inserted else {
                report.warning(
                    "duplicate-speaker", line: line, "'\(name)' is listed twice.", "Keep one of the two.")
                return nil
            }
            return speaker
        }
        if kind == .talk, !fields.has("speakers") {
            report.warning(
                "missing-speakers", line: fields.line, "Nobody is named as speaker.",
                "Add 'speakers: [Name]', or 'kind: discussion' for a session of everyone.")
        }
        return speakers
    }

    private static func date(_ fields: MetadataFields, edition: Edition?, report: inout FileReport) -> CalendarDate? {
        guard let date = fields.date("date", report: &report) else { return nil }
        if let edition, !(edition.starts...edition.ends).contains(date) {
            report.warning(
                "date-outside-edition", line: fields.line(of: "date"),
                "\(date) is not a day of the edition (\(edition.starts) to \(edition.ends)).",
                "Mend the date here or the days in edition.yaml.")
        }
        return date
    }

    private static func tags(_ fields: MetadataFields, report: inout FileReport) -> [Tag] {
        var tags: [Tag] = []
        for (text, line) in fields.texts("tags", report: &report) {
            guard let tag = Tag(text) else {
                report.error(
                    "bad-tag", line: line, "'\(text)' cannot be a tag: a-z, 0-9 and single hyphens.",
                    "Write '\(Slug.make(from: text))'.")
                continue
            }
            if !tags.contains(tag) { tags.append(tag) }
        }
        return tags
    }

    private static func times(
        _ fields: MetadataFields, edition: Edition?, report: inout FileReport
    ) -> (published: Timestamp, updated: Timestamp) {
        // Without an edition the talk is not served; the moment is only there to go on reading.
        let fallback = edition?.published ?? Timestamp(secondsSinceEpoch: 0)
        let published = fields.timestamp("published", report: &report) ?? fallback
        guard let updated = fields.timestamp("updated", report: &report) else { return (published, published) }
        if updated < published {
            report.warning(
                "updated-before-published", line: fields.line(of: "updated"),
                "The talk was updated at \(updated), before it was published at \(published).",
                "Mend the wrong one of the two.")
        }
        return (published, Swift.max(published, updated))
    }
}
