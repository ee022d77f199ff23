/// How often something may be done by each of many: so many times in a period, which begins with the first of them.
///
/// At the border of two periods twice as many can come at once, which a token bucket would let through just so; and a
/// period is what people can be told. Only keys whose period runs are kept. A pure value: it is told the time, and
/// answers.
struct RateLimiter<Key: Hashable & Sendable>: Sendable {
    /// How many in a period.
    let most: Int
    let period: Duration
    /// Most keys that are kept.
    let mostKeys: Int
    private var running: [Key: Period] = [:]

    private struct Period {
        let end: Duration
        var count: Int
    }

    init(_ most: Int, in period: Duration, mostKeys: Int = 10_000) {
        self.most = most
        self.period = period
        self.mostKeys = max(1, mostKeys)
    }

    /// How many keys are kept.
    var count: Int { running.count }

    /// Takes one.
    /// - Parameter now: time since any fixed moment; it never goes back.
    /// - Returns: nil when it may be done, else how long to wait. What is refused counts for nothing.
    mutating func take(_ key: Key, now: Duration) -> Duration? {
        if let period = running[key], period.end > now {
            guard period.count < most else { return period.end - now }
            running[key]?.count += 1
            return nil
        }
        guard most > 0 else { return period }
        if running[key] == nil, running.count >= mostKeys { makeRoom(now) }
        running[key] = Period(end: now + period, count: 1)
        return nil
    }

    /// Forgets those whose period is over; when that is not enough, the half that has done the least. Whoever comes from
    /// so many addresses is not held by a limit for each address.
    private mutating func makeRoom(_ now: Duration) {
        running = running.filter { $0.value.end > now }
        guard running.count >= mostKeys else { return }
        let keep = running.sorted { ($0.value.count, $0.value.end) > ($1.value.count, $1.value.end) }
        running = Dictionary(uniqueKeysWithValues: keep.prefix(mostKeys / 2).map { ($0.key, $0.value) })
    }
}
