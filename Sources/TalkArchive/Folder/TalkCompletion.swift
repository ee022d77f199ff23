internal import Foundation

/// Adds to a `talk.md` the keys that it lacks, and the text if it has none. What stands there stays as it is.
struct TalkCompletion {
    /// The new text of the file.
    let text: String
    /// The keys that were added, and `the text`.
    let added: [String]

    /// What may be added later; a title is always there, and the rest is what the archive itself keeps.
    private static let keys: Set<String> = ["speakers", "date", "order", "tags", "original_slides", "links", "updated"]

    /// Nil when nothing is missing that `talk` knows.
    /// - Parameters:
    ///   - talk: where the missing values are taken from.
    ///   - taken: numbers that other talks of the edition have as their `order`.
    /// - Throws: `DeckStoreError.cannotEdit` when the file's form does not allow it.
    init?(
        of old: String, from talk: Talk, edition: Edition, taken: Set<Int>, limits: ArchiveLimits
    ) throws(DeckStoreError) {
        let file = "\(talk.key)/talk.md"
        var report = FileReport(file: file)
        let parser = MetadataParser(depthLimit: limits.metadataDepth, firstLine: FrontMatter.firstLine)
        guard let matter = FrontMatter(old), let root = parser.parse(matter.yaml, report: &report),
            case .mapping(let entries) = root.content,
            let before = TalkReader.read(old, key: talk.key, edition: edition, limits: limits, report: &report)
        else { throw .damaged(file: file, problems: report.diagnostics) }
        let present = Set(entries.map(\.key))
        var wanted = before
        var lines: [String] = []
        var added: [String] = []
        for key in TalkText.keys where Self.keys.contains(key) && !present.contains(key) {
            guard Self.copy(key, from: talk, to: &wanted.talk, edition: edition, taken: taken) else { continue }
            lines += TalkText.lines(of: key, in: wanted.talk)
            added.append(key)
        }
        let body = matter.body.isEmpty ? talk.text : ""
        if !body.isEmpty {
            wanted.talk.text = body
            if !present.contains("text") {
                wanted.talk.textKind = talk.textKind
                lines += TalkText.lines(of: "text", in: wanted.talk)
            }
            added.append("the text")
        }
        if added.allSatisfy({ $0 == "updated" }) { return nil }
        let end = matter.lines[0].utf8.suffix(2).elementsEqual("\r\n".utf8) ? "\r\n" : "\n"
        var all = matter.lines
        if !body.isEmpty { all = Array(all[...matter.closing]) + [body + end] }
        if !all[matter.closing].hasSuffix("\n"), !body.isEmpty { all[matter.closing] += end }
        all.insert(contentsOf: lines.map { $0 + end }, at: matter.closing)
        let text = matter.byteOrderMark + all.joined()
        guard let read = TalkReader.read(text, key: talk.key, edition: edition, limits: limits, report: &report),
            read.isSame(as: wanted)
        else { throw .cannotEdit(file: file) }
        self.text = text
        self.added = added.filter { $0 != "updated" }
    }

    /// Takes over one value; false when there is none, or it would not be right here.
    private static func copy(
        _ key: String, from talk: Talk, to other: inout Talk, edition: Edition, taken: Set<Int>
    ) -> Bool {
        switch key {
        case "speakers" where !talk.speakers.isEmpty && other.kind == .talk: other.speakers = talk.speakers
        case "date":
            guard let date = talk.date, (edition.starts...edition.ends).contains(date) else { return false }
            other.date = date
        case "order":
            guard let order = talk.order, !taken.contains(order) else { return false }
            other.order = order
        case "tags" where !talk.tags.isEmpty: other.tags = talk.tags
        case "original_slides" where talk.originalSlides != nil: other.originalSlides = talk.originalSlides
        case "links" where !talk.links.isEmpty: other.links = talk.links
        case "updated":
            // Feeds tell of a change by a later time than they told before.
            let next = Timestamp(secondsSinceEpoch: other.published.secondsSinceEpoch + 1)
            other.updated = max(talk.updated, next)
        default: return false
        }
        return true
    }
}

extension TalkDraft {
    /// The same talk, whatever white space stands around its text.
    func isSame(as other: TalkDraft) -> Bool {
        var (left, right) = (talk, other.talk)
        left.text = left.text.trimmingCharacters(in: .whitespacesAndNewlines)
        right.text = right.text.trimmingCharacters(in: .whitespacesAndNewlines)
        return left == right && (decks ?? []).map(\.file) == (other.decks ?? []).map(\.file)
    }
}
