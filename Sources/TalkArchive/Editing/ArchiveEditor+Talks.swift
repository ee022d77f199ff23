internal import Foundation

extension ArchiveEditor {
    /// Keys that a form may set; the others the archive keeps itself.
    private static let talkKeys = Set(TalkReader.keys).subtracting(["decks", "published", "updated"])
    private static let visibilityKeys = Set(VisibilityReader.keys)

    /// Changes keys of a talk, and its text. `updated` moves with everything that readers see.
    /// - Parameters:
    ///   - fields: only the keys that are to change; nil or an empty value removes one.
    ///   - body: the Markdown after the metadata; nil leaves it.
    ///   - seen: the revision of the `talk.md` that the person saw.
    @discardableResult
    public func changeTalk(
        _ key: TalkKey, _ fields: [String: FieldValue?], body: String? = nil, seen: ContentHash, at now: Timestamp
    ) throws(ArchiveEditError) -> EditReceipt {
        try editing { listing, work in
            let old = try seenText(of: "\(key)/talk.md", seen, in: listing)
            let edition = try edition(key.edition, in: listing)
            let change = try replacement(key, old, fields, body: body, edition: edition, at: now)
            return try replace(change, at: now, in: listing, work)
        }
    }

    /// What would come of `changeTalk`, without doing it.
    /// - Throws: whatever that would throw.
    public func checkTalk(
        _ key: TalkKey, _ fields: [String: FieldValue?], body: String? = nil, seen: ContentHash, at now: Timestamp
    ) throws(ArchiveEditError) -> [FieldProblem] {
        try ArchiveEditError.wording {
            let listing = try FolderListing(root: folder.path)
            let old = try seenText(of: "\(key)/talk.md", seen, in: listing)
            let edition = try edition(key.edition, in: listing)
            return try replacement(key, old, fields, body: body, edition: edition, at: now).warnings
        }
    }

    /// Makes a talk. Its edition has to be there.
    @discardableResult
    public func createTalk(
        _ key: TalkKey, _ fields: [String: FieldValue?], body: String = "", at now: Timestamp
    ) throws(ArchiveEditError) -> EditReceipt {
        try refuseOthers(fields, but: Self.talkKeys)
        let edition = try ArchiveEditError.wording { () throws -> Edition in
            try self.edition(key.edition, in: FolderListing(root: folder.path))
        }
        return try create(key.description, file: "talk.md", talk: key, what: .talkCreated) { file in
            var editor = MetadataEditor(
                "---\ntitle: ~\npublished: \(now)\n---\n", form: .frontMatter, order: TalkReader.keys,
                limits: folder.limits)
            try editor.setBody(Self.trimmed(body))
            let title = fields["title"].flatMap { $0 } ?? .text("")
            let all = fields.merging(["title": title]) { $1 }
            let (text, _) = try edited(editor.text, file, .frontMatter, TalkReader.keys, all)
            return (text, try read(text, key, edition: edition).warnings)
        }
    }

    /// Gives the talks of an edition this order, by changing as few of them as possible. Talks that are not named
    /// keep their numbers.
    /// - Parameter seen: the revisions of the talks named.
    @discardableResult
    public func reorder(
        _ talks: [TalkKey], seen: [TalkKey: ContentHash], at now: Timestamp
    ) throws(ArchiveEditError) -> [TalkKey: EditReceipt] {
        try editing { listing, work in
            // All of them are looked at before the first is changed.
            var changes: [(TalkKey, Replacement)] = []
            let drafts = try talks.map { key in
                guard let revision = seen[key] else { throw ArchiveEditError.unknown(key.description) }
                let text = try seenText(of: "\(key)/talk.md", revision, in: listing)
                let edition = try edition(key.edition, in: listing)
                var report = FileReport(file: "\(key)/talk.md")
                let draft = TalkReader.read(
                    text, key: key, edition: edition, limits: folder.limits, report: &report)
                return (key, text, edition, draft?.talk.order)
            }
            let orders = ProgrammeOrder.numbers(for: drafts.map(\.3))
            for ((key, text, edition, _), order) in zip(drafts, orders) {
                let fields: [String: FieldValue?] = ["order": .text("\(order)")]
                changes.append((key, try replacement(key, text, fields, body: nil, edition: edition, at: now)))
            }
            var receipts: [TalkKey: EditReceipt] = [:]
            for (key, change) in changes { receipts[key] = try replace(change, at: now, in: listing, work) }
            return receipts
        }
    }

