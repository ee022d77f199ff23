internal import Foundation
internal import Glibc

/// What became of an accepted proposal.
public struct AcceptedProposal: Sendable, Hashable {
    public let proposal: Proposal
    /// Nil when no texts were proposed.
    public let texts: EditReceipt?
    /// Nil when no slides were proposed.
    public let deck: DeckCommit?
}

extension ProposalStore {
    /// Makes the archive say what was proposed. When this returns, that is on the disk.
    ///
    /// Texts come first, since they may be in conflict; then nothing is changed. Each part that has been taken over is
    /// removed from the proposal, so that what was cut off can be tried again and nothing happens twice.
    /// - Parameters:
    ///   - seen: the revision of the proposal that the organizer saw.
    ///   - onto: the revision of a `talk.md` whose newer texts the organizer saw and wants to be replaced.
    ///   - hashes: what is known of the talk's PDFs, to save reading them.
    /// - Throws: `edit(.conflict)` when a text that is to be replaced has changed since it was handed in.
    public func accept(
        _ id: String, seen: ContentHash, onto: ContentHash? = nil, by who: String, at now: Timestamp,
        knowing hashes: FileHashCache = FileHashCache()
    ) throws(ProposalError) -> AcceptedProposal {
        let proposal = try changing { files in try waiting(id, seen, in: files) }
        return try ProposalError.wording {
            let about = "accepted by \(who)"
            var texts: EditReceipt?
            if proposal.hasTexts {
                let editor = ArchiveEditor(folder, by: proposal.who, about: about)
                texts = try acceptTexts(of: proposal, onto: onto, editor, at: now)
                try settle(proposal.id) { next in
                    if next.title == proposal.title { next.title = nil }
                    if next.body == proposal.body { next.body = nil }
                    if next.links == proposal.links { next.links = nil }
                }
            }
            var commit: DeckCommit?
            if let deck = proposal.deck {
                commit = try DeckStore(folder).commit(
                    try copy(deck, of: proposal), to: proposal.talk, origin: .upload, note: deck.note,
                    by: proposal.who, about: about, at: now, knowing: hashes)
                try settle(proposal.id) { next in
                    if next.deck == deck { next.deck = nil }
                }
            }
            return AcceptedProposal(proposal: proposal, texts: texts, deck: commit)
        }
    }

    /// Makes the archive say what a speaker hands in, where nobody has to accept it. When this returns, it is on the
    /// disk. Parts that wait from before and are handed in again now wait no more.
    /// - Returns: false when the talk has it already.
    public func takeOver(
        _ deck: IncomingDeck?, note: String = "", _ texts: ProposedTexts?, by link: TalkLink, at now: Timestamp,
        knowing hashes: FileHashCache = FileHashCache()
    ) throws(ProposalError) -> Bool {
        try ProposalError.wording {
            var isChanged = false
            if let texts {
                guard texts.byteCount <= folder.limits.proposalTextBytes else {
                    throw ProposalError.textTooLong(limit: folder.limits.proposalTextBytes)
                }
                let talk = try StoredTalk(
                    link.talk, in: try FolderListing(root: folder.path), of: folder, knowing: hashes)
                let (fields, body) = texts.differing(from: talk.draft.talk).edit(of: talk.draft.talk)
                let receipt = try ArchiveEditor(folder, by: link.auditName)
                    .changeTalk(link.talk, fields, body: body, seen: texts.seen, at: now)
                isChanged = receipt.isChanged
            }
            if let deck {
                let commit = try DeckStore(folder).commit(
                    deck, to: link.talk, origin: .upload, note: note, by: link.auditName, at: now, knowing: hashes)
                isChanged = isChanged || commit.outcome != .unchanged
            }
            // What was said is done; an old proposal that stays is seen by an organizer.
            try? settle(link.id) { next in
                if deck != nil { next.deck = nil }
                if texts?.title != nil { next.title = nil }
                if texts?.body != nil { next.body = nil }
                if texts?.links != nil { next.links = nil }
            }
            return isChanged
        }
    }

    /// What of a proposal's texts would replace something that has changed since: `title`, `abstract`, `links`.
    public func conflicts(of proposal: Proposal, with talk: Talk) -> [String] {
        let now = talk.proposable
        func isNewer<Value: Hashable>(_ part: ProposedValue<Value>?, _ current: Value) -> Bool {
            part.map { $0.base != current && $0.value != current } ?? false
        }
        return [
            isNewer(proposal.title, now.title) ? "title" : nil, isNewer(proposal.body, now.body) ? "abstract" : nil,
            isNewer(proposal.links, now.links) ? "links" : nil,
        ].compactMap { $0 }
    }

    private func acceptTexts(
        of proposal: Proposal, onto: ContentHash?, _ editor: ArchiveEditor, at now: Timestamp
    ) throws -> EditReceipt {
        let talk = try StoredTalk(
            proposal.talk, in: try FolderListing(root: folder.path), of: folder, knowing: FileHashCache())
        let revision = ArchiveEditor.revision(of: talk.text)
        guard revision == onto || conflicts(of: proposal, with: talk.draft.talk).isEmpty else {
            throw ArchiveEditError.conflict(file: talk.file, text: talk.text, revision: revision)
        }
        let (fields, body) = proposal.texts(seen: revision).edit(of: talk.draft.talk)
        return try editor.changeTalk(proposal.talk, fields, body: body, seen: revision, at: now)
    }

    /// The slides once more: those of the proposal stay where they are until they are in the archive.
    private func copy(_ deck: ProposedDeck, of proposal: Proposal) throws -> IncomingDeck {
        let incoming = try DeckStore(folder).beginUpload()
        let file = try OpenFile("\(try files().path(proposal.id))/\(deck.file)", flags: O_RDONLY | O_NOFOLLOW)
        var failure: DeckStoreError?
        try file.readAll { piece in
            guard failure == nil else { return }
            do throws(DeckStoreError) { try incoming.write(piece) } catch { failure = error }
        }
        if let failure { throw failure }
        guard try incoming.finish().hash == deck.hash else { throw ProposalError.damaged }
        return incoming
    }

    /// Takes out of a proposal what has been taken over, and removes it when nothing is left.
    private func settle(_ id: String, _ change: (inout Proposal) -> Void) throws {
        try changing { files in
            guard case .proposal(var next)? = try files.read(id, limits: folder.limits) else { return }
            let before = next
            change(&next)
            if next.isEmpty {
                try files.remove(next.id, [], limits: folder.limits)
            } else if next != before {
                _ = try files.write(next, nil, [], limits: folder.limits)
            }
        }
    }
}

extension Proposal {
    /// The texts that it proposes.
    public func texts(seen: ContentHash) -> ProposedTexts {
        ProposedTexts(title: title?.value, body: body?.value, links: links?.value, seen: seen)
    }
}
