import Foundation
import Synchronization

/// The processes of a child, which can be killed at any moment: also before they are there.
final class ChildProcessGroup: Sendable {
    private enum State {
        case expected
        case running(leader: pid_t)
        case killed
        case ended
    }

    private let state = Mutex(State.expected)

    /// - Parameter leader: the first process of a session of its own, whose number is the group's.
    func begin(_ leader: pid_t) {
        state.withLock { state in
            switch state {
            case .expected: state = .running(leader: leader)
            case .killed: Self.kill(leader)
            case .running, .ended: break
            }
        }
    }

    /// Kills all of them, now or as soon as they are there.
    func kill() {
        state.withLock { state in
            if case .running(let leader) = state { Self.kill(leader) }
            if case .ended = state { return }
            state = .killed
        }
    }

    /// From here on the number may be another process's.
    func end() {
        state.withLock { $0 = .ended }
    }

    private static func kill(_ leader: pid_t) {
        _ = Foundation.kill(-leader, SIGKILL)
    }
}
