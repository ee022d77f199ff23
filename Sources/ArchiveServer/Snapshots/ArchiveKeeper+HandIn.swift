internal import Foundation
internal import Logging
internal import TalkArchive

extension ArchiveKeeper {
    nonisolated var links: TalkLinks { TalkLinks(folder) }
    nonisolated var proposals: ProposalStore { ProposalStore(folder) }

    /// Changes lists in the archive's folder that no page shows, one after the other on the keeper's own thread.
    func changing<Result: Sendable>(_ body: @Sendable () throws -> Result) rethrows -> Result { try body() }

    /// Makes an older version of a talk's slides current again. When this returns, that is durable and visible.
    func restore(_ hash: ContentHash, in key: TalkKey, by who: String) async throws -> DeckCommit {
        guard let talk = whole.talk(key) else { throw DeckStoreError.unknownTalk(key) }
        guard let deck = talk.decks.first(where: { $0.hash == hash }) else { throw DeckStoreError.unknownVersion(hash) }
        // Read before, so that the talk's slides are not gone from the search for a while.
        let content = try await decks.content(of: folder.file(of: deck, in: key), hash: hash)
        let commit = try store.restore(hash, in: key, by: who, at: .now, knowing: memory.hashes)
        contents[hash] = content
        look()
        return commit
    }

    /// Takes in what a speaker hands in: at once, or as a proposal, as the edition is set. When this returns, it is
    /// durable, and what is taken in at once is visible.
    /// - Throws: `HandInError`, `ProposalError`, or `ExtractionError` for slides that cannot be read; nothing has
    ///   changed then.
    func handIn(
        _ deck: IncomingDeck?, note: String, _ texts: ProposedTexts?, by linkID: String, for key: TalkKey
    ) async throws -> HandInOutcome {
        _ = try openEdition(of: key, by: linkID)
        var read: (hash: ContentHash, content: DeckContent)?
        if let deck {
            let hash = try deck.seal()
            read = (hash, try await decks.content(of: deck.location, hash: hash))
        }
        // Asked again: reading takes its time. From here on nothing comes between.
        let (edition, link) = try openEdition(of: key, by: linkID)
        if edition.approval {
            let proposal = try proposals.handIn(deck, note: note, texts, by: link, at: .now, knowing: memory.hashes)
            logger.info(
                "a speaker handed in what waits for an organizer",
                metadata: ["talk": "\(link.talk)", "link": "\(link.id)"])
            return proposal.map { .waiting($0) } ?? .nothing
        }
        // What waits stays out of the contents, from which snapshots are made.
        if let read { contents[read.hash] = read.content }
        defer { look() }
        let isChanged = try proposals.takeOver(deck, note: note, texts, by: link, at: .now, knowing: memory.hashes)
        logger.info(
            "a speaker changed a talk", metadata: ["talk": "\(link.talk)", "link": "\(link.id)"])
        return isChanged ? .shown : .nothing
    }

    /// The edition as the folder has it now, and the link as it holds now: both may have changed while a large file was
    /// on its way.
    func openEdition(of key: TalkKey, by linkID: String) throws -> (Edition, TalkLink) {
        look()
        guard let link = links.valid(linkID, at: .now), link.talk == key else { throw HandInError.linkEnded }
        guard let edition = whole.edition(key.edition), whole.talk(key) != nil else {
            throw DeckStoreError.unknownTalk(key)
        }
        guard !edition.isFrozen(at: .now) else { throw HandInError.closed(since: edition.freeze) }
        return (edition, link)
    }

    /// Makes the archive say what was proposed. When this returns, it is durable and visible.
    func accept(proposal id: String, seen: ContentHash, onto: ContentHash?, by who: String) async throws
        -> AcceptedProposal
    {
        guard let proposal = proposals.proposal(id) else { throw ProposalError.unknown }
        if let deck = proposal.deck, let file = proposals.slides(of: proposal) {
            // From the cache, as it was read when it came; kept before it is shown.
            let content = try await decks.content(of: file, hash: deck.hash)
            contents[deck.hash] = content
        }
        defer { look() }
        let accepted = try proposals.accept(
            id, seen: seen, onto: onto, by: who, at: .now, knowing: memory.hashes)
        logger.info(
            "a proposal was accepted",
            metadata: ["talk": "\(proposal.talk)", "link": "\(id)", "by": "\(who)"])
        return accepted
    }
}

/// What became of what a speaker handed in.
enum HandInOutcome: Sendable {
    /// It is on the site.
    case shown
    case waiting(Proposal)
    /// The talk has it already, and nothing waits.
    case nothing
}

/// Why a speaker cannot hand in.
enum HandInError: Error {
    /// The link was taken back or has expired.
    case linkEnded
    /// The edition is closed to speakers; nil when nobody knows since when.
    case closed(since: Timestamp?)
}
