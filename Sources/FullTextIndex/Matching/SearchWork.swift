/// How many positions a search may still read (`QueryLimits.postingCount`).
struct SearchWork {
    private var left: Int
    /// Whether anything was left out for being too much.
    private(set) var isExceeded = false

    init(limit: Int) { left = limit }

    /// Counts what was read; `false` when it is enough.
    mutating func take(_ count: Int) -> Bool {
        left -= count
        if left < 0 { isExceeded = true }
        return left >= 0
    }
}
