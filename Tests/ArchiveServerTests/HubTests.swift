import ArchiveSearch
import Foundation
import Logging
import Synchronization
import TalkArchive
import TestSupport
import Testing

@testable import ArchiveServer

/// A hub that answers what a test wants, one answer after another, and remembers what it was told.
private final class FakeHub: HubTransport {
    private let state: Mutex<(answers: [HubReply?], bodies: [String])>

    /// - Parameter answers: nil stands for a hub that cannot be reached; when all are used, the hub says 204.
    init(_ answers: [HubReply?] = []) {
        state = Mutex((answers, []))
    }

    var bodies: [String] { state.withLock { $0.bodies } }

    /// The feeds that it was told of, by path.
    var told: [String] {
        bodies.map { ($0.split(separator: "=").last ?? "").replacing("%2F", with: "/").replacing("%3A", with: ":") }
            .map { String($0.dropFirst(TestArchive.baseURL.count)) }
    }

    func post(_ body: String, to hub: URL) async throws -> HubReply {
        let answer = state.withLock { state in
            state.bodies.append(body)
            return state.answers.isEmpty ? HubReply(status: 204) : state.answers.removeFirst()
        }
        guard let answer else { throw URLError(.cannotConnectToHost) }
        return answer
    }
}

@Suite("Notices to a WebSub hub")
struct HubTests {
    private let folder: TestFolder
    private let hub: URL

    init() throws {
        folder = try TestFolder()
        hub = try #require(URL(string: "https://hub.example/"))
    }

    private func snapshot(_ titles: [String: String]) throws -> Snapshot {
        let archive = try TestArchive()
        try archive.edition("2030")
        for (slug, title) in titles {
            try archive.talk("2030/\(slug)", "title: \(title)\nspeakers: [Ada Limpet]\ntags: [pools]")
        }
        var hashes = FileHashCache()
        let folder = ArchiveFolder(root: archive.folder.url)
        let loaded = try #require(folder.load(hashes: &hashes).archive)
        return Snapshot(
            number: 1, archive: loaded, folder: folder, contents: [:], search: TalkSearch(language: "en"), keptBytes: 1)
    }

    private func publisher(_ current: CurrentSnapshot, _ transport: FakeHub, log: LogStore = LogStore()) -> HubPublisher
    {
        var pauses = HubPublisher.Pauses()
        pauses.gathering = .zero
        pauses.first = .milliseconds(1)
        return HubPublisher(
            hub: hub, snapshots: current, file: folder.file("hub.json"), logger: log.logger, transport: transport,
            pauses: pauses)
    }

    /// Runs a publisher over changes, and ends it when the hub has been told enough.
    private func run(
        _ publisher: HubPublisher, _ current: CurrentSnapshot, changes: [Snapshot], until isDone: @Sendable () -> Bool
    ) async throws {
        let (stream, source) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let running = Task { await publisher.run(stream) }
        _ = try await eventually("the publisher has begun") {
            FileManager.default.fileExists(atPath: folder.file("hub.json").path) ? true : nil
        }
        for change in changes {
            current.replace(with: change)
            source.yield()
        }
        _ = try await eventually("the hub was told") { isDone() ? true : nil }
        source.finish()
        running.cancel()
        await running.value
    }

    @Test("a new talk is told in each feed that has it, the main feed first, and nothing else is")
    func newTalk() async throws {
        let current = CurrentSnapshot(try snapshot(["whelk": "The whelk"]))
        let fake = FakeHub()
        let next = try snapshot(["whelk": "The whelk", "crab": "The crab"])
        try await run(publisher(current, fake), current, changes: [next]) { fake.bodies.count == 4 }
        #expect(
            fake.told == [
                "/feed.atom", "/2030/feed.atom", "/tags/pools/feed.atom", "/speakers/ada-limpet/feed.atom",
            ])
        #expect(fake.bodies.first == "hub.mode=publish&hub.url=https%3A%2F%2Ftidepool.example%2Ffeed.atom")
    }

    @Test("a hub that is down is told later, each feed once")
    func retries() async throws {
        let current = CurrentSnapshot(try snapshot([:]))
        let fake = FakeHub([nil, HubReply(status: 503, retryAfter: 0), HubReply(status: 204), nil])
        let next = try snapshot(["crab": "The crab"])
        try await run(publisher(current, fake), current, changes: [next]) { fake.bodies.count == 7 }
        #expect(fake.told.count { $0 == "/feed.atom" } == 3)
        #expect(fake.told.count { $0 == "/2030/feed.atom" } == 2)
    }

    @Test("what a hub refuses is logged and not asked again")
    func refusal() async throws {
        let current = CurrentSnapshot(try snapshot([:]))
        let fake = FakeHub([HubReply(status: 404)])
        let log = LogStore()
        try await run(
            publisher(current, fake, log: log), current, changes: [try snapshot(["crab": "The crab"])]
        ) { fake.bodies.count == 4 }
        #expect(Set(fake.told).count == 4)
        #expect(log.lines.contains { $0.contains("refuses") })
    }

    @Test("after a restart the hub is told what it could not be told before, and nothing twice")
    func restart() async throws {
        let before = try snapshot([:])
        let after = try snapshot(["crab": "The crab"])
        let topics = FeedTopics(before.archive)
        try HubRecord(hub: hub, knowing: topics).write(to: folder.file("hub.json"))
        let current = CurrentSnapshot(after)
        let fake = FakeHub()
        try await run(publisher(current, fake), current, changes: []) { fake.bodies.count == 4 }
        let record = try #require(HubRecord(readingFrom: folder.file("hub.json"), hub: hub))
        #expect(record.untold(FeedTopics(after.archive)).isEmpty)
        let other = try #require(URL(string: "https://other.example"))
        #expect(HubRecord(readingFrom: folder.file("hub.json"), hub: other) == nil)
    }

    @Test("pauses double up to the longest, and a hub may ask for a longer one")
    func pauses() {
        let pauses = HubPublisher.Pauses()
        #expect(pauses.after(failures: 1, asked: nil) == .seconds(5))
        #expect(pauses.after(failures: 3, asked: nil) == .seconds(20))
        #expect(pauses.after(failures: 1, asked: 60) == .seconds(60))
        #expect(pauses.after(failures: 1000, asked: nil) == .seconds(3600))
        #expect(pauses.after(failures: 1, asked: .max) == .seconds(3600))
    }
}
