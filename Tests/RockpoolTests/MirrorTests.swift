import Foundation
import TalkArchive
import TestSupport
import Testing

/// `rockpool mirror` against `rockpool serve`, over HTTP.
@Suite("rockpool mirror")
struct MirrorTests {
    /// A copy of what a bench's server shows.
    private struct Copy {
        let bench: Bench
        let server: ServerProcess
        let folder: TestFolder

        init(_ bench: Bench) async throws {
            self.bench = bench
            server = try await ServerProcess.start(bench)
            folder = try TestFolder()
        }

        var archive: URL { folder.file("copy") }

        func run(_ arguments: String...) async throws -> Program.Result {
            try await Program.run(
                ["mirror", "http://127.0.0.1:\(server.port)/", "--archive", archive.path] + arguments,
                in: folder.url)
        }

        /// The files of the copy but for its notes.
        func files() throws -> [String: Data] {
            var found: [String: Data] = [:]
            for path in FileManager.default.subpaths(atPath: archive.path) ?? [] where !path.hasPrefix(".") {
                if let data = try? Data(contentsOf: archive.appending(path: path)) { found[path] = data }
            }
            return found
        }
    }

    private static func visible(_ folder: URL) throws -> Archive {
        var hashes = FileHashCache()
        let loaded = ArchiveFolder(root: folder).load(hashes: &hashes)
        #expect(loaded.isClean, "\(loaded.diagnostics)")
        return try #require(loaded.archive).visibleToEveryone(at: .now)
    }

    @Test("a copy shows the same as the server, and a second run asks for the feeds alone")
    func same() async throws {
        let copy = try await Copy(.small())
        let first = try await copy.run()
        #expect(first.status == 0, "\(first.errors)")
        #expect(first.output.hasPrefix("2 talks, 1 deck, "), "\(first.output)")
        #expect(try Self.visible(copy.archive) == Self.visible(copy.bench.archive.folder.url))
        let files = try copy.files()
        #expect(!files.keys.contains { $0.contains("covert") })
        #expect(try files["2031/limpets/slides.pdf"] == copy.bench.archive.folder.data("2031/limpets/slides.pdf"))

        let second = try await copy.run("--json")
        let summary = try #require(try second.jsonLines().last)
        #expect(summary["requests"] as? Int == 3, "\(second.output)")
        #expect(summary["fetched"] as? Int == 0)
        #expect(try copy.files() == files)
    }

    @Test("a change at the source is fetched alone")
    func change() async throws {
        let copy = try await Copy(.small())
        #expect(try await copy.run().status == 0)
        try copy.bench.archive.talk("2030/waves", "title: High waves\nspeakers: [Bo Tide]", text: "They come.")
        _ = try await eventually("the server shows the change") {
            try await copy.server.client.get("/2030/waves/").text.contains("High waves") ? true : nil
        }
        let result = try await copy.run("--json")
        let fetched = try result.jsonLines().filter { $0["event"] as? String == "fetched" }
        #expect(fetched.compactMap { $0["file"] as? String } == ["2030/waves/talk.md"])
        #expect(try result.jsonLines().last?["requests"] as? Int == 4)
        #expect(try Self.visible(copy.archive) == Self.visible(copy.bench.archive.folder.url))
    }

    @Test("somebody's own archive is not touched, nor is anything where there is no archive")
    func refusals() async throws {
        let copy = try await Copy(.small())
        let own = copy.bench.archive.folder
        let before = own.fingerprint()
        let result = try await Program.run(
            ["mirror", "http://127.0.0.1:\(copy.server.port)", "--archive", own.path], in: copy.folder.url)
        #expect(result.status == 1)
        #expect(result.errors.contains("is no copy"), "\(result.errors)")
        #expect(own.fingerprint() == before)

        let lost = try await Program.run(
            ["mirror", "http://127.0.0.1:\(copy.server.port)/2031", "--archive", copy.archive.path],
            in: copy.folder.url)
        #expect(lost.status == 1)
        #expect(lost.errors.contains("home page"), "\(lost.errors)")
        let address = try await Program.run(
            ["mirror", "kangrejos", "--archive", copy.archive.path], in: copy.folder.url)
        #expect(address.status != 0 && address.errors.contains("web address"))
    }
}
