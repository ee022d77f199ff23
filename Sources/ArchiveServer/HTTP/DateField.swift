internal import Glibc
internal import NIOCore
internal import Synchronization
internal import TalkArchive

/// The field `Date` (RFC 9110, section 6.6.1) as it is sent, written once in a second, with the empty line that ends the
/// head of a message.
final class DateField: Sendable {
    private let state = Mutex(State(second: 0, field: ByteBuffer()))

    private struct State {
        var second: Int
        var field: ByteBuffer
    }

    func field() -> ByteBuffer {
        let now = time(nil)
        return state.withLock { state in
            if state.second != now {
                let date = Timestamp(secondsSinceEpoch: now).httpDate
                state = State(second: now, field: ByteBuffer(string: "Date: \(date)\r\n\r\n"))
            }
            return state.field
        }
    }
}
