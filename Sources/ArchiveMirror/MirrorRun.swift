internal import Foundation
internal import Synchronization
internal import TalkArchive

/// One run of a `Mirror`: first the feeds, then the files that they list.
final class MirrorRun: Sendable {
    let source: any MirrorSource
    let copy: ArchiveCopy
    let limits: MirrorLimits
    let options: Mirror.Options
    let ledger: MirrorLedger
    private let address: String
    private let tell: @Sendable (MirrorEvent) -> Void
    private let tally = Mutex(Tally())

    private struct Tally {
        var summary = MirrorSummary()
        var failuresInARow = 0
    }

    /// An edition with something to do.
    struct Task {
        let feed: EditionFeed
        let entityTag: String?
    }

    init(
        _ mirror: Mirror, address: String, ledger: MirrorLedger, tell: @escaping @Sendable (MirrorEvent) -> Void
    ) {
        source = mirror.source
        copy = mirror.copy
        limits = mirror.limits
        options = mirror.options
        self.ledger = ledger
        self.address = address
        self.tell = tell
    }

    func everything() async throws {
        let (base, editions) = try await archive()
        var tasks: [Task] = []
        for id in editions {
            if let task = try await plan(id, base: base) { tasks.append(task) }
        }
        let talks = tasks.reduce(0) { $0 + $1.feed.talks.count }
        tell(.planned(talks: talks, unchangedEditions: editions.count - tasks.count))
        try removeEditions(but: editions)
        for task in tasks {
            try await take(task)
            try ledger.save()
        }
    }

    /// The source's own address and its editions; a copy of `archive.yaml` is made.
    private func archive() async throws -> (base: String?, editions: [EditionID]) {
        let path = SiteAddress.feed(.everything).path
        let known = isAsWritten(.settings) ? ledger.entityTag(of: path) : nil
        let reply: SourceReply
        do {
            reply = try await document(path, unless: known, limit: limits.feedBytes)
        } catch let error as SourceError {
            if case .unreachable = error { throw MirrorError.sourceIsGone(reason: error.description) }
            throw MirrorError.noArchive(address, reason: error.description)
        }
        guard case .document(let bytes, let entityTag) = reply else { return (nil, ledger.editions) }
        let feed: ArchiveFeed
        do {
            guard let found = try ArchiveFeed(SourceFeed(bytes, limits: limits), limits: limits) else {
                throw MirrorError.noArchive(address, reason: "its feed does not lead to an archive.yaml.")
            }
            feed = found
        } catch let error as FeedError {
            throw MirrorError.badFeed(path, reason: error.description)
        }
        if let origin = ledger.origin, origin.archive != feed.id {
            throw MirrorError.otherArchive(folder: copy.folder.root.path, source: origin.source)
        }
        if feed.editions.isEmpty, !ledger.editions.isEmpty { throw MirrorError.emptySource }
        if !options.isDryRun { try ledger.begin(archive: feed.id, source: address) }
        let isTaken = try await attempt(.settings) {
            try await self.takeText(.settings, feed.settings) { text in
                SourceDocument.text(of: try SourceDocument.settings(text, limits: self.limits.archive))
            }
        }
        ledger.setEditions(feed.editions)
        ledger.setEntityTag(isTaken ? entityTag : nil, of: path)
        return (feed.base, feed.editions)
    }

    /// What there is to do for an edition; nil when it is as it was, or its feed cannot be used.
    private func plan(_ id: EditionID, base: String?) async throws -> Task? {
        let path = SiteAddress.feed(.edition(id)).path
        let files = ledger.files(of: id)
        let known = files.allSatisfy(isAsWritten) ? ledger.entityTag(of: path) : nil
        do {
            let reply = try await document(path, unless: known, limit: limits.feedBytes)
            guard case .document(let bytes, let entityTag) = reply else { return nil }
            let feed = try SourceFeed(bytes, limits: limits)
            let ending = SiteAddress.feed(.edition(id)).path
            guard let own = feed.links.first(where: { $0.relation == "self" })?.address, own.hasSuffix(ending),
                base == nil || own == base.map({ $0 + ending })
            else { throw FeedError("It does not say that it is \(ending).") }
            let edition = try EditionFeed(feed, of: id, base: String(own.dropLast(ending.count)), limits: limits)
            return Task(feed: edition, entityTag: entityTag)
        } catch let error as SourceError {
            report(MirrorProblem(file: "\(id)", reason: error.description))
        } catch let error as FeedError {
            report(MirrorProblem(file: "\(id)", reason: "Its feed cannot be used: \(error.description)"))
        }
        return nil
    }

