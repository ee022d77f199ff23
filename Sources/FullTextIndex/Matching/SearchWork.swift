/// How much of the postings a search may still read (`QueryLimits.postingCount`).
struct SearchWork {
    private var left: Int
    /// Whether anything was left out for being too much.
    private(set) var isExceeded = false

    init(limit: Int) { left = limit }

    /// Counts so many postings or positions, if they are not too many.
    mutating func take(_ count: Int) -> Bool {
        guard count <= left else {
            isExceeded = true
            return false
        }
        left -= count
        return true
    }
}
