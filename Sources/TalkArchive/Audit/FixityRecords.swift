/// The files whose bytes matter, and what is recorded of each.
struct FixityRecords {
    private(set) var files: [String: Record] = [:]
    private(set) var eventCount = 0
    private(set) var damagedLines: [Int] = []
    /// What keeps from knowing what is recorded.
    private(set) var problems: [Diagnostic] = []

    /// What is recorded of one file.
    struct Record {
        /// The metadata names the file.
        var isListed = false
        /// The `sha256` of `talk.md`.
        var listed: ContentHash?
        /// By the last line of the log about it.
        var logged: ContentHash?
    }

    /// Takes the last state of each deck and picture; texts are changed by hand, and git keeps those.
    mutating func read(_ log: AuditLog) throws(DeckStoreError) {
        var (files, eventCount, damagedLines) = (files, eventCount, damagedLines)
        try log.read { line in
            switch line {
            case .damaged(let number): damagedLines.append(number)
            case .event(let event):
                eventCount += 1
                guard let file = event.file, Self.isKept(file) else { return }
                files[file, default: Record()].logged = event.new
            }
        }
        (self.files, self.eventCount, self.damagedLines) = (files, eventCount, damagedLines)
    }

    /// Adds what lies in the folder, and what its metadata says of it.
    mutating func read(_ listing: FolderListing, of folder: ArchiveFolder) {
        var loader = ArchiveLoader(folder: folder, hashes: FileHashCache())
        var report = FileReport(file: ".")
        for entry in loader.entries(of: "", in: listing, report: &report) where entry.kind == .folder {
            if let id = EditionID(entry.name) { read(id, in: listing, loader: &loader, report: &report) }
        }
        keepErrors(report)
    }

    private mutating func read(
        _ id: EditionID, in listing: FolderListing, loader: inout ArchiveLoader, report: inout FileReport
    ) {
        let names = loader.entries(of: id.description, in: listing, report: &report)
        guard names.contains(where: { $0.name == "edition.yaml" && $0.kind == .file }) else { return }
        var editionReport = FileReport(file: "\(id)/edition.yaml")
        let edition = loader.text(of: editionReport.file, in: listing, report: &editionReport).flatMap {
            let files = Set(names.filter { $0.kind == .file }.map(\.name))
            return EditionReader.read(
                $0, id: id, files: files, limits: loader.folder.limits, report: &editionReport)
        }
        for picture in edition?.gallery?.pictures ?? [] {
            files["\(id)/\(picture.file)", default: Record()].isListed = true
        }
        keepErrors(editionReport) { edition == nil || $0.identifier == "picture-missing" }
        for name in names where name.kind == .folder {
            guard let slug = TalkSlug(name.name) else { continue }
            read(TalkKey(edition: id, slug: slug), edition: edition, in: listing, loader: &loader)
        }
    }

    private mutating func read(
        _ key: TalkKey, edition: Edition?, in listing: FolderListing, loader: inout ArchiveLoader
    ) {
        var report = FileReport(file: "\(key)/talk.md")
        let names = loader.entries(of: key.description, in: listing, report: &report)
        for name in names where name.kind == .file && DeckFileName.isValid(name.name) {
            let path = "\(key)/\(name.name)"
            files[path] = files[path] ?? Record()
        }
        guard names.contains(where: { $0.name == "talk.md" && $0.kind == .file }) else { return keepErrors(report) }
        let draft = loader.text(of: report.file, in: listing, report: &report).flatMap {
            TalkReader.read($0, key: key, edition: edition, limits: loader.folder.limits, report: &report)
        }
        // Mistakes that leave the list of decks readable are a matter of the other check.
        if draft == nil { keepErrors(report) }
        for deck in draft?.decks ?? [] {
            files["\(key)/\(deck.file)", default: Record()].isListed = true
            files["\(key)/\(deck.file)"]?.listed = deck.hash
        }
    }

    private mutating func keepErrors(_ report: FileReport, where isMeant: (Diagnostic) -> Bool = { _ in true }) {
        problems += report.diagnostics.filter { $0.severity == .error && isMeant($0) }
    }

    /// The log also tells of texts and of the list of tokens.
    private static func isKept(_ file: String) -> Bool {
        ![".md", ".yaml"].contains { file.hasSuffix($0) }
    }
}
