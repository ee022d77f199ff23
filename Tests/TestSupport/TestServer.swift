public import ArchiveServer
public import Foundation
internal import TalkArchive

/// The server itself, in this process, on a free port, with a cache of its own.
public final class TestServer: Sendable {
    public let archive: TestArchive
    /// Keeps the cache's folder.
    public let cache: TestFolder
    public let log: LogStore
    public let client: TestClient
    public let application: ArchiveApplication
    private let running: Task<Void, any Error>

    public var port: Int { client.port }

    /// Starts a server and waits until it has read all decks that can be read.
    /// - Parameters:
    ///   - slides: how many slides of decks everyone may see there are; the server counts them when they are read.
    ///   - configure: changes the configuration.
    public static func start(
        _ archive: TestArchive, slides: Int? = nil, cache: TestFolder? = nil,
        configure: (inout ServerConfiguration) -> Void = { _ in }
    ) async throws -> TestServer {
        let server = try await TestServer(archive, cache: try cache ?? TestFolder(), configure: configure)
        if let slides {
            _ = try await eventually("the server has read \(slides) slides") {
                try await server.client.get("/readyz").text.contains(", \(slides) slide") ? true : nil
            }
            // With an empty cache; what they say is told by pages and feeds, which then stay as they are.
            if cache == nil, archive.load().talks.contains(where: { $0.decks.count > 1 }) {
                _ = try await eventually("the server has read the older decks") {
                    server.log.lines.contains { $0.contains("older decks have been read") } ? true : nil
                }
            }
        }
        return server
    }

    private init(
        _ archive: TestArchive, cache: TestFolder, configure: (inout ServerConfiguration) -> Void
    ) async throws {
        self.archive = archive
        self.cache = cache
        log = LogStore()
        var configuration = ServerConfiguration(
            archive: archive.folder.url, cache: cache.url, templates: SourceTree.templates, port: 0)
        configuration.limits.lingerAfterRefusal = .milliseconds(200)
        configure(&configuration)
        let application = try await ArchiveApplication(configuration: configuration, logger: log.logger)
        self.application = application
        let (ports, source) = AsyncStream.makeStream(of: Int.self)
        running = Task {
            defer { source.finish() }
            try await application.run { source.yield($0) }
        }
        var first: Int?
        for await port in ports {
            first = port
            break
        }
        guard let first else {
            try await running.value
            throw DeadlinePassed(description: "the server ended before it listened")
        }
        client = TestClient(port: first)
    }

    deinit { running.cancel() }

    /// Stops it and waits for its end.
    public func stop() async {
        running.cancel()
        _ = await running.result
    }

    public func get(_ path: String, _ fields: [(String, String)] = []) async throws -> TestReply {
        try await client.get(path, fields)
    }

    /// Hands in a deck as a program does.
    public func upload(
        _ deck: Data, to talk: String, token: String?, framing: TestClient.Framing = .length, query: String = ""
    ) async throws -> TestReply {
        let parts = talk.split(separator: "/", maxSplits: 1).map(String.init)
        return try await client.send(
            "PUT", "/api/v1/editions/\(parts[0])/talks/\(parts[1])/slides\(query)",
            token.map { [("Authorization", "Bearer \($0)")] } ?? [], body: Array(deck), framing: framing)
    }
}
