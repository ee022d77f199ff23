internal import Foundation

/// Changes the texts of an archive for people at forms, in the files that others write by hand.
///
/// Who changes a file says which revision of it he saw; another one is a conflict, never a silent overwrite. What was
/// handed in is judged by the readers of the files. A change happens as a whole or not at all, is on the disk when the
/// call returns, and is told in the audit log. All calls block as the disk does.
public struct ArchiveEditor: Sendable {
    public let folder: ArchiveFolder
    /// For the audit log.
    let who: String
    let about: String

    /// - Parameter about: one line more for the audit log: who accepted it.
    public init(_ folder: ArchiveFolder, by who: String, about: String = "") {
        self.folder = folder
        self.who = who
        self.about = about
    }

    /// The revision of a file with this text: the SHA-256 of its bytes.
    public static func revision(of text: String) -> ContentHash { ContentHash(of: Data(text.utf8)) }

    /// The text of a `talk.md`, an `edition.yaml` or `archive.yaml` as it is now.
    public func text(of file: String) throws(ArchiveEditError) -> String {
        try ArchiveEditError.wording { try read(file, in: try FolderListing(root: folder.path)) }
    }

    /// Changes keys of `archive.yaml`.
    @discardableResult
    public func changeSettings(
        _ fields: [String: FieldValue?], seen: ContentHash, at now: Timestamp
    ) throws(ArchiveEditError) -> EditReceipt {
        try editing { listing, work in
            let file = "archive.yaml"
            let old = try seenText(of: file, seen, in: listing)
            let (new, _) = try edited(old, file, .document, SettingsReader.keys, fields)
            var (report, before) = (FileReport(file: file), FileReport(file: file))
            _ = SettingsReader.read(old, limits: folder.limits, report: &before)
            let isRead = SettingsReader.read(new, limits: folder.limits, report: &report) != nil
            let warnings = try judged(report, new, .document, SettingsReader.keys, isRead: isRead, before: before)
            return try replace(
                Replacement(file: file, old: old, new: new, what: .settingsChanged, talk: nil, warnings: warnings),
                at: now, in: listing, work)
        }
    }
}

extension ArchiveEditor {
    /// Makes `archive.yaml`: the first step of a new archive.
    @discardableResult
    public func createSettings(
        _ fields: [String: FieldValue?], at now: Timestamp
    ) throws(ArchiveEditError) -> EditReceipt {
        try ArchiveEditError.wording {
            let file = "archive.yaml"
            guard try FolderListing(root: folder.path).kind(of: file) == nil else {
                throw ArchiveEditError.exists(file)
            }
            let required = ["name", "base_url", "tag_authority"]
            let all = fields.merging(required.map { ($0, fields[$0].flatMap { $0 } ?? .text("")) }) { $1 }
            let start = required.map { "\($0): ~\n" }.joined()
            let (text, _) = try edited(start, file, .document, SettingsReader.keys, all)
            var report = FileReport(file: file)
            let isRead = SettingsReader.read(text, limits: folder.limits, report: &report) != nil
            let warnings = try judged(report, text, .document, SettingsReader.keys, isRead: isRead)
            guard try ArchiveAdditions(folder, by: who, as: .settingsChanged).addSettings(text) else {
                throw ArchiveEditError.exists(file)
            }
            return EditReceipt(revision: Self.revision(of: text), isChanged: true, warnings: warnings)
        }
    }
}

// MARK: What all changes share

extension ArchiveEditor {
    /// A new text for a file that is there.
    struct Replacement {
        let file: String
        let old: String
        let new: String
        let what: AuditEvent.Action
        let talk: TalkKey?
        let warnings: [FieldProblem]
    }

    func editing<Result>(
        _ body: (FolderListing, WorkFolder) throws -> Result
    ) throws(ArchiveEditError) -> Result {
        try ArchiveEditError.wording {
            let listing = try FolderListing(root: folder.path)
            let work = WorkFolder(in: listing)
            return try work.locked(waiting: folder.limits.lockWait) { try body(listing, work) }
        }
    }

    func read(_ file: String, in listing: FolderListing) throws -> String {
        guard try listing.kind(of: file) == .file else { throw ArchiveEditError.unknown(file) }
        // A rename would put a file in the place of a link and leave its target as it was.
        guard try FileStatus.of(listing.absolute(file), followingLinks: false)?.kind == .file else {
            throw ArchiveEditError.cannotEdit(file: file, key: nil)
        }
        var loader = ArchiveLoader(folder: folder, hashes: FileHashCache())
        var report = FileReport(file: file)
        guard let text = loader.text(of: file, in: listing, report: &report) else {
            throw DeckStoreError.damaged(file: file, problems: report.diagnostics)
        }
        return text
    }

