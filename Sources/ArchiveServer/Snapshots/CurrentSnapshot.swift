internal import Synchronization

/// The one place where requests find the snapshot of now. Taking it costs a short lock; nobody waits for a writer's
/// work, which is done before `replace`.
final class CurrentSnapshot: Sendable {
    private let snapshot: Mutex<Snapshot>

    init(_ first: Snapshot) {
        snapshot = Mutex(first)
    }

    func take() -> Snapshot {
        snapshot.withLock { $0 }
    }

    func replace(with next: Snapshot) {
        snapshot.withLock { $0 = next }
    }
}
