internal import HTTPTypes
internal import Synchronization

/// What each address may do how often.
final class RateLimits: Sendable {
    private let wrongTokens: Mutex<RateLimiter<IPAddress?>>
    private let uploads: Mutex<RateLimiter<IPAddress?>>
    private let limits: ServerLimits
    private let start = ContinuousClock.now

    init(_ limits: ServerLimits) {
        self.limits = limits
        let addresses = limits.limitedAddresses
        wrongTokens = Mutex(
            RateLimiter(limits.signInTriesPerMinute, in: .seconds(60), mostKeys: addresses))
        uploads = Mutex(RateLimiter(limits.uploadsPerMinute, in: .seconds(60), mostKeys: addresses))
    }

    /// Counts a wrong token or link.
    ///
    /// Only wrong ones count: behind a proxy everyone may have the proxy's address, and a stranger's guesses must not
    /// keep organizers and speakers out. (256 random bits are not to be guessed; the count keeps guessers from filling
    /// logs.)
    /// - Throws: a `SiteError` (429) when there were too many from this address.
    func countWrongToken(from address: IPAddress?) throws {
        guard let wait = take(wrongTokens, address) else { return }
        throw Self.tooMany(
            "Too many wrong tokens",
            "\(limits.signInTriesPerMinute) wrong tokens a minute are looked at from one address",
            "Look up the right one, then try again", wait)
    }

    /// Counts an upload that is about to begin.
    /// - Throws: a `SiteError` (429) when there were too many from this address.
    func countUpload(from address: IPAddress?) throws {
        guard let wait = take(uploads, address) else { return }
        var error = Self.tooMany(
            "Too many uploads", "\(limits.uploadsPerMinute) uploads a minute are taken from one address",
            "Nothing was changed. Send it again", wait)
        error.problem = .tooManyUploads
        throw error
    }

    private func take(_ limiter: borrowing Mutex<RateLimiter<IPAddress?>>, _ address: IPAddress?) -> Duration? {
        limiter.withLock { $0.take(address?.site, now: ContinuousClock.now - start) }
    }

    /// RFC 6585, section 4.
    private static func tooMany(_ title: String, _ limit: String, _ advice: String, _ wait: Duration) -> SiteError {
        let seconds = Int(wait.components.seconds) + 1
        return SiteError(
            status: .tooManyRequests, title: title,
            detail: "At most \(limit). \(advice) in \(HumanText.count(seconds, "second")).",
            fields: [.retryAfter: String(seconds)])
    }
}
