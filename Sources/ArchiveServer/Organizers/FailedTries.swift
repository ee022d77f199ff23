internal import Synchronization
internal import TalkArchive

/// Counts wrong tokens.
///
/// Only wrong ones count: behind a proxy everyone may have the proxy's address, and a stranger's guesses must not keep
/// organizers out. (A token's 256 random bits are not to be guessed; the count keeps guessers from filling logs.)
final class FailedTries: Sendable {
    private let times = Mutex<[String: [Timestamp]]>([:])
    private let triesPerMinute: Int

    init(triesPerMinute: Int) {
        self.triesPerMinute = triesPerMinute
    }

    /// - Returns: false when there were too many from this address in the last minute.
    func count(_ address: String, now: Timestamp) -> Bool {
        times.withLock { failures in
            failures = failures.compactMapValues { times in
                let recent = times.filter { now.secondsSinceEpoch - $0.secondsSinceEpoch < 60 }
                return recent.isEmpty ? nil : recent
            }
            guard failures[address, default: []].count < triesPerMinute else { return false }
            failures[address, default: []].append(now)
            return true
        }
    }
}
