/// Lets a fixed number of tasks work at a time; the others wait in the order in which they came.
///
/// Work that takes long does not hold up the rest for ever: after a while its place is lent to the next, as long as
/// there are places to lend.
actor Turnstile {
    private var free: Int
    private var toLend: Int
    private let patience: Duration
    private var waiting: [CheckedContinuation<Void, Never>] = []
    /// Work under way whose place somebody else has.
    private var withoutPlace: Set<Int> = []
    private var visits = 0

    /// - Parameters:
    ///   - places: how many work at a time, at least one.
    ///   - patience: how long one may hold a place that others wait for.
    ///   - toLend: how many may work beyond `places` because of that.
    init(places: Int, patience: Duration = .seconds(3), toLend: Int = 0) {
        free = max(1, places)
        self.patience = patience
        self.toLend = toLend
    }

    /// Does the work when there is a place.
    nonisolated func pass<Result: Sendable, Failure: Error>(
        _ work: @Sendable () async throws(Failure) -> Result
    ) async throws(Failure) -> Result {
        let visit = await enter()
        let lending = Task {
            try await Task.sleep(for: patience)
            await lend(visit)
        }
        do throws(Failure) {
            let result = try await work()
            lending.cancel()
            await leave(visit)
            return result
        } catch {
            lending.cancel()
            await leave(visit)
            throw error
        }
    }

    private func enter() async -> Int {
        visits += 1
        let visit = visits
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
        return visit
    }

    private func lend(_ visit: Int) {
        // The visit may have ended while its time was up.
        guard toLend > 0, !Task.isCancelled else { return }
        toLend -= 1
        withoutPlace.insert(visit)
        giveBack()
    }

    private func leave(_ visit: Int) {
        if withoutPlace.remove(visit) != nil {
            toLend += 1
        } else {
            giveBack()
        }
    }

    private func giveBack() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}
