internal import HTTPTypes
internal import Foundation
internal import HTTPTypes
internal import Synchronization
internal import TalkArchive

/// Files of slides that have arrived and wait for a person to say which talks they are of.
///
/// They lie in the archive's work folder and are removed when the person is done, an hour after they came, and when
/// the server ends. Each belongs to the session that brought it; how many and how large they may be is bounded.
final class StagedDecks: Sendable {
    private let entries = Mutex<[Entry]>([])
    private let limits: ServerLimits

    struct Entry: Sendable, Identifiable {
        /// Names the file in forms.
        let id: String
        let session: String
        let edition: EditionID
        /// As the browser called it; for people to read.
        let filename: String
        let came: ContinuousClock.Instant
        var state: State
    }

    enum State: Sendable {
        case waiting(IncomingDeck)
        /// Its talk was chosen and it has its turn.
        case given(IncomingDeck, TalkKey, note: String)
        case taken(TalkKey, String)
        /// It cannot be used, and why.
        case refused(String)
        case leftOut
    }

    init(limits: ServerLimits) {
        self.limits = limits
    }

    /// The files of a session for an edition, in the order in which they came.
    func list(_ session: String, _ edition: EditionID) -> [Entry] {
        entries.withLock { entries in
            prune(&entries)
            return entries.filter { $0.session == session && $0.edition == edition }
        }
    }

    /// Whether another file may come.
    /// - Parameter bytes: how large it is so far.
    /// - Throws: a `SiteError` that names the limit.
    func checkRoom(_ session: String, bytes: Int = 0) throws {
        let (count, total) = entries.withLock { entries in
            prune(&entries)
            return (entries.count { $0.session == session }, entries.reduce(0) { $0 + $1.byteCount })
        }
        guard count < limits.stagedFiles else {
            throw SiteError(
                status: .contentTooLarge, title: "Too many files wait",
                detail:
                    "At most \(limits.stagedFiles) files may wait for their talks. Take those in first, or drop them.")
        }
        guard total + bytes <= limits.stagedBytes else {
            throw SiteError(
                status: .insufficientStorage, title: "Too many files wait",
                detail:
                    "At most \(HumanText.size(limits.stagedBytes)) may wait for their talks, of everybody together. "
                    + "Take yours in first, or drop them.")
        }
    }

    func add(_ filename: String, _ session: String, _ edition: EditionID, _ state: State) {
        let entry = Entry(
            id: UUID().uuidString.lowercased(), session: session, edition: edition,
            filename: String(filename.prefix(200)), came: .now, state: state)
        entries.withLock { $0.append(entry) }
        // Whoever brought it may never come back.
        Task { [weak self, time = limits.stagingTime] in
            try? await Task.sleep(for: time)
            self?.entries.withLock { self?.prune(&$0) }
        }
    }

    /// Forgets what became of files that came before, since others come now.
    func forgetFinished(_ session: String, _ edition: EditionID) {
        entries.withLock { entries in
            entries.removeAll { entry in
                guard entry.session == session, entry.edition == edition else { return false }
                switch entry.state {
                case .taken, .leftOut: return true
                case .waiting, .given, .refused: return false
                }
            }
        }
    }

    func set(_ id: String, of session: String, to state: State) {
        entries.withLock { entries in
            guard let index = entries.firstIndex(where: { $0.id == id && $0.session == session }) else { return }
            entries[index].state = state
        }
    }

    /// Takes the next file that has its turn; nobody else gets it.
    func next(_ session: String, _ edition: EditionID) -> Entry? {
        entries.withLock { entries in
            prune(&entries)
            let index = entries.firstIndex { entry in
                guard entry.session == session, entry.edition == edition, case .given = entry.state else {
                    return false
                }
                return true
            }
            guard let index else { return nil }
            let entry = entries[index]
            entries[index].state = .refused("It is being taken in.")
            return entry
        }
    }

    func drop(_ session: String, _ edition: EditionID) {
        entries.withLock { $0.removeAll { $0.session == session && $0.edition == edition } }
    }

    private func prune(_ entries: inout [Entry]) {
        entries.removeAll { $0.came.duration(to: .now) > limits.stagingTime }
    }
}

extension StagedDecks.Entry {
    var byteCount: Int {
        switch state {
        case .waiting(let deck), .given(let deck, _, _): deck.byteCount
        case .taken, .refused, .leftOut: 0
        }
    }
}
