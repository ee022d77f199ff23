public import Foundation
internal import TalkArchive

/// A folder of its own for one test, gone when the last reference is.
public final class TestFolder: Sendable {
    public let url: URL

    /// All folders of this run lie in one, which goes with the process: those of servers that serve to its end, too.
    private static let home: URL = {
        let url = FileManager.default.temporaryDirectory
            .appending(path: "rockpool-tests-\(getpid())", directoryHint: .isDirectory)
        atexit { try? FileManager.default.removeItem(at: TestFolder.home) }
        return url
    }()

    /// - Parameter location: nil makes one among those of this run.
    public init(_ location: URL? = nil) throws {
        url = location ?? Self.home.appending(path: UUID().uuidString, directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    public var path: String {
        var path = url.path
        while path.hasSuffix("/") { path.removeLast() }
        return path
    }

    public func file(_ path: String) -> URL { url.appending(path: path) }

    public func write(_ path: String, _ data: Data) throws {
        let file = file(path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: file)
    }

    public func write(_ path: String, _ text: String) throws { try write(path, Data(text.utf8)) }

    public func data(_ path: String) throws -> Data { try Data(contentsOf: file(path)) }

    public func text(_ path: String) throws -> String { String(decoding: try data(path), as: UTF8.self) }

    public func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: file(path).path) }

    public func remove(_ path: String) throws { try FileManager.default.removeItem(at: file(path)) }

    /// Every file's SHA-256 by its path: what must be the same after a request that was refused.
    public func fingerprint() -> [String: String] {
        var found: [String: String] = [:]
        for path in FileManager.default.subpaths(atPath: url.path) ?? [] {
            if let data = try? data(path) { found[path] = ContentHash(of: data).description }
        }
        return found
    }
}
