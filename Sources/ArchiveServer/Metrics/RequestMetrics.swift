internal import HTTPTypes
internal import Synchronization

/// Counts requests by kind and status, and how long their answers took to begin.
///
/// It holds no path, no words of a search and no visitor's address: only numbers. A lock held for some additions costs
/// less than a tenth of a microsecond, which no request notices.
final class RequestMetrics: Sendable {
    /// Upper bounds of the classes of times, in seconds; above the last there is one more.
    static let bounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]

    /// How long answers of one kind took.
    struct Times: Equatable {
        /// For each class how many fell into it.
        var counts = [Int](repeating: 0, count: RequestMetrics.bounds.count + 1)
        var seconds = 0.0
    }

    struct Counts: Equatable {
        var answers: [RequestKind: [Int: Int]] = [:]
        var times: [RequestKind: Times] = [:]
        /// Searches for something that found nothing.
        var emptySearches = 0
    }

    private let state = Mutex(Counts())

    /// All that was counted since the start.
    var counts: Counts { state.withLock { $0 } }

    func count(_ kind: RequestKind, status: HTTPResponse.Status, time: Duration) {
        let seconds = time / .seconds(1)
        let place = Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count
        state.withLock { state in
            state.answers[kind, default: [:]][status.code, default: 0] += 1
            state.times[kind, default: Times()].counts[place] += 1
            state.times[kind, default: Times()].seconds += seconds
        }
    }

    func countEmptySearch() { state.withLock { $0.emptySearches += 1 } }
}
