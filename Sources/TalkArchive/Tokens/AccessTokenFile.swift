internal import Foundation

/// `tokens.yaml`, read and written as a whole.
struct AccessTokenFile {
    private let folder: ArchiveFolder

    init(_ folder: ArchiveFolder) {
        self.folder = folder
    }

    /// An empty list whenever there is an error.
    func read() -> (tokens: [AccessToken], diagnostics: [Diagnostic]) {
        var report = FileReport(file: AccessTokens.fileName)
        let tokens = tokens(&report)
        let isDamaged = report.diagnostics.contains { $0.severity == .error }
        return (isDamaged ? [] : tokens, report.diagnostics)
    }

    /// Reads, changes and writes under the archive's lock, and tells of it in the audit log if something changed.
    func change<Result>(_ body: (inout [AccessToken]) throws -> (Result, AuditEvent)) throws -> Result {
        let listing = try FolderListing(root: folder.path)
        let work = WorkFolder(in: listing)
        return try work.locked(waiting: folder.limits.lockWait) {
            let (before, diagnostics) = read()
            let errors = diagnostics.filter { $0.severity == .error }
            guard errors.isEmpty else { throw AccessTokenError.damaged(errors) }
            var tokens = before
            let (result, event) = try body(&tokens)
            if tokens != before { try write(tokens, event, listing: listing, work: work) }
            return result
        }
    }

    private func tokens(_ report: inout FileReport) -> [AccessToken] {
        let text: String
        do throws(SystemFailure) {
            let listing = try FolderListing(root: folder.path)
            guard let kind = try listing.kind(of: AccessTokens.fileName) else { return [] }
            guard kind == .file else {
                report.error("unreadable", "This is no file of the archive.", "Remove it and make new tokens.")
                return []
            }
            let path = listing.absolute(AccessTokens.fileName)
            if let status = try FileStatus.of(path, followingLinks: true), status.permissions & 0o077 != 0 {
                report.warning(
                    "tokens-readable", "Others on this machine may read the list of tokens.",
                    "Run 'chmod 600 \(AccessTokens.fileName)' in the archive's folder.")
            }
            var loader = ArchiveLoader(folder: folder, hashes: FileHashCache())
            guard let found = loader.text(of: AccessTokens.fileName, in: listing, report: &report) else { return [] }
            text = found
        } catch {
            report.error("unreadable", "The file cannot be read (\(error.reason)).", "Check its rights.")
            return []
        }
        let parser = MetadataParser(depthLimit: folder.limits.metadataDepth)
        guard let root = parser.parse(text, report: &report),
            let fields = MetadataFields(root, of: "the list of tokens", known: ["tokens"], report: &report)
        else {
            report.error("missing-key", "The file lists no tokens.", "Remove it, or write 'tokens: []'.")
            return []
        }
        if !fields.has("tokens") {
            report.error("missing-key", line: 1, "The file lists no tokens.", "Remove it, or write 'tokens: []'.")
        }
        return Self.tokens(fields.list("tokens", report: &report) ?? [], report: &report)
    }

    private static func tokens(_ items: [MetadataNode], report: inout FileReport) -> [AccessToken] {
        let known = ["id", "name", "scope", "sha256", "created", "revoked"]
        var tokens: [AccessToken] = []
        for item in items {
            guard let entry = MetadataFields(item, of: "a token", known: known, report: &report) else { continue }
            let id = entry.requiredText("id", of: "The token", report: &report)
            let name = entry.requiredText("name", of: "The token", report: &report)
            let hash = entry.requiredText("sha256", of: "The token", report: &report).map { ContentHash($0) }
            // Tokens of before there were scopes have none.
            let scope = entry.has("scope") ? entry.text("scope", report: &report).flatMap(TokenScope.init) : .everything
            let created = entry.timestamp("created", report: &report)
            let revoked = entry.timestamp("revoked", report: &report)
            guard let id, AccessToken.isID(id), let name, let hash = hash ?? nil, let scope,
                let created,
                entry.has("revoked") == (revoked != nil), !tokens.contains(where: { $0.id == id })
            else {
                report.error(
                    "bad-token", line: item.line, "This entry is no token, or is there twice.",
                    "Remove it and make a new token with 'rockpool token create'.")
                continue
            }
            tokens.append(
                AccessToken(
                    id: id, name: name, scope: scope, created: created, revoked: revoked, secretHash: hash))
        }
        return tokens
    }

    private func write(
        _ tokens: [AccessToken], _ event: AuditEvent, listing: FolderListing, work: WorkFolder
    ) throws {
        let bytes = Data(Self.text(of: tokens).utf8)
        let path = listing.absolute(AccessTokens.fileName)
        // The hashes stay out of the log: with them a list could be recognised that is no part of public copies.
        let before = try listing.kind(of: AccessTokens.fileName).map { _ in
            try FileFingerprint.reading(path).0.hash
        }
        let change = AuditedChange(
            file: AccessTokens.fileName, before: before, after: ContentHash(of: bytes), events: [event])
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

    private static func text(of tokens: [AccessToken]) -> String {
        var text = """
            # Who may change this archive. Made and revoked by 'rockpool token'.
            # The secrets are not here, only their SHA-256. Keep the file out of public copies all the same.
            tokens:

            """
        for token in tokens {
            text += "  - id: \(token.id)\n    name: \(YAMLText.scalar(token.name))\n"
            text += "    scope: \(token.scope)\n    sha256: \(token.secretHash)\n    created: \(token.created)\n"
            if let revoked = token.revoked { text += "    revoked: \(revoked)\n" }
        }
        return text
    }
}
