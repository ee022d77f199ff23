internal import HTTPTypes
internal import Synchronization

/// Counts requests by kind and status, and how long their answers took to begin.
///
/// It holds no path, no words of a search and no visitor's address: only numbers. Counting is a lock held for three
/// additions at known places, which no request notices.
final class RequestMetrics: Sendable {
    /// Upper bounds of the classes of times, in seconds; above the last there is one more.
    static let bounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]

    /// What was counted of one kind.
    struct Counts {
        /// Answers by status code, at the code's place.
        fileprivate var byStatus = [Int](repeating: 0, count: 600)
        /// For each class of times how many answers fell into it.
        fileprivate(set) var byTime = [Int](repeating: 0, count: RequestMetrics.bounds.count + 1)
        fileprivate var time = Duration.zero

        /// Status codes that were answered, ascending, and how often.
        var answers: [(status: Int, count: Int)] {
            byStatus.indices.filter { byStatus[$0] > 0 }.map { ($0, byStatus[$0]) }
        }
        /// All their times together.
        var seconds: Double { time / .seconds(1) }
    }

    private struct State {
        var kinds = [Counts](repeating: Counts(), count: RequestKind.allCases.count)
        var emptySearches = 0
    }

    private let state = Mutex(State())
    private static let durations = bounds.map { Duration.seconds($0) }

    func count(_ kind: RequestKind, status: HTTPResponse.Status, time: Duration) {
        let place = Self.durations.firstIndex { time <= $0 } ?? Self.durations.count
        state.withLock { state in
            state.kinds[kind.rawValue].byStatus[min(status.code, 599)] += 1
            state.kinds[kind.rawValue].byTime[place] += 1
            state.kinds[kind.rawValue].time += time
        }
    }

    /// Counts a search for something that found nothing.
    func countEmptySearch() { state.withLock { $0.emptySearches += 1 } }

    /// All that was counted since the start.
    func counts(of kind: RequestKind) -> Counts { state.withLock { $0.kinds[kind.rawValue] } }

    var emptySearches: Int { state.withLock { $0.emptySearches } }
}
