internal import TalkArchive

/// Sends the PDFs of a folder to the talks of an edition, one after the other.
///
/// What the server has already is not sent, so a run that was interrupted goes on where it was when it is begun again.
public struct FolderUpload: Sendable {
    let client: UploadClient
    let plan: UploadPlan
    /// One line about each version, for people.
    var note = ""
    /// Only tell what would be sent.
    var isDryRun = false
    var backoff = UploadBackoff()

    public init(
        _ plan: UploadPlan, by client: UploadClient, note: String = "", isDryRun: Bool = false,
        backoff: UploadBackoff = UploadBackoff()
    ) {
        self.client = client
        self.plan = plan
        self.note = note
        self.isDryRun = isDryRun
        self.backoff = backoff
    }

    /// What happens on the way.
    public enum Event: Sendable {
        case started(UploadPlan.Deck)
        /// Bytes of the file under way.
        case sent(UploadPlan.Deck, bytes: Int)
        /// It did not work, and will be tried again.
        case waiting(UploadPlan.Deck, reason: String, Duration)
        case finished(UploadPlan.Deck, Outcome)
    }

    /// What became of a file.
    public enum Outcome: Sendable {
        case accepted(UploadClient.Accepted)
        /// The server has these bytes as the talk's current deck.
        case upAlready
        /// A dry run would send it.
        case wouldSend
        case failed(reason: String)
    }

    /// All of it.
    public struct Summary: Sendable {
        public var sent = 0
        public var sentBytes = 0
        public var upAlready = 0
        public var wouldSend = 0
        public var failed: [(name: String, reason: String)] = []
        /// Files that were not tried, because the run was interrupted or nothing more would have been taken.
        public var untried = 0
    }

    public func run(_ tell: @escaping @Sendable (Event) -> Void) async -> Summary {
        var summary = Summary()
        for (number, deck) in plan.files.enumerated() {
            tell(.started(deck))
            var isOver = false
            do throws(UploadClient.Refused) {
                let outcome = try await put(deck, tell)
                if case .accepted = outcome { summary.sentBytes += deck.byteCount }
                summary.add(outcome)
                tell(.finished(deck, outcome))
            } catch {
                // Ended by Control-C, it has not failed: the next run goes on with it.
                if Task.isCancelled {
                    summary.untried = plan.files.count - number
                    break
                }
                summary.failed.append((deck.name, error.description))
                tell(.finished(deck, .failed(reason: error.description)))
                isOver = error.reason != .thisFile
            }
            if isOver || Task.isCancelled {
                summary.untried = plan.files.count - number - 1
                break
            }
        }
        return summary
    }

    private func put(
        _ deck: UploadPlan.Deck, _ tell: @escaping @Sendable (Event) -> Void
    ) async throws(UploadClient.Refused) -> Outcome {
        let hash = try UploadClient.hash(of: deck.location)
        if hash == deck.current { return .upAlready }
        if isDryRun { return .wouldSend }
        var attempt = 1
        while true {
            do throws(UploadClient.Refused) {
                return .accepted(
                    try await client.upload(deck.location, to: deck.talk, note: note, hash: hash) { bytes, _ in
                        tell(.sent(deck, bytes: bytes))
                    })
            } catch {
                guard case .passing(let asked) = error.reason, !Task.isCancelled,
                    let wait = backoff.wait(after: attempt, asked: asked)
                else { throw error }
                tell(.waiting(deck, reason: error.description, wait))
                attempt += 1
                // Cancelled while it waits, it ends with the next attempt.
                try? await Task.sleep(for: wait)
            }
        }
    }
}

extension FolderUpload.Summary {
    fileprivate mutating func add(_ outcome: FolderUpload.Outcome) {
        switch outcome {
        case .accepted: sent += 1
        case .upAlready: upAlready += 1
        case .wouldSend: wouldSend += 1
        case .failed: break
        }
    }
}
