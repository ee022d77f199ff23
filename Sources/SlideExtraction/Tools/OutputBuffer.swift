import Synchronization

/// Collects what a child writes, from the task that reads it.
final class OutputBuffer: Sendable {
    private let bytes = Mutex<[UInt8]>([])

    func append(_ piece: [UInt8]) {
        bytes.withLock { $0.append(contentsOf: piece) }
    }

    /// All bytes so far, once.
    func take() -> [UInt8] {
        bytes.withLock { buffer in
            defer { buffer = [] }
            return buffer
        }
    }
}
