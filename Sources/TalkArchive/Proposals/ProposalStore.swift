public import Foundation

/// What speakers have handed in and organizers have not yet accepted: `.rockpool/proposals` in the archive's folder,
/// where neither git nor the site looks.
///
/// Each link has one proposal; what is handed in later adds to it or replaces its parts. What is said to be taken is on
/// the disk. A damaged proposal is told, and keeps nobody from the others. Changes of one process are queued by its
/// caller; all calls block as the disk does.
public struct ProposalStore: Sendable {
    public let folder: ArchiveFolder
    /// Called after each step, so that tests can look at the folder there, or let the step fail.
    var afterStep: @Sendable (Step) throws(SystemFailure) -> Void = { _ in }

    /// The longest reason of a refusal, in bytes.
    public static let reasonBytes = 2000

    public init(_ folder: ArchiveFolder) {
        self.folder = folder
    }

    /// The steps of a change in their order.
    enum Step: String, CaseIterable {
        case folderMade, deckPlaced, deckFolderSynchronized, textWritten, textPlaced, textFolderSynchronized,
            textRemoved
    }

    /// All proposals, refused ones too, those that wait longest first, and which cannot be read.
    public func list() -> (proposals: [Proposal], diagnostics: [Diagnostic]) {
        var proposals: [Proposal] = []
        var report = FileReport(file: WorkFolder.name)
        do throws(SystemFailure) {
            let files = try files()
            for id in try files.ids().sorted() {
                switch try files.read(id, limits: folder.limits) {
                case .proposal(let proposal): proposals.append(proposal)
                case .damaged(let diagnostic): report.add([diagnostic])
                case nil: break
                }
            }
        } catch {
            report.error("unreadable", "What speakers handed in cannot be read (\(error.reason)).", "Check its rights.")
        }
        return (proposals.sorted { ($0.since, $0.id) < ($1.since, $1.id) }, report.diagnostics)
    }

    /// What was handed in by a link; nil when nothing is there that can be read.
    public func proposal(_ id: String) -> Proposal? {
        guard SecretText.isID(id), case .proposal(let proposal)? = try? files().read(id, limits: folder.limits) else {
            return nil
        }
        return proposal
    }

    /// The PDF of a proposal; nil when it has none.
    public func slides(of proposal: Proposal) -> URL? {
        guard let deck = proposal.deck, let files = try? files() else { return nil }
        return URL(fileURLWithPath: "\(files.path(proposal.id))/\(deck.file)", isDirectory: false)
    }

    /// Takes in what a speaker hands in, beside or in the place of what waits already. When this returns, it is on the
    /// disk.
    ///
    /// What the talk has already is not proposed; so a part is taken back by handing in what is there.
    /// - Parameters:
    ///   - note: one line about the slides.
    ///   - hashes: what is known of the talk's PDFs, to save reading them.
    /// - Returns: nil when nothing differs from what the talk has, and nothing waits any more.
    @discardableResult
    public func handIn(
        _ deck: IncomingDeck?, note: String = "", _ texts: ProposedTexts?, by link: TalkLink, at now: Timestamp,
        knowing hashes: FileHashCache = FileHashCache()
    ) throws(ProposalError) -> Proposal? {
        try changing { files in
            let fingerprint = try deck?.finish()
            let talk = try StoredTalk(link.talk, in: files.listing, of: folder, knowing: hashes)
            try checkRoom(for: link, in: files)
            var former: Proposal?
            if case .proposal(let found)? = try files.read(link.id, limits: folder.limits) { former = found }
            var next = Proposal(
                id: link.id, talk: link.talk, who: link.auditName, since: now, changed: now,
                revision: ContentHash(of: Data()))
            if let former, former.isWaiting, former.talk == link.talk { next = former }
            next.changed = now
            if let texts { try take(texts, of: talk, into: &next, at: now) }
            if let fingerprint {
                let isThere = talk.decks.first?.hash == fingerprint.hash
                next.deck =
                    isThere
                    ? nil
                    : ProposedDeck(hash: fingerprint.hash, byteCount: fingerprint.byteCount, note: YAMLText.line(note))
            }
            guard !next.isEmpty else {
                if former != nil { try files.remove(link.id, [], limits: folder.limits) }
                return nil
            }
            let event = AuditEvent(
                .proposalMade, by: link.auditName, at: now, talk: link.talk,
                new: fingerprint.flatMap { _ in next.deck?.hash }, about: next.parts.joined(separator: ", "))
            return try files.write(next, next.deck == nil ? nil : deck, [event], limits: folder.limits)
        }
    }

