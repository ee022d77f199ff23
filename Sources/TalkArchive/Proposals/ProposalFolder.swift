internal import Foundation
internal import Glibc

/// The files of proposals in `.rockpool/proposals`: a folder for each, named by its link.
///
/// A proposal is what its `proposal.json` says. Slides come before the text that names them and go after the one that
/// names others, so a crash leaves the old proposal or the new one, and perhaps slides that nobody names; those are
/// removed. Changes need the archive's lock.
struct ProposalFolder {
    let listing: FolderListing
    let work: WorkFolder
    var afterStep: @Sendable (ProposalStore.Step) throws(SystemFailure) -> Void = { _ in }

    private static let name = "proposals"
    private static let textName = "proposal.json"
    private var root: String { "\(work.path)/\(Self.name)" }

    /// The path of a proposal's text from the archive's folder.
    static func file(_ id: String) -> String { "\(WorkFolder.name)/\(name)/\(id)/\(textName)" }

    func path(_ id: String) -> String { "\(root)/\(id)" }

    /// What was read of a proposal.
    enum Found {
        case proposal(Proposal)
        case damaged(Diagnostic)
    }

    /// In no order.
    func ids() throws(SystemFailure) -> [String] { try Self.names(in: root).filter(SecretText.isID) }

    /// Nil when there is none.
    func read(_ id: String, limits: ArchiveLimits) throws(SystemFailure) -> Found? {
        guard let data = try text(id, limits: limits) else { return nil }
        guard let data = data.bytes, let proposal = Proposal(id: id, data) else {
            return .damaged(Self.damage(id, "The proposal cannot be read."))
        }
        if let deck = proposal.deck {
            let status = try FileStatus.of("\(path(id))/\(deck.file)", followingLinks: false)
            guard status?.kind == .file, status?.byteCount == deck.byteCount else {
                return .damaged(Self.damage(id, "The slides that '\(proposal.who)' proposed are not there as a whole."))
            }
        }
        return .proposal(proposal)
    }

    /// Puts a proposal in the place of what its link had. When this returns, it is on the disk.
    /// - Parameter deck: its slides, if they are new.
    func write(_ proposal: Proposal, _ deck: IncomingDeck?, _ events: [AuditEvent], limits: ArchiveLimits) throws
        -> Proposal
    {
        let id = proposal.id
        let data = try proposal.data
        var written = proposal
        written.revision = ContentHash(of: data)
        do {
            try DurableFile.makeFolder(root)
            try DurableFile.synchronizeFolder(work.path)
            try DurableFile.makeFolder(path(id))
            try DurableFile.synchronizeFolder(root)
            try afterStep(.folderMade)
            if let deck, let file = proposal.deck?.file {
                try deck.place(at: "\(path(id))/\(file)")
                try afterStep(.deckPlaced)
                try DurableFile.synchronizeFolder(path(id))
                try afterStep(.deckFolderSynchronized)
            }
            try recording(id, after: written.revision, events, limits: limits) {
                let temporary = work.newPath("text", ending: ".tmp")
                do {
                    try DurableFile.create(temporary, bytes: data)
                    try afterStep(.textWritten)
                    try DurableFile.rename(temporary, to: "\(path(id))/\(Self.textName)")
                } catch {
                    try? DurableFile.remove(temporary)
                    throw error
                }
                try afterStep(.textPlaced)
                try DurableFile.synchronizeFolder(path(id))
                try afterStep(.textFolderSynchronized)
            }
        } catch {
            _ = try? tidy(id, limits: limits)
            throw error
        }
        // What is left over harms nobody, and goes at the next start.
        _ = try? tidy(id, limits: limits)
        return written
    }

    /// Removes a proposal and its slides. When this returns, that is on the disk.
    func remove(_ id: String, _ events: [AuditEvent], limits: ArchiveLimits) throws {
        try recording(id, after: nil, events, limits: limits) {
            try DurableFile.remove("\(path(id))/\(Self.textName)")
            try afterStep(.textRemoved)
            try DurableFile.synchronizeFolder(path(id))
        }
        _ = try? tidy(id, limits: limits)
    }

    /// Removes what interrupted changes left.
    /// - Returns: the names removed.
    func removeLeftOvers(limits: ArchiveLimits) throws(SystemFailure) -> [String] {
        var removed: [String] = []
        for id in try ids().sorted() { removed += try tidy(id, limits: limits) }
        return removed
    }

    /// Removes slides that the proposal does not name; all, and the folder, where there is none. One that cannot be
    /// read keeps all: a person may want to mend it.
    private func tidy(_ id: String, limits: ArchiveLimits) throws(SystemFailure) -> [String] {
        var named: String?
        let text = try text(id, limits: limits)
        if let text {
            guard let data = text.bytes, let proposal = Proposal(id: id, data) else { return [] }
            named = proposal.deck?.file
        }
        var removed: [String] = []
        for name in try Self.names(in: path(id)) where name.hasPrefix("slides-") && name != named {
            try DurableFile.remove("\(path(id))/\(name)")
            removed.append("\(Self.name)/\(id)/\(name)")
        }
        // One that is not empty stays.
        if text == nil { rmdir(path(id)) }
        return removed
    }

    private func recording(
        _ id: String, after: ContentHash?, _ events: [AuditEvent], limits: ArchiveLimits, _ body: () throws -> Void
    ) throws {
        let journal = AuditJournal(listing: listing, work: work)
        guard !events.isEmpty else {
            try journal.settle()
            return try body()
        }
        let before = try text(id, limits: limits)?.bytes.map { ContentHash(of: $0) }
        let change = AuditedChange(file: Self.file(id), before: before, after: after, events: events)
        try journal.recording(change, body)
    }

    /// Nil when there is no such file; without bytes when it is none that a proposal could be.
    private func text(_ id: String, limits: ArchiveLimits) throws(SystemFailure) -> (bytes: Data?, Void)? {
        let file = "\(path(id))/\(Self.textName)"
        guard let status = try FileStatus.of(file, followingLinks: false) else { return nil }
        guard status.kind == .file else { return (nil, ()) }
        return (try DurableFile.read(file, limit: limits.metadataBytes), ())
    }

    private static func damage(_ id: String, _ summary: String) -> Diagnostic {
        Diagnostic(
            .error, "bad-proposal", file: file(id), summary: summary,
            solution: "Ask the speaker to hand it in again by the same link, or remove the folder.")
    }

    /// The names in a folder; none when there is no folder.
    private static func names(in path: String) throws(SystemFailure) -> [String] {
        guard let folder = opendir(path) else {
            if errno == ENOENT || errno == ENOTDIR { return [] }
            throw SystemFailure("open", path)
        }
        defer { closedir(folder) }
        var names: [String] = []
        while let found = readdir(folder) {
            names.append(
                withUnsafeBytes(of: &found.pointee.d_name) { bytes in
                    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
                })
        }
        return names
    }
}
