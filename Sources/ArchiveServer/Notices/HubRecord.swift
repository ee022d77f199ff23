internal import Foundation
internal import TalkArchive

/// What a hub has been told, kept over restarts in the folder of derived data, so that what changed while the server was
/// down, or could not be told, is told later, and nothing twice.
struct HubRecord: Codable, Equatable {
    /// Another hub starts with nothing to be told: nobody has subscribed there yet.
    let hub: String
    /// The state of each feed that the hub knows of, by the feed's path.
    private(set) var told: [String: String]

    /// A hub's first record: all that is there counts as told.
    init(hub: URL, knowing topics: FeedTopics) {
        self.hub = hub.absoluteString
        told = topics.digests
    }

    /// Reads the record of this hub; nil when there is none, or it is damaged.
    init?(readingFrom file: URL, hub: URL) {
        guard let data = try? Data(contentsOf: file),
            let record = try? JSONDecoder().decode(HubRecord.self, from: data),
            record.hub == hub.absoluteString
        else { return nil }
        self = record
    }

    func write(to file: URL) throws {
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try encoder.encode(self).write(to: file, options: .atomic)
    }

    /// Feeds that say something else than the hub was told, the main one first.
    func untold(_ topics: FeedTopics) -> [String] {
        topics.digests.filter { told[$0.key] != $0.value }.map(\.key)
            .sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
    }

    mutating func tell(_ path: String, as topics: FeedTopics) { told[path] = topics.digests[path] }

    /// Forgets feeds that are there no more.
    mutating func forget(allBut topics: FeedTopics) { told = told.filter { topics.digests[$0.key] != nil } }
}