    private func replacement(
        _ key: TalkKey, _ old: String, _ fields: [String: FieldValue?], body: String?, edition: Edition,
        at now: Timestamp
    ) throws -> Replacement {
        let file = "\(key)/talk.md"
        try refuseOthers(fields, but: Self.talkKeys)
        // A file without a title is mended through the same form: then there is nothing to compare with.
        var report = FileReport(file: file)
        let before = TalkReader.read(old, key: key, edition: edition, limits: folder.limits, report: &report)
        var (text, changed) = try edited(old, file, .frontMatter, TalkReader.keys, fields)
        if let body, let matter = FrontMatter(text), Self.trimmed(matter.body) != Self.trimmed(body) {
            var editor = MetadataEditor(text, form: .frontMatter, order: TalkReader.keys, limits: folder.limits)
            try editor.setBody(Self.trimmed(body))
            text = editor.text
            changed.insert("body")
        }
        if !changed.subtracting(["order"]).isEmpty {
            let last = before?.talk.updated ?? Timestamp(secondsSinceEpoch: 0)
            // Feeds tell of a change by a later time; a clock that is behind must not hide one.
            let updated = max(now, Timestamp(secondsSinceEpoch: last.secondsSinceEpoch + 1))
            (text, _) = try edited(
                text, file, .frontMatter, TalkReader.keys, ["updated": .text(updated.description)])
        }
        let (after, warnings) = try read(text, key, edition: edition, before: report)
        guard before == nil || before?.decks?.map(\.file) == after.decks?.map(\.file) else {
            throw ArchiveEditError.cannotEdit(file: file, key: "decks")
        }
        let what: AuditEvent.Action =
            switch changed {
            case ["order"]: .orderChanged
            case let keys where keys.isSubset(of: Self.visibilityKeys): .visibilityChanged
            default: .talkChanged
            }
        return Replacement(file: file, old: old, new: text, what: what, talk: key, warnings: warnings)
    }

    /// What a text says.
    /// - Throws: `invalid` with the errors by key.
    private func read(
        _ text: String, _ key: TalkKey, edition: Edition, before: FileReport? = nil
    ) throws -> (draft: TalkDraft, warnings: [FieldProblem]) {
        var report = FileReport(file: "\(key)/talk.md")
        let draft = TalkReader.read(text, key: key, edition: edition, limits: folder.limits, report: &report)
        let warnings = try judged(report, text, .frontMatter, TalkReader.keys, isRead: draft != nil, before: before)
        guard let draft else { throw ArchiveEditError.invalid([]) }
        return (draft, warnings)
    }

    /// With line feeds alone, and without white space around it.
    static func trimmed(_ text: String) -> String {
        text.replacingOccurrences(of: "\r\n", with: "\n").trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

/// Numbers that put talks in an order.
enum ProgrammeOrder {
    /// A number for each talk, ascending, that leaves as many as possible as they are.
    ///
    /// Talks may keep theirs when between any two of them there is room for those that stand between: when the number
    /// less the place does not fall (a longest non-decreasing subsequence, found in quadratic time).
    /// - Parameter old: the numbers that the talks have, in the order that is wanted.
    static func numbers(for old: [Int?]) -> [Int] {
        var length = [Int](repeating: 0, count: old.count)
        var previous = [Int?](repeating: nil, count: old.count)
        func slack(_ place: Int) -> Int? { old[place].flatMap { $0 - place >= 1 ? $0 - place : nil } }
        for place in old.indices {
            guard let own = slack(place) else { continue }
            length[place] = 1
            for before in 0..<place {
                guard let other = slack(before), other <= own, length[before] >= length[place] else { continue }
                (length[place], previous[place]) = (length[before] + 1, before)
            }
        }
        var kept: Set<Int> = []
        var place = length.indices.max { length[$0] < length[$1] }.flatMap { length[$0] > 0 ? $0 : nil }
        while let found = place {
            kept.insert(found)
            place = previous[found]
        }
        var last = 0
        return old.indices.map { index in
            last = kept.contains(index) ? old[index] ?? last + 1 : last + 1
            return last
        }
    }
}