    /// Refuses a proposal. The speaker can read the reason until something is handed in again; the slides are removed.
    /// - Parameter seen: the revision of the proposal that the organizer saw.
    @discardableResult
    public func refuse(
        _ id: String, seen: ContentHash, reason: String, by who: String, at now: Timestamp
    ) throws(ProposalError) -> Proposal {
        let text = ArchiveEditor.trimmed(reason)
        guard !text.isEmpty, text.utf8.count <= Self.reasonBytes else { throw .badReason }
        return try changing { files in
            var proposal = try waiting(id, seen, in: files)
            proposal.refusal = Proposal.Refusal(time: now, who: who, reason: text)
            let event = AuditEvent(
                .proposalRefused, by: who, at: now, talk: proposal.talk, old: proposal.deck?.hash,
                about: "\(proposal.who): \(YAMLText.line(text))")
            proposal.deck = nil
            return try files.write(proposal, nil, [event], limits: folder.limits)
        }
    }

    /// The speaker takes back what waits, or has read why it was refused.
    public func withdraw(_ id: String, at now: Timestamp) throws(ProposalError) {
        try changing { files in
            guard SecretText.isID(id), case .proposal(let proposal)? = try files.read(id, limits: folder.limits) else {
                throw ProposalError.unknown
            }
            let event = AuditEvent(
                .proposalWithdrawn, by: proposal.who, at: now, talk: proposal.talk, old: proposal.deck?.hash)
            try files.remove(id, proposal.isWaiting ? [event] : [], limits: folder.limits)
        }
    }
}

// MARK: What changes share

extension ProposalStore {
    func files() throws(SystemFailure) -> ProposalFolder {
        let listing = try FolderListing(root: folder.path)
        return ProposalFolder(listing: listing, work: WorkFolder(in: listing), afterStep: afterStep)
    }

    func changing<Result>(_ body: (ProposalFolder) throws -> Result) throws(ProposalError) -> Result {
        try ProposalError.wording {
            let files = try files()
            return try files.work.locked(waiting: folder.limits.lockWait) { try body(files) }
        }
    }

    /// The proposal if it waits and is the one that was seen.
    func waiting(_ id: String, _ seen: ContentHash, in files: ProposalFolder) throws -> Proposal {
        guard SecretText.isID(id), let found = try files.read(id, limits: folder.limits) else {
            throw ProposalError.unknown
        }
        guard case .proposal(let proposal) = found else { throw ProposalError.damaged }
        guard proposal.isWaiting else { throw ProposalError.unknown }
        guard proposal.revision == seen else { throw ProposalError.changedMeanwhile }
        return proposal
    }

    private func checkRoom(for link: TalkLink, in files: ProposalFolder) throws {
        var others = 0
        for id in try files.ids() where id != link.id {
            guard case .proposal(let other)? = try files.read(id, limits: folder.limits) else { continue }
            if other.talk == link.talk, other.isWaiting { others += 1 }
        }
        guard others < folder.limits.proposalsForTalk else {
            throw ProposalError.tooMany(limit: folder.limits.proposalsForTalk)
        }
    }

    private func take(_ texts: ProposedTexts, of talk: StoredTalk, into proposal: inout Proposal, at now: Timestamp)
        throws
    {
        guard texts.byteCount <= folder.limits.proposalTextBytes else {
            throw ProposalError.textTooLong(limit: folder.limits.proposalTextBytes)
        }
        let revision = ArchiveEditor.revision(of: talk.text)
        guard texts.seen == revision else {
            throw ArchiveEditError.conflict(file: talk.file, text: talk.text, revision: revision)
        }
        let current = talk.draft.talk
        let new = texts.differing(from: current)
        if !new.isEmpty {
            let (fields, body) = new.edit(of: current)
            _ = try ArchiveEditor(folder, by: "").checkTalk(talk.key, fields, body: body, seen: revision, at: now)
        }
        let base = current.proposable
        if texts.title != nil { proposal.title = new.title.map { ProposedValue(value: $0, base: base.title) } }
        if texts.body != nil { proposal.body = new.body.map { ProposedValue(value: $0, base: base.body) } }
        if texts.links != nil { proposal.links = new.links.map { ProposedValue(value: $0, base: base.links) } }
    }
}
