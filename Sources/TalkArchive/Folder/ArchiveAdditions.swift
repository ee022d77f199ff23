public import Foundation
internal import Glibc

/// Adds editions and talks to an archive's folder, each whole or not at all, and never in the place of another.
///
/// A new folder is made with all its files where no one looks, brought to the disk, and then gets its name by one
/// `rename`. A process that is killed leaves what was added before, and nothing half. All calls block as the disk does.
public struct ArchiveAdditions: Sendable {
    public let folder: ArchiveFolder
    /// For the audit log.
    private let who: String
    private let what: AuditEvent.Action
    /// Called before each folder gets its name, so that tests can stop there.
    var beforePlacing: @Sendable () throws(SystemFailure) -> Void = { () throws(SystemFailure) in }

    /// - Parameters:
    ///   - who: who adds, for the audit log.
    ///   - what: what the log calls it.
    public init(
        _ folder: ArchiveFolder, by who: String = AuditName.commandLine, as what: AuditEvent.Action = .imported
    ) {
        self.folder = folder
        self.who = who
        self.what = what
    }

    /// Makes the edition's folder and its `edition.yaml`.
    /// - Returns: false when the edition is there already; it is left as it is.
    public func add(_ edition: Edition) throws(DeckStoreError) -> Bool {
        let text = EditionText.text(of: edition)
        var report = FileReport(file: "\(edition.id)/edition.yaml")
        let read = EditionReader.read(text, id: edition.id, files: [], limits: folder.limits, report: &report)
        let about = edition.about.trimmingCharacters(in: .whitespacesAndNewlines)
        guard report.diagnostics.isEmpty, read?.name == edition.name, read?.about == about else {
            throw .damaged(file: report.file, problems: report.diagnostics)
        }
        return try locked { listing, work in
            let name = edition.id.description
            let path = "\(name)/edition.yaml"
            let event = event(of: path, text: text)
            guard let kind = try listing.kind(of: name) else {
                try place(name, file: "edition.yaml", in: listing, work: work) { temporary in
                    try DurableFile.create("\(temporary)/edition.yaml", bytes: Data(text.utf8))
                    return [event]
                }
                return true
            }
            guard kind == .folder else { throw DeckStoreError.storage("'\(name)' is in the way and is no folder") }
            if try listing.kind(of: path) != nil { return false }
            try place(text, as: path, event, in: listing, work: work)
            return true
        }
    }

    /// Makes the folder of a talk with its `talk.md`. The talk's edition has to be there.
    /// - Parameter slides: a PDF that becomes the talk's `slides.pdf`; it is copied.
    /// - Returns: false when there is something of that name already; it is left as it is.
    public func add(_ talk: Talk, slides: URL? = nil) throws(DeckStoreError) -> Bool {
        let text = TalkText.text(of: talk)
        return try locked { listing, work in
            let name = talk.key.description
            guard let edition = edition(talk.key.edition, in: listing) else {
                throw DeckStoreError.unknownTalk(talk.key)
            }
            if try listing.kind(of: name) != nil { return false }
            var report = FileReport(file: "\(name)/talk.md")
            let read = TalkReader.read(text, key: talk.key, edition: edition, limits: folder.limits, report: &report)
            guard read?.isSame(as: TalkDraft(talk: talk)) == true, text.utf8.count <= folder.limits.metadataBytes else {
                throw DeckStoreError.damaged(file: report.file, problems: report.diagnostics)
            }
            try place(name, file: "talk.md", in: listing, work: work) { temporary in
                try DurableFile.create("\(temporary)/talk.md", bytes: Data(text.utf8))
                var events = [event(of: "\(name)/talk.md", text: text, talk: talk.key)]
                if let slides {
                    let hash = try copy(slides, to: "\(temporary)/slides.pdf", work: work)
                    events.append(
                        AuditEvent(what, by: who, at: .now, talk: talk.key, file: "\(name)/slides.pdf", new: hash))
                }
                return events
            }
            return true
        }
    }

