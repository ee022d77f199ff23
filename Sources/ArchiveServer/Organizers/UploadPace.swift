/// Whether an upload still moves: one that drips is given up, so that it does not hold a connection for hours.
///
/// A pure value: it is told times and bytes, and answers.
struct UploadPace {
    /// Least bytes per second, over the whole time after the grace.
    let bytesPerSecond: Int
    /// How long nothing is asked.
    let grace: Duration
    private var byteCount = 0

    init(bytesPerSecond: Int, grace: Duration = .seconds(30)) {
        self.bytesPerSecond = bytesPerSecond
        self.grace = grace
    }

    /// - Parameter elapsed: since the upload began.
    /// - Returns: false when the upload is too slow.
    mutating func add(bytes: Int, elapsed: Duration) -> Bool {
        byteCount += bytes
        guard elapsed > grace else { return true }
        return byteCount >= bytesPerSecond * Int(elapsed.components.seconds)
    }
}
