internal import Foundation

extension ArchiveEditor {
    /// The gallery names files, which no form brings.
    private static let editionKeys = Set(EditionReader.keys).subtracting(["gallery", "published"])

    /// Changes keys of an edition.
    /// - Parameters:
    ///   - fields: only the keys that are to change; nil or an empty value removes one.
    ///   - seen: the revision of the `edition.yaml` that the person saw.
    @discardableResult
    public func changeEdition(
        _ id: EditionID, _ fields: [String: FieldValue?], seen: ContentHash, at now: Timestamp
    ) throws(ArchiveEditError) -> EditReceipt {
        try editing { listing, work in
            let file = "\(id)/edition.yaml"
            try refuseOthers(fields, but: Self.editionKeys)
            let old = try seenText(of: file, seen, in: listing)
            let (new, _) = try edited(old, file, .document, EditionReader.keys, fields)
            let warnings = try read(new, id, in: listing, replacing: old)
            return try replace(
                Replacement(file: file, old: old, new: new, what: .editionChanged, talk: nil, warnings: warnings),
                at: now, in: listing, work)
        }
    }

    /// Makes an edition.
    @discardableResult
    public func createEdition(
        _ id: EditionID, _ fields: [String: FieldValue?], at now: Timestamp
    ) throws(ArchiveEditError) -> EditReceipt {
        try refuseOthers(fields, but: Self.editionKeys)
        return try create(id.description, file: "edition.yaml", talk: nil, what: .editionCreated) { file in
            let name = fields["name"].flatMap { $0 } ?? .text("")
            let all = fields.merging(["name": name]) { $1 }
            let start = "name: ~\npublished: \(now)\n"
            let (text, _) = try edited(start, file, .document, EditionReader.keys, all)
            return (text, try read(text, id, in: FolderListing(root: folder.path)))
        }
    }

    /// The edition without its talks.
    func edition(_ id: EditionID, in listing: FolderListing) throws -> Edition {
        let file = "\(id)/edition.yaml"
        guard try listing.kind(of: id.description) == .folder, try listing.kind(of: file) == .file else {
            throw ArchiveEditError.unknown(id.description)
        }
        var loader = ArchiveLoader(folder: folder, hashes: FileHashCache())
        guard let edition = loader.readEditionFile(id, names: [], listing: listing) else {
            throw DeckStoreError.damaged(file: file, problems: loader.diagnostics)
        }
        return edition
    }

    /// Makes a folder with one file.
    func create(
        _ name: String, file: String, talk: TalkKey?, what: AuditEvent.Action,
        text: (String) throws -> (text: String, warnings: [FieldProblem])
    ) throws(ArchiveEditError) -> EditReceipt {
        try ArchiveEditError.wording {
            let (text, warnings) = try text("\(name)/\(file)")
            guard try ArchiveAdditions(folder, by: who, as: what).add(name, file: file, text: text, talk: talk) else {
                throw ArchiveEditError.exists(name)
            }
            return EditReceipt(revision: Self.revision(of: text), isChanged: true, warnings: warnings)
        }
    }

    /// A key that a form may not set is a mistake of the program that sends it.
    func refuseOthers(_ fields: [String: FieldValue?], but known: Set<String>) throws(ArchiveEditError) {
        let problems = fields.keys.filter { !known.contains($0) }.sorted().map { key in
            FieldProblem(
                key: key,
                diagnostic: Diagnostic(
                    .error, "unknown-key", file: "", summary: "'\(key)' cannot be set here.",
                    solution: "The keys are \(known.sorted().joined(separator: ", "))."))
        }
        if !problems.isEmpty { throw .invalid(problems) }
    }

    private func read(
        _ text: String, _ id: EditionID, in listing: FolderListing, replacing old: String? = nil
    ) throws -> [FieldProblem] {
        var loader = ArchiveLoader(folder: folder, hashes: FileHashCache())
        var report = FileReport(file: "\(id)/edition.yaml")
        let isThere = try listing.kind(of: id.description) == .folder
        let names = isThere ? loader.entries(of: id.description, in: listing, report: &report) : []
        let files = Set(names.filter { $0.kind == .file }.map(\.name))
        let edition = EditionReader.read(text, id: id, files: files, limits: folder.limits, report: &report)
        var before = FileReport(file: report.file)
        if let old { _ = EditionReader.read(old, id: id, files: files, limits: folder.limits, report: &before) }
        return try judged(
            report, text, .document, EditionReader.keys, isRead: edition != nil, before: before)
    }
}
