internal import Foundation

/// Somebody who holds a secret, as a list in the archive's folder knows him: `AccessToken`, `TalkLink`.
protocol SecretHolder: Equatable, Sendable {
    static var list: SecretsList { get }

    var id: String { get }
    var name: String { get }
    var created: Timestamp { get }
    var revoked: Timestamp? { get }
    var secretHash: ContentHash { get }
    /// The keys of its own with their values, as they are written; `nil` ones are left out.
    var ownFields: [(key: String, value: String?)] { get }

    /// Nil when an entry's own keys cannot be used: then the list is damaged.
    init?(_ common: SecretsList.Common, _ entry: MetadataFields, report: inout FileReport)
}

/// How a list of secrets is written.
struct SecretsList {
    /// The file's name in the archive's folder.
    let fileName: String
    /// What its entries are, `token` and `tokens`, which is also the list's key.
    let noun: String
    let key: String
    /// Keys of an entry beside those that all have.
    let ownKeys: [String]
    /// How to get a new one.
    let remedy: String
    /// The comment at the top of the file, a line each.
    let heading: [String]

    static let commonKeys = ["id", "name", "sha256", "created", "revoked"]

    /// What every entry has.
    struct Common {
        let id: String
        let name: String
        let created: Timestamp
        let revoked: Timestamp?
        let secretHash: ContentHash
    }
}

/// Why a list of secrets was not changed.
enum SecretsFileError: Error {
    /// It cannot be read, so writing it would lose what is in it.
    case damaged([Diagnostic])
    /// It would be larger than metadata may be, in bytes.
    case full(limit: Int)
}

/// `tokens.yaml` or `links.yaml`, read and written as a whole.
struct SecretsFile<Holder: SecretHolder> {
    private let folder: ArchiveFolder
    private let list = Holder.list

    init(_ folder: ArchiveFolder) {
        self.folder = folder
    }

    /// An empty list whenever there is an error.
    func read() -> (holders: [Holder], diagnostics: [Diagnostic]) {
        var report = FileReport(file: list.fileName)
        let holders = holders(&report)
        let isDamaged = report.diagnostics.contains { $0.severity == .error }
        return (isDamaged ? [] : holders, report.diagnostics)
    }

    /// Reads, changes and writes under the archive's lock, and tells of it in the audit log if something changed.
    func change<Result>(_ body: (inout [Holder]) throws -> (Result, AuditEvent)) throws -> Result {
        let listing = try FolderListing(root: folder.path)
        let work = WorkFolder(in: listing)
        return try work.locked(waiting: folder.limits.lockWait) {
            let (before, diagnostics) = read()
            let errors = diagnostics.filter { $0.severity == .error }
            guard errors.isEmpty else { throw SecretsFileError.damaged(errors) }
            var holders = before
            let (result, event) = try body(&holders)
            if holders != before { try write(holders, event, listing: listing, work: work) }
            return result
        }
    }

    private func holders(_ report: inout FileReport) -> [Holder] {
        guard let text = text(&report) else { return [] }
        let again = "Remove it, or write '\(list.key): []'."
        let parser = MetadataParser(depthLimit: folder.limits.metadataDepth)
        guard let root = parser.parse(text, report: &report),
            let fields = MetadataFields(root, of: "the list of \(list.key)", known: [list.key], report: &report)
        else {
            report.error("missing-key", "The file lists no \(list.key).", again)
            return []
        }
        if !fields.has(list.key) {
            report.error("missing-key", line: 1, "The file lists no \(list.key).", again)
        }
        var holders: [Holder] = []
        for item in fields.list(list.key, report: &report) ?? [] {
            guard let holder = holder(item, report: &report), !holders.contains(where: { $0.id == holder.id }) else {
                report.error(
                    "bad-\(list.noun)", line: item.line, "This entry is no \(list.noun), or is there twice.",
                    "Remove it and \(list.remedy).")
                continue
            }
            holders.append(holder)
        }
        return holders
    }

