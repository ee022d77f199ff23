internal import Synchronization

/// Answers that were made from a snapshot, by path: a page or feed is rendered once and then is bytes.
///
/// Only paths that name something in the snapshot are kept, so their number is bounded by the archive; searches are
/// not kept. Two requests may make the same answer at the same time; both get the same bytes.
final class MadeContents: Sendable {
    private let state = Mutex(State())
    private let byteLimit: Int

    private struct State {
        var contents: [String: Content] = [:]
        var byteCount = 0
    }

    /// - Parameter byteLimit: most bytes that are kept. When a large archive was crawled from end to end, all are let go
    ///   and those that are asked for are made again.
    init(byteLimit: Int) {
        self.byteLimit = byteLimit
    }

    func content(for path: String) -> Content? {
        state.withLock { $0.contents[path] }
    }

    func keep(_ content: Content, for path: String) {
        guard case .bytes(let bytes) = content.body, bytes.count <= byteLimit else { return }
        state.withLock { state in
            guard state.contents[path] == nil else { return }
            if state.byteCount + bytes.count > byteLimit { state = State() }
            state.contents[path] = content
            state.byteCount += bytes.count
        }
    }
}