    /// Makes `archive.yaml`, and what git has to know of the folder.
    /// - Returns: false when there is something of that name already; it is left as it is.
    func addSettings(_ text: String) throws(DeckStoreError) -> Bool {
        try locked { listing, work in
            let path = "archive.yaml"
            if try listing.kind(of: path) != nil { return false }
            for (name, text) in Self.gitFiles where try listing.kind(of: name) == nil {
                try DurableFile.create(listing.absolute(name), bytes: Data(text.utf8))
            }
            try place(text, as: path, event(of: path, text: text), in: listing, work: work)
            return true
        }
    }

    /// Lists of secrets stay out of public copies, and both sides' lines of the log are kept when branches meet.
    private static let gitFiles = [
        (".gitignore", "\(AccessTokens.fileName)\nlinks.yaml\n"),
        (".gitattributes", "\(AuditLog.fileName) merge=union\n"),
    ]

    /// Makes a folder with one text in it.
    /// - Returns: false when there is something of that name already; it is left as it is.
    func add(_ name: String, file: String, text: String, talk: TalkKey?) throws(DeckStoreError) -> Bool {
        try locked { listing, work in
            if try listing.kind(of: name) != nil { return false }
            guard text.utf8.count <= folder.limits.metadataBytes else {
                throw DeckStoreError.tooLarge(limit: folder.limits.metadataBytes)
            }
            try place(name, file: file, in: listing, work: work) { temporary in
                try DurableFile.create("\(temporary)/\(file)", bytes: Data(text.utf8))
                return [event(of: "\(name)/\(file)", text: text, talk: talk)]
            }
            return true
        }
    }

    /// What `fillIn` would add.
    public func missing(_ talk: Talk) throws(DeckStoreError) -> [String] {
        try DeckStoreError.wording {
            let listing = try FolderListing(root: folder.path)
            return try completion(of: talk, in: listing)?.completion.added ?? []
        }
    }

    /// Adds to the `talk.md` of a talk that is there the keys that it lacks, and the text if it has none.
    /// - Returns: what was added.
    public func fillIn(_ talk: Talk) throws(DeckStoreError) -> [String] {
        try locked { listing, work in
            guard let (old, completion) = try completion(of: talk, in: listing) else { return [] }
            let path = "\(talk.key)/talk.md"
            let event = event(of: path, text: completion.text, replacing: old, talk: talk.key)
            let change = AuditedChange(file: path, before: event.old, after: event.new, events: [event])
            try AuditJournal(listing: listing, work: work).recording(change) {
                try TextReplacement(file: path, listing: listing, work: work, limits: folder.limits)
                    .replace(old, with: completion.text)
                try DurableFile.synchronizeFolder(listing.absolute(talk.key.description))
            }
            return completion.added
        }
    }
}

extension ArchiveAdditions {
    private static let prefix = "import"

    private func event(
        of file: String, text: String, replacing old: String? = nil, talk: TalkKey? = nil
    ) -> AuditEvent {
        AuditEvent(
            what, by: who, at: .now, talk: talk, file: file, old: old.map { ContentHash(of: Data($0.utf8)) },
            new: ContentHash(of: Data(text.utf8)))
    }

    /// Makes a file in a folder that is there.
    private func place(
        _ text: String, as path: String, _ event: AuditEvent, in listing: FolderListing, work: WorkFolder
    ) throws {
        let change = AuditedChange(file: path, before: nil, after: event.new, events: [event])
        try AuditJournal(listing: listing, work: work).recording(change) {
            let temporary = work.newPath("text", ending: ".tmp")
            try DurableFile.create(temporary, bytes: Data(text.utf8))
            try DurableFile.rename(temporary, to: listing.absolute(path))
            let parent = path.split(separator: "/").dropLast().joined(separator: "/")
            try DurableFile.synchronizeFolder(listing.absolute(parent))
        }
    }

