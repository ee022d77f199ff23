import Foundation

@testable import TalkArchive

/// A folder of its own for one test, gone when the test is over.
final class SampleFolder {
    let url: URL

    init(_ files: [String: String] = [:]) throws {
        url = FileManager.default.temporaryDirectory
            .appending(path: "rockpool-\(UUID().uuidString)", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        for (path, text) in files { try write(path, Data(text.utf8)) }
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func write(_ path: String, _ data: Data) throws {
        let file = url.appending(path: path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: file)
    }

    func write(_ path: String, _ text: String) throws { try write(path, Data(text.utf8)) }

    func data(_ path: String) throws -> Data { try Data(contentsOf: url.appending(path: path)) }

    func text(_ path: String) throws -> String { String(decoding: try data(path), as: UTF8.self) }

    func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: url.appending(path: path).path()) }

    /// Every file, hidden ones too, by path.
    func contents() -> [String: Data] { Self.contents(of: url) }

    static func contents(of url: URL) -> [String: Data] {
        var found: [String: Data] = [:]
        for path in FileManager.default.subpaths(atPath: url.path()) ?? [] {
            if let data = try? Data(contentsOf: url.appending(path: path)) { found[path] = data }
        }
        return found
    }

    var archive: ArchiveFolder { ArchiveFolder(root: url) }

    func load() -> LoadedArchive {
        var hashes = FileHashCache()
        return archive.load(hashes: &hashes)
    }

    func talk(_ key: String) -> Talk? { load().archive?.talks.first { $0.key.description == key } }

    /// Bytes that begin as a PDF does; the rest makes them differ.
    static func pdf(_ content: String) -> Data { Data("%PDF-1.7\n% \(content)\n%%EOF\n".utf8) }

    static let settings = """
        name: Tidal
        base_url: https://tidal.example
        tag_authority: tidal.example,2020
        """

    static let edition = """
        name: Tidal 2024
        starts: 2024-05-02
        ends: 2024-05-03
        """

    static let talk = """
        ---
        title: Limpets
        speakers: [Ada Low]
        ---
        How they hold.
        """

    /// A clean archive with one talk and one deck.
    static func small() throws -> SampleFolder {
        let folder = try SampleFolder([
            "archive.yaml": settings, "2024/edition.yaml": edition, "2024/limpets/talk.md": talk,
        ])
        try folder.write("2024/limpets/slides.pdf", pdf("one"))
        return folder
    }
}
