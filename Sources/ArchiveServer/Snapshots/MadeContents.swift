internal import Synchronization

/// Answers that were made from a snapshot, by path: a page or feed is rendered once and then is bytes.
///
/// Only paths that name something in the snapshot are kept, so their number is bounded by the archive; searches are
/// not kept. Two requests may make the same answer at the same time; both get the same bytes.
final class MadeContents: Sendable {
    private let state = Mutex(State())
    private let byteLimit: Int

    private struct State {
        var answers: [String: PreparedAnswer] = [:]
        var byteCount = 0
    }

    /// - Parameter byteLimit: most bytes that are kept. When a large archive was crawled from end to end, all are let go
    ///   and those that are asked for are made again.
    init(byteLimit: Int) {
        self.byteLimit = byteLimit
    }

    func answer(for path: String) -> PreparedAnswer? {
        state.withLock { $0.answers[path] }
    }

    func keep(_ answer: PreparedAnswer, for path: String) {
        guard answer.byteCount <= byteLimit else { return }
        state.withLock { state in
            guard state.answers[path] == nil else { return }
            if state.byteCount + answer.byteCount > byteLimit { state = State() }
            state.answers[path] = answer
            state.byteCount += answer.byteCount
        }
    }
}