    /// Makes a folder out of sight, lets it be filled, and gives it its name.
    /// - Parameters:
    ///   - file: the file in it that makes it what it is.
    ///   - fill: returns what the audit log tells; the first event is about `file`.
    private func place(
        _ name: String, file: String, in listing: FolderListing, work: WorkFolder,
        fill: (String) throws -> [AuditEvent]
    ) throws {
        let temporary = work.newPath(Self.prefix, ending: "")
        try DurableFile.makeFolder(temporary)
        do {
            let events = try fill(temporary)
            try DurableFile.synchronizeFolder(temporary)
            let change = AuditedChange(file: "\(name)/\(file)", before: nil, after: events.first?.new, events: events)
            try AuditJournal(listing: listing, work: work).recording(change) {
                try beforePlacing()
                try DurableFile.rename(temporary, to: listing.absolute(name))
                let parent = name.split(separator: "/").dropLast().joined(separator: "/")
                try DurableFile.synchronizeFolder(listing.absolute(parent))
            }
        } catch {
            try? FileManager.default.removeItem(atPath: temporary)
            throw error
        }
    }

    private func copy(_ source: URL, to destination: String, work: WorkFolder) throws -> ContentHash {
        let incoming = try IncomingDeck(path: work.newPath("incoming", ending: ".pdf"), limit: folder.limits.deckBytes)
        let file = try OpenFile(source.path(percentEncoded: false), flags: O_RDONLY | O_NONBLOCK)
        guard try file.status().kind == .file else { throw DeckStoreError.notPDF(nil) }
        var failure: DeckStoreError?
        try file.readAll { piece in
            guard failure == nil else { return }
            do throws(DeckStoreError) { try incoming.write(piece) } catch { failure = error }
        }
        if let failure { throw failure }
        let hash = try incoming.finish().hash
        try incoming.place(at: destination)
        return hash
    }

    private func completion(
        of talk: Talk, in listing: FolderListing
    ) throws -> (old: String, completion: TalkCompletion)? {
        guard let edition = edition(talk.key.edition, in: listing) else { throw DeckStoreError.unknownTalk(talk.key) }
        var loader = ArchiveLoader(folder: folder, hashes: FileHashCache())
        let path = "\(talk.key)/talk.md"
        var report = FileReport(file: path)
        guard try listing.kind(of: path) == .file,
            try FileStatus.of(listing.absolute(path), followingLinks: false)?.kind == .file
        else { throw DeckStoreError.cannotEdit(file: path) }
        guard let old = loader.text(of: path, in: listing, report: &report) else {
            throw DeckStoreError.damaged(file: path, problems: report.diagnostics)
        }
        let taken = orders(in: talk.key.edition, but: talk.key.slug, listing: listing, edition: edition)
        let completion = try TalkCompletion(
            of: old, from: talk, edition: edition, taken: taken, limits: folder.limits)
        return completion.map { (old, $0) }
    }

    /// The numbers that the other talks of an edition have.
    private func orders(
        in id: EditionID, but slug: TalkSlug, listing: FolderListing, edition: Edition
    ) -> Set<Int> {
        var loader = ArchiveLoader(folder: folder, hashes: FileHashCache())
        var report = FileReport(file: "")
        var orders: Set<Int> = []
        for entry in loader.entries(of: id.description, in: listing, report: &report) where entry.kind == .folder {
            guard let other = TalkSlug(entry.name), other != slug else { continue }
            let key = TalkKey(edition: id, slug: other)
            guard let text = loader.text(of: "\(key)/talk.md", in: listing, report: &report),
                let draft = TalkReader.read(
                    text, key: key, edition: edition, limits: folder.limits, report: &report),
                let order = draft.talk.order
            else { continue }
            orders.insert(order)
        }
        return orders
    }

    private func edition(_ id: EditionID, in listing: FolderListing) -> Edition? {
        var loader = ArchiveLoader(folder: folder, hashes: FileHashCache())
        return loader.readEditionFile(id, names: [], listing: listing)
    }

    /// Does something while no one else changes the archive, after clearing away what an interrupted import left.
    private func locked<Result>(
        _ body: (FolderListing, WorkFolder) throws -> Result
    ) throws(DeckStoreError) -> Result {
        try DeckStoreError.wording {
            let listing = try FolderListing(root: folder.path)
            let work = WorkFolder(in: listing)
            return try work.locked(waiting: folder.limits.lockWait) {
                for name in (try? FileManager.default.contentsOfDirectory(atPath: work.path)) ?? []
                where name.hasPrefix(Self.prefix + "-") {
                    try? FileManager.default.removeItem(atPath: "\(work.path)/\(name)")
                }
                return try body(listing, work)
            }
        }
    }
}
