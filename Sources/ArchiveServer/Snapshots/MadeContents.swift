internal import Synchronization

/// Answers that were made from a snapshot, by path: a page or feed is rendered once and then is bytes.
///
/// Only paths that name something in the snapshot are kept, so their number is bounded by the archive; searches are
/// not kept. Two requests may make the same answer at the same time; both get the same bytes.
final class MadeContents: Sendable {
    private let contents = Mutex<[String: Content]>([:])

    func content(for path: String) -> Content? {
        contents.withLock { $0[path] }
    }

    func keep(_ content: Content, for path: String) {
        contents.withLock { $0[path] = content }
    }
}