    /// A file of an earlier run that is still there, unchanged.
    private func isAsWritten(_ file: ArchiveFile) -> Bool {
        guard let entry = ledger.entry(of: file) else { return false }
        let known = entry.record.flatMap { ArchiveCopy.Record($0) }
        let found = try? copy.record(of: file, knowing: known)
        return found?.hash.description == entry.local
    }
}

extension MirrorRun {
    /// Asks the source, and counts.
    func document(_ path: String, unless entityTag: String? = nil, limit: Int) async throws -> SourceReply {
        try await counting { try await self.source.document(path, unless: entityTag, limit: limit) }
    }

    func counting<Result: Sendable>(_ body: @Sendable () async throws -> Result) async throws -> Result {
        try _Concurrency.Task.checkCancellation()
        tally.withLock { $0.summary.requests += 1 }
        do {
            let result = try await body()
            tally.withLock { $0.failuresInARow = 0 }
            return result
        } catch let error as SourceError {
            try _Concurrency.Task.checkCancellation()
            guard case .unreachable = error else { throw error }
            let count = tally.withLock { tally in
                tally.failuresInARow += 1
                return tally.failuresInARow
            }
            if count >= limits.failuresInARow { throw MirrorError.sourceIsGone(reason: error.description) }
            throw error
        }
    }

    /// Does the work for one file or talk; what concerns it alone becomes a problem.
    /// - Returns: whether it was done.
    func attempt(_ file: ArchiveFile, _ body: () async throws -> Void) async throws -> Bool {
        do {
            try await body()
            return true
        } catch let problem as MirrorProblem {
            report(problem)
        } catch let error as SourceError {
            report(MirrorProblem(file: file.path, reason: error.description))
        } catch let error as SourceDocument.ReadError {
            report(MirrorProblem(file: file.path, reason: "It cannot be used: \(error.description)"))
        } catch let error as DeckStoreError {
            switch error {
            case .diskFull, .readOnly: throw MirrorError.storage(error.description)
            default: report(MirrorProblem(file: file.path, reason: error.description))
            }
        }
        return false
    }

    func report(_ problem: MirrorProblem) {
        tally.withLock { $0.summary.problems.append(problem) }
        tell(.problem(problem))
    }

    func reportFetched(_ path: String, byteCount: Int) {
        tally.withLock { tally in
            tally.summary.fetched += 1
            tally.summary.fetchedBytes += byteCount
        }
        tell(.fetched(path: path, byteCount: byteCount))
    }

    func reportRemoved(_ file: ArchiveFile) {
        tally.withLock { $0.summary.removed += 1 }
        tell(.removed(path: file.path))
    }

    func reportFinished(_ key: TalkKey) { tell(.finished(key)) }

    func stop() { tally.withLock { $0.summary.isComplete = false } }

    /// With what is in the copy now.
    func summary() -> MirrorSummary {
        var summary = tally.withLock { $0.summary }
        summary.problems.sort { ($0.file, $0.reason) < ($1.file, $1.reason) }
        for file in ledger.files() {
            guard let record = ledger.entry(of: file)?.record.flatMap({ ArchiveCopy.Record($0) }) else { continue }
            summary.byteCount += record.byteCount
            guard file.talk != nil else { continue }
            if file.path.hasSuffix("/talk.md") { summary.talks += 1 } else { summary.decks += 1 }
        }
        return summary
    }
}