    /// The text of a file if it is the one that was seen.
    func seenText(of file: String, _ seen: ContentHash, in listing: FolderListing) throws -> String {
        let text = try read(file, in: listing)
        let revision = Self.revision(of: text)
        guard revision == seen else {
            throw ArchiveEditError.conflict(file: file, text: text, revision: revision)
        }
        return text
    }

    /// The text with these keys set, and which of them changed.
    func edited(
        _ text: String, _ file: String, _ form: MetadataLayout.Form, _ order: [String], _ fields: [String: FieldValue?]
    ) throws -> (text: String, changed: Set<String>) {
        var editor = MetadataEditor(text, form: form, order: order, limits: folder.limits)
        var changed: Set<String> = []
        // In the order of the file, so that a mistake is told for the first field.
        for key in order + fields.keys.filter({ !order.contains($0) }).sorted() {
            guard let value = fields[key] else { continue }
            let before = editor.text
            do {
                try editor.set(key, to: value?.metadata(for: key))
            } catch MetadataEditError.key(let key) {
                throw ArchiveEditError.cannotEdit(file: file, key: key)
            } catch {
                throw ArchiveEditError.cannotEdit(file: file, key: nil)
            }
            if editor.text != before { changed.insert(key) }
        }
        return (editor.text, changed)
    }

    /// What a reader found, by key.
    /// - Parameter before: what it found in the old text; nobody has to mend that to change something else.
    /// - Throws: `invalid` when there are errors.
    func judged(
        _ report: FileReport, _ text: String, _ form: MetadataLayout.Form, _ keys: [String], isRead: Bool,
        before: FileReport? = nil
    ) throws -> [FieldProblem] {
        let layout = MetadataLayout(text, form: form, limits: folder.limits)
        let problems = report.diagnostics.map { diagnostic in
            FieldProblem(key: Self.key(of: diagnostic, in: layout, keys: keys), diagnostic: diagnostic)
        }
        let errors = problems.filter { $0.diagnostic.severity == .error }
        let known = Set((before?.diagnostics ?? []).map { [$0.identifier, $0.summary] })
        let new = errors.filter { !known.contains([$0.diagnostic.identifier, $0.diagnostic.summary]) }
        guard new.isEmpty, isRead else { throw ArchiveEditError.invalid(new.isEmpty ? errors : new) }
        return problems
    }

    private static func key(of diagnostic: Diagnostic, in layout: MetadataLayout?, keys: [String]) -> String? {
        // A key that is missing stands nowhere.
        if ["missing-key", "missing-speakers"].contains(diagnostic.identifier) {
            let text = diagnostic.summary + diagnostic.solution
            if let key = keys.first(where: { text.contains("'\($0)'") || text.contains("'\($0):") }) { return key }
        }
        guard let layout, let line = diagnostic.line else { return nil }
        if line - 1 > layout.closing { return "body" }
        return layout.blocks.last { $0.range.lowerBound <= line - 1 }?.key
    }

    /// Puts a new text in the place of the old one.
    func replace(
        _ change: Replacement, at now: Timestamp, in listing: FolderListing, _ work: WorkFolder
    ) throws -> EditReceipt {
        let (before, after) = (Self.revision(of: change.old), Self.revision(of: change.new))
        guard before != after else { return EditReceipt(revision: before, isChanged: false, warnings: change.warnings) }
        guard change.new.utf8.count <= folder.limits.metadataBytes else {
            throw DeckStoreError.tooLarge(limit: folder.limits.metadataBytes)
        }
        let event = AuditEvent(
            change.what, by: who, at: now, talk: change.talk, file: change.file, old: before, new: after,
            about: about)
        let audited = AuditedChange(file: change.file, before: before, after: after, events: [event])
        do {
            try AuditJournal(listing: listing, work: work).recording(audited) {
                try TextReplacement(file: change.file, listing: listing, work: work, limits: folder.limits)
                    .replace(change.old, with: change.new)
                let parent = change.file.split(separator: "/").dropLast().joined(separator: "/")
                try DurableFile.synchronizeFolder(listing.absolute(parent))
            }
        } catch DeckStoreError.changedMeanwhile {
            let text = try read(change.file, in: listing)
            throw ArchiveEditError.conflict(file: change.file, text: text, revision: Self.revision(of: text))
        }
        return EditReceipt(revision: after, isChanged: true, warnings: change.warnings)
    }
}
