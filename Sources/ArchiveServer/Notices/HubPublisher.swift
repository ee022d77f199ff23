internal import Foundation
internal import Logging
internal import TalkArchive

/// Tells a WebSub hub (W3C Recommendation of 2018, section 5.1, in the form that hubs take since PubSubHubbub 0.4:
/// `hub.mode=publish`) which feeds have changed, so that subscribers hear of a talk at once.
///
/// It looks at snapshots after they are published, and has a task of its own: no upload waits for it. What cannot be
/// told is told later; what a hub refuses is not asked again until the feed changes again.
struct HubPublisher: Sendable {
    let hub: URL
    let snapshots: CurrentSnapshot
    /// Where it is kept what the hub knows.
    let file: URL
    let logger: Logger
    var transport: any HubTransport = HubRequest()
    var pauses = Pauses()

    /// How long is waited.
    struct Pauses: Sendable {
        /// For further changes: many decks that come at once make one notice for each feed.
        var gathering: Duration = .seconds(1)
        /// After the first failure; it doubles with each further one.
        var first: Duration = .seconds(5)
        /// The longest of them, and the longest that a hub may ask for.
        var longest: Duration = .seconds(3600)

        func after(failures: Int, asked: Int?) -> Duration {
            let doubled = first * (1 << min(max(failures - 1, 0), 20))
            return min(max(doubled, asked.map { .seconds($0) } ?? .zero), longest)
        }
    }

    /// Runs until it is cancelled.
    /// - Parameter announcements: one for each change; some may be left out, since only the newest snapshot counts.
    func run(_ announcements: AsyncStream<Void>) async {
        let known = FeedTopics(snapshots.take().archive)
        var record = HubRecord(readingFrom: file, hub: hub) ?? HubRecord(hub: hub, knowing: known)
        keep(record)
        var failures = 0
        var announcement = announcements.makeAsyncIterator()
        while !Task.isCancelled {
            switch await tellChanges(&record, isFirstTry: failures == 0) {
            case .told:
                if failures > 0 { logger.notice("the hub answers again", metadata: ["hub": "\(hub)"]) }
                failures = 0
                guard await announcement.next() != nil else { return }
                try? await Task.sleep(for: pauses.gathering)
            case .failed(_, let asked):
                failures += 1
                try? await Task.sleep(for: pauses.after(failures: failures, asked: asked))
            }
        }
    }

    private enum Outcome {
        /// The hub knows, or does not want to.
        case told
        case failed(reason: String, retryAfter: Int?)
    }

    /// Tells of all that the hub does not know, until it fails.
    private func tellChanges(_ record: inout HubRecord, isFirstTry: Bool) async -> Outcome {
        let archive = snapshots.take().archive
        let topics = FeedTopics(archive)
        record.forget(allBut: topics)
        defer { keep(record) }
        for path in record.untold(topics) {
            let outcome = await tell(of: SiteAddress.absolute(path: path, base: archive.settings.baseURL))
            guard case .failed(let reason, _) = outcome else {
                record.tell(path, as: topics)
                continue
            }
            if isFirstTry {
                logger.warning(
                    "the hub could not be told of a change and is tried again",
                    metadata: ["hub": "\(hub)", "reason": "\(reason)"])
            }
            return outcome
        }
        return .told
    }

    private func tell(of feed: String) async -> Outcome {
        let reply: HubReply
        do {
            reply = try await transport.post("hub.mode=publish&hub.url=\(SiteAddress.encoded(feed))", to: hub)
        } catch {
            return .failed(reason: error.localizedDescription, retryAfter: nil)
        }
        switch reply.status {
        case 200..<300: return .told
        case 408, 429: break
        case 400..<500:
            logger.warning(
                "the hub refuses a notice; check its address, and whether it serves this site",
                metadata: ["hub": "\(hub)", "feed": "\(feed)", "status": "\(reply.status)"])
            return .told
        default: break
        }
        return .failed(reason: "it answered with status \(reply.status)", retryAfter: reply.retryAfter)
    }

    private func keep(_ record: HubRecord) {
        // Without it, a restart forgets what could not be told; nothing else is lost.
        do {
            try record.write(to: file)
        } catch {
            logger.warning("what the hub was told cannot be kept", metadata: ["reason": "\(error)"])
        }
    }
}
