/// How long to wait before something is tried again that failed for a passing reason: twice as long each time, as long
/// as a server asks for where it does.
///
/// A pure value.
public struct UploadBackoff: Sendable, Equatable {
    /// Before the second attempt.
    public var first: Duration = .seconds(1)
    /// Longest wait, also when a server asks for more.
    public var longest: Duration = .seconds(120)
    /// Attempts in all; with these waits half an hour's trouble ends a run, and a restart of a server does not.
    public var attempts = 8

    public init() {}

    /// - Parameters:
    ///   - attempt: the one that failed, counted from 1.
    ///   - asked: what the server said (`Retry-After`).
    /// - Returns: nil when it is not tried again.
    func wait(after attempt: Int, asked: Duration?) -> Duration? {
        guard attempt < attempts else { return nil }
        let doubled = first * (1 << min(attempt - 1, 20))
        return min(max(doubled, asked ?? .zero), longest)
    }
}