    private func holder(_ item: MetadataNode, report: inout FileReport) -> Holder? {
        let known = SecretsList.commonKeys + list.ownKeys
        guard let entry = MetadataFields(item, of: "a \(list.noun)", known: known, report: &report) else { return nil }
        let owner = "The \(list.noun)"
        let id = entry.requiredText("id", of: owner, report: &report)
        let name = entry.requiredText("name", of: owner, report: &report)
        let hash = entry.requiredText("sha256", of: owner, report: &report).flatMap { ContentHash($0) }
        let created = entry.timestamp("created", report: &report)
        let revoked = entry.timestamp("revoked", report: &report)
        // One that was to be revoked must not hold because of a typing error.
        guard let id, SecretText.isID(id), let name, let hash, let created, entry.has("revoked") == (revoked != nil)
        else { return nil }
        let common = SecretsList.Common(id: id, name: name, created: created, revoked: revoked, secretHash: hash)
        return Holder(common, entry, report: &report)
    }

    /// Nil when there is no file, or one that cannot be read; then the report says so.
    private func text(_ report: inout FileReport) -> String? {
        do throws(SystemFailure) {
            let listing = try FolderListing(root: folder.path)
            guard let kind = try listing.kind(of: list.fileName) else { return nil }
            guard kind == .file else {
                report.error(
                    "unreadable", "This is no file of the archive.", "Remove it and make new \(list.key).")
                return nil
            }
            let path = listing.absolute(list.fileName)
            if let status = try FileStatus.of(path, followingLinks: true), status.permissions & 0o077 != 0 {
                report.warning(
                    "\(list.key)-readable", "Others on this machine may read the list of \(list.key).",
                    "Run 'chmod 600 \(list.fileName)' in the archive's folder.")
            }
            var loader = ArchiveLoader(folder: folder, hashes: FileHashCache())
            return loader.text(of: list.fileName, in: listing, report: &report)
        } catch {
            report.error("unreadable", "The file cannot be read (\(error.reason)).", "Check its rights.")
            return nil
        }
    }

    private func write(
        _ holders: [Holder], _ event: AuditEvent, listing: FolderListing, work: WorkFolder
    ) throws {
        let bytes = Data(Self.text(of: holders).utf8)
        guard bytes.count <= folder.limits.metadataBytes else {
            throw SecretsFileError.full(limit: folder.limits.metadataBytes)
        }
        let path = listing.absolute(list.fileName)
        // The hashes stay out of the log: with them a list could be recognised that is no part of public copies.
        let before = try listing.kind(of: list.fileName).map { _ in try FileFingerprint.reading(path).0.hash }
        let change = AuditedChange(
            file: list.fileName, before: before, after: ContentHash(of: bytes), events: [event])
        try AuditJournal(listing: listing, work: work).recording(change) {
            let temporary = work.newPath("text", ending: ".tmp")
            do {
                try DurableFile.create(temporary, bytes: bytes, mode: 0o600)
                try DurableFile.rename(temporary, to: path)
            } catch {
                try? DurableFile.remove(temporary)
                throw error
            }
            try DurableFile.synchronizeFolder(listing.root)
        }
    }

    private static func text(of holders: [Holder]) -> String {
        let list = Holder.list
        var lines = list.heading.map { "# \($0)" } + ["\(list.key):" + (holders.isEmpty ? " []" : "")]
        for holder in holders {
            lines += ["  - id: \(holder.id)", "    name: \(YAMLText.scalar(holder.name))"]
            lines += holder.ownFields.compactMap { field in field.value.map { "    \(field.key): \($0)" } }
            lines += ["    sha256: \(holder.secretHash)", "    created: \(holder.created)"]
            if let revoked = holder.revoked { lines.append("    revoked: \(revoked)") }
        }
        return lines.map { $0 + "\n" }.joined()
    }
}
