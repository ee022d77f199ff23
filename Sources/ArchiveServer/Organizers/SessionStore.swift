internal import Foundation
internal import Logging
internal import Synchronization
internal import TalkArchive

/// Those who are signed in with a browser.
///
/// A session is a random secret in a cookie; only its hash is kept: in memory, where requests look it up, and in the
/// archive's work folder, so that a restart signs nobody out. Whether the session's token or link still holds is asked
/// at each request, not here.
final class SessionStore: Sendable {
    private let state: Mutex<[ContentHash: StoredSession]>
    private let lifetime: Int
    private let mostOfHolder: Int
    private let writer: Writer

    /// A session as its own request sees it.
    struct Session: Sendable {
        /// Names it in lists.
        let id: String
        let holder: StoredSession.Holder
        let name: String
        let began: Timestamp
        let ends: Timestamp
        /// Proof that a form was made by this site for this session (sent as `csrf`).
        let formSecret: String
    }

    /// Reads the sessions of before the restart.
    /// - Parameter mostOfHolder: sessions of one token or link; when there are more, the oldest one ends.
    init(_ file: SessionFile, lifetime: Duration, mostOfHolder: Int, now: Timestamp, logger: Logger) {
        let (sessions, damage) = file.read()
        if let damage {
            logger.warning(
                "sessions were lost; people sign in again",
                metadata: ["file": ".rockpool/sessions", "reason": "\(damage)"])
        }
        let running = sessions.filter { $0.ends > now }.map { ($0.secretHash, $0) }
        state = Mutex(Dictionary(running, uniquingKeysWith: { $1 }))
        self.lifetime = Int(lifetime.components.seconds)
        self.mostOfHolder = mostOfHolder
        writer = Writer(file: file, logger: logger)
    }

    /// Signs someone in, and gives the cookie's value. It is on the disk when this returns, or, where the disk takes
    /// nothing, in memory alone.
    func begin(_ holder: StoredSession.Holder, name: String, now: Timestamp) async -> String {
        let secret = Self.digits(words: 4)
        let session = StoredSession(
            id: Self.digits(words: 1), holder: holder, name: name, began: now,
            ends: Timestamp(secondsSinceEpoch: now.secondsSinceEpoch + lifetime), secretHash: Self.hash(secret))
        state.withLock { sessions in
            sessions = sessions.filter { $0.value.ends > now }
            let own = sessions.values.filter { $0.holder == holder }.sorted { $0.began < $1.began }
            for oldest in own.prefix(max(0, own.count - mostOfHolder + 1)) { sessions[oldest.secretHash] = nil }
            sessions[session.secretHash] = session
        }
        await save(isForgetting: false)
        return secret
    }

    /// The session of a cookie; nil when there is none or it has ended.
    func session(_ cookie: String, now: Timestamp) -> Session? {
        guard let found = state.withLock({ $0[Self.hash(cookie)] }), found.ends > now else { return nil }
        return Session(
            id: found.id, holder: found.holder, name: found.name, began: found.began, ends: found.ends,
            formSecret: Self.formSecret(cookie))
    }

    /// All that run, the newest first.
    func list(now: Timestamp) -> [StoredSession] {
        state.withLock { Array($0.values) }.filter { $0.ends > now }
            .sorted { ($0.began, $0.id) > ($1.began, $1.id) }
    }

    /// Signs out the owner of a cookie.
    func end(_ cookie: String) async {
        let hash = Self.hash(cookie)
        await end { $0.secretHash == hash }
    }

    /// Ends sessions for good, also over a restart.
    /// - Returns: how many there were.
    @discardableResult
    func end(where isMeant: (StoredSession) -> Bool) async -> Int {
        let count = state.withLock { sessions in
            let before = sessions.count
            sessions = sessions.filter { !isMeant($0.value) }
            return before - sessions.count
        }
        if count > 0 { await save(isForgetting: true) }
        return count
    }

    /// What is written is what is in memory when its turn has come, so later changes are never undone by earlier ones.
    private func save(isForgetting: Bool) async {
        await writer.save(isForgetting: isForgetting) { [self] in
            state.withLock { Array($0.values) }.sorted { ($0.began, $0.id) < ($1.began, $1.id) }
        }
    }

    private static func hash(_ secret: String) -> ContentHash { ContentHash(of: Data(secret.utf8)) }

    /// Made from the cookie's secret, and not to be had from the hash that is stored.
    private static func formSecret(_ secret: String) -> String {
        ContentHash(of: Data("rockpool form \(secret)".utf8)).description
    }

    /// 64 random bits for each word, as hexadecimal digits.
    private static func digits(words: Int) -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<words).map { _ in
            let digits = String(generator.next() as UInt64, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    /// Writes one list after the other, on a thread of its own.
    private actor Writer {
        private let file: SessionFile
        private let logger: Logger
        private let executor = QueueExecutor(label: "rockpool.sessions")

        nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

        init(file: SessionFile, logger: Logger) {
            self.file = file
            self.logger = logger
        }

        /// - Parameter isForgetting: a session has ended, and must not come back with a restart.
        func save(isForgetting: Bool, _ sessions: @Sendable () -> [StoredSession]) {
            do throws(SessionFileError) {
                try file.write(sessions())
            } catch {
                logger.warning(
                    "sessions cannot be written; a restart will sign people out", metadata: ["reason": "\(error)"])
                guard isForgetting else { return }
                do throws(SessionFileError) {
                    // Better all sign in again than one that was ended lives on.
                    try file.remove()
                } catch {
                    logger.error(
                        "a session that was ended may come back with a restart: remove .rockpool/sessions",
                        metadata: ["reason": "\(error)"])
                }
            }
        }
    }
}
