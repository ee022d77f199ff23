/// Lets as many drawing processes run as there are cores, and one more for pictures that somebody waits for.
///
/// Those go before all others and never wait behind a long deck; within each kind it is first come, first served, so
/// decks that are drawn side by side take turns.
public actor DrawingQueue {
    public enum Priority: Sendable {
        /// Somebody looks at the page that shows it.
        case asked
        /// Drawn so that it is there when it is asked for.
        case ahead
    }

    /// Processes at a time that draw ahead.
    public nonisolated let places: Int
    private var running = 0
    private var asked: [CheckedContinuation<Void, Never>] = []
    private var ahead: [CheckedContinuation<Void, Never>] = []

    public init(places: Int) {
        self.places = max(1, places)
    }

    /// How many wait for their turn.
    var waitingCount: Int { asked.count + ahead.count }

    /// Does the work when it is its turn.
    nonisolated func pass<Result: Sendable>(
        _ priority: Priority, _ work: @Sendable () async throws(ExtractionError) -> Result
    ) async throws(ExtractionError) -> Result {
        await enter(priority)
        do throws(ExtractionError) {
            let result = try await work()
            await leave()
            return result
        } catch {
            await leave()
            throw error
        }
    }

    private func enter(_ priority: Priority) async {
        switch priority {
        case .asked:
            if running <= places { running += 1 } else { await withCheckedContinuation { asked.append($0) } }
        case .ahead:
            if running < places { running += 1 } else { await withCheckedContinuation { ahead.append($0) } }
        }
    }

    /// Gives the place on, so that nobody who comes meanwhile takes it.
    private func leave() {
        if !asked.isEmpty {
            asked.removeFirst().resume()
        } else if running <= places, !ahead.isEmpty {
            ahead.removeFirst().resume()
        } else {
            running -= 1
        }
    }
}
