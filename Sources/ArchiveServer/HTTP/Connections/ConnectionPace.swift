internal import NIOCore

/// Whether a connection still deserves its place: what it has sent of a request, and since when nobody knows more.
///
/// A pure value: it is told what happens, and looks at the clock now and then. The head of a request has a time in which
/// all of it must come, however small its pieces are; a connection that was answered may stay silent for another. While a
/// request is under way, whoever answers it watches over its body (`UploadPace`).
struct ConnectionPace {
    /// For the whole head of a request, from its first byte, and for the first byte from the beginning.
    let headTime: TimeAmount
    /// For the next request, from the end of the answer before it.
    let keepAliveTime: TimeAmount
    /// Bytes of a request whose head has not ended, at least.
    private(set) var headBytes = 0
    /// Requests that are not answered to their end.
    private(set) var requests = 0
    /// When the last answer ended, or the connection began.
    private(set) var waitingSince: NIODeadline
    /// When somebody first looked after the head under way had begun. That is late by one look at most, and saves the
    /// clock from being asked for each piece that comes.
    private var headSeen: NIODeadline?
    private var hasAnswered = false

    init(headTime: TimeAmount, keepAliveTime: TimeAmount, now: NIODeadline) {
        self.headTime = headTime
        self.keepAliveTime = keepAliveTime
        waitingSince = now
    }

    /// What to do about a connection.
    enum Verdict: Equatable {
        case fine
        /// Nothing of a request has come: it may be a browser's that keeps it for later, and is closed in silence, since
        /// it would take whatever is said for the answer to its next request.
        case close
        /// Part of a head has come, and the rest has not: 408.
        case tellTimeout
    }

    mutating func received(bytes: Int) { headBytes += bytes }

    /// The head of a request has ended.
    mutating func requestBegan() {
        requests += 1
        (headBytes, headSeen) = (0, nil)
    }

    /// An answer has ended.
    mutating func requestEnded(now: NIODeadline) {
        requests -= 1
        (headBytes, headSeen) = (0, nil)
        (waitingSince, hasAnswered) = (now, true)
    }

    mutating func look(now: NIODeadline) -> Verdict {
        guard requests == 0 else { return .fine }
        guard headBytes > 0 else {
            return now - waitingSince >= (hasAnswered ? keepAliveTime : headTime) ? .close : .fine
        }
        let seen = headSeen ?? now
        headSeen = seen
        return now - seen >= headTime ? .tellTimeout : .fine
    }
}
