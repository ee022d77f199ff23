internal import Foundation
internal import Logging
internal import Synchronization
internal import TalkArchive

/// What became public, changed or went, in numbers that count up: for programs that follow the archive.
///
/// A line is added when a snapshot that differs is shown. The file in the cache's folder keeps the numbers over
/// restarts; what changed while nobody looked is found by comparing the first snapshot with the journal's last word
/// about each talk. When the file is gone or cannot be trusted a journal with another name begins, and who asks with the
/// old name has to start over.
final class ChangeJournal: Sendable {
    /// The newest change of a talk.
    struct Change: Sendable, Equatable {
        let number: Int
        /// When the server saw it.
        let seen: Timestamp
        let key: TalkKey
        let kind: Kind
        /// What the talk was then; nil when it was gone.
        let state: TalkState?

        enum Kind: String, Sendable, Codable, CaseIterable {
            case added, changed, removed, withdrawn
        }
    }

    /// The journal at one moment.
    struct State: Sendable {
        /// Random: two journals never have the same.
        var id: String
        var latest = 0
        /// For each talk its newest change; by number.
        var changes: [Change] = []

        func changes(after number: Int) -> ArraySlice<Change> {
            var (low, high) = (0, changes.count)
            while low < high {
                let middle = (low + high) / 2
                if changes[middle].number <= number { low = middle + 1 } else { high = middle }
            }
            return changes[low...]
        }
    }

    private let state: Mutex<State>
    private let file: ChangeJournalFile
    private let logger: Logger
    private let isTold = Mutex(false)

    /// Reads the journal and adds what differs from the first snapshot.
    /// - Parameter file: in the folder of derived data.
    init(file: URL, first: Snapshot, at now: Timestamp, logger: Logger) {
        self.file = ChangeJournalFile(file)
        self.logger = logger
        state = Mutex(self.file.read() ?? State(id: Self.newID()))
        follow(nil, first, at: now)
    }

    var current: State { state.withLock { $0 } }

    /// Adds what differs. One caller at a time: the keeper.
    /// - Parameter before: the snapshot before; talks that are the same in both are not looked at. Nil looks at all.
    func follow(_ before: Snapshot?, _ after: Snapshot, at now: Timestamp) {
        var next = current
        let added = next.add(ChangeJournal.difference(next, before, after), at: now)
        let isNew = before == nil && next.latest == added.count
        guard !added.isEmpty || isNew else { return }
        do {
            if next.goneCount > ChangeJournal.goneLimit {
                next = State(id: Self.newID())
                _ = next.add(ChangeJournal.difference(next, nil, after), at: now)
                try file.write(next)
            } else if isNew {
                try file.write(next)
            } else if try !file.append(added, to: next) {
                // Somebody else wrote, or deleted it: numbers may have been given twice.
                next.id = Self.newID()
                try file.write(next)
            }
        } catch {
            // The file may give these numbers to other changes when it is read again: who has them starts over then.
            if next.id == file.journal { next.id = Self.newID() }
            let isFirst = isTold.withLock { told in
                defer { told = true }
                return !told
            }
            if isFirst { logger.warning("the journal of changes cannot be kept", metadata: ["reason": "\(error)"]) }
        }
        state.withLock { $0 = next }
    }

    /// Talks that are gone are remembered up to this number; then a new journal begins.
    static let goneLimit = 100_000

    private static func newID() -> String { String(UInt64.random(in: 1 << 60...UInt64.max), radix: 16) }
}

extension ChangeJournal.State {
    /// Takes changes in, in place of older ones of the same talks.
    fileprivate mutating func add(
        _ differences: [ChangeJournal.Difference], at now: Timestamp
    ) -> [ChangeJournal.Change] {
        let added = differences.enumerated().map { offset, difference in
            ChangeJournal.Change(
                number: latest + offset + 1, seen: now, key: difference.key, kind: difference.kind,
                state: difference.state)
        }
        guard !added.isEmpty else { return [] }
        let keys = Set(added.map(\.key))
        changes.removeAll { keys.contains($0.key) }
        changes += added
        latest += added.count
        return added
    }

    fileprivate var goneCount: Int { changes.count { $0.state == nil } }
}
