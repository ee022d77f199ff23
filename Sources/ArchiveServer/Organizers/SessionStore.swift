internal import Foundation
internal import Synchronization
internal import TalkArchive

/// Organizers who are signed in. A session is a random secret in a cookie; only its hash is kept, in memory.
final class SessionStore: Sendable {
    private let state = Mutex(State())
    private let lifetime: Int
    private let triesPerMinute: Int

    private struct State {
        var sessions: [ContentHash: Session] = [:]
        var failures: [String: [Timestamp]] = [:]
    }

    /// One organizer's stay.
    struct Session: Sendable {
        let tokenID: String
        let name: String
        /// Proof that a form was made by this site (sent as `csrf`).
        let formSecret: String
        let ends: Timestamp
    }

    init(lifetime: Duration, triesPerMinute: Int) {
        self.lifetime = Int(lifetime.components.seconds)
        self.triesPerMinute = triesPerMinute
    }

    /// Signs someone in, and gives the cookie's value.
    func begin(_ token: AccessToken, now: Timestamp) -> String {
        let secret = Self.secret()
        let session = Session(
            tokenID: token.id, name: token.name, formSecret: Self.secret(),
            ends: Timestamp(secondsSinceEpoch: now.secondsSinceEpoch + lifetime))
        state.withLock { state in
            state.sessions = state.sessions.filter { $0.value.ends > now }
            state.sessions[ContentHash(of: Data(secret.utf8))] = session
        }
        return secret
    }

    /// The session of a cookie; nil when there is none or it has ended.
    func session(_ cookie: String, now: Timestamp) -> Session? {
        state.withLock { state in
            guard let session = state.sessions[ContentHash(of: Data(cookie.utf8))], session.ends > now else {
                return nil
            }
            return session
        }
    }

    func end(_ cookie: String) {
        state.withLock { state in
            state.sessions[ContentHash(of: Data(cookie.utf8))] = nil
        }
    }

    /// Counts a wrong token.
    ///
    /// Only wrong ones count: behind a proxy everyone has the proxy's address, and a stranger's guesses must not keep
    /// organizers out. (A token's 256 random bits are not to be guessed; the count keeps guessers from filling logs.)
    /// - Returns: false when there were too many from this address in the last minute.
    func countFailure(_ address: String, now: Timestamp) -> Bool {
        state.withLock { state in
            state.failures = state.failures.compactMapValues { times in
                let recent = times.filter { now.secondsSinceEpoch - $0.secondsSinceEpoch < 60 }
                return recent.isEmpty ? nil : recent
            }
            guard state.failures[address, default: []].count < triesPerMinute else { return false }
            state.failures[address, default: []].append(now)
            return true
        }
    }

    /// 256 random bits as hexadecimal digits.
    private static func secret() -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<4).map { _ in
            let digits = String(generator.next() as UInt64, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}
