import Foundation
import TestSupport
import Testing

@Suite("rockpool export")
struct ExportCommandTests {
    private func export(_ bench: Bench, _ arguments: String...) async throws -> Program.Result {
        try await Program.run(
            ["export", "out", "--templates", SourceTree.templates.path] + bench.options + arguments, in: bench.home.url)
    }

    @Test("it tells what it wrote, and the second time that nothing changed")
    func twice() async throws {
        let bench = try Bench.small()
        let first = try await export(bench)
        #expect(first.status == 0, "\(first.errors)")
        #expect(first.output.contains(" files, "), "\(first.output)")
        #expect(first.output.contains(" written; "))
        #expect(!first.errors.contains("\u{1B}"))
        #expect(bench.home.exists("out/2031/limpets/slides/2/index.html"))
        #expect(!bench.home.exists("out/2031/covert/index.html"))
        let second = try await export(bench)
        #expect(second.output.contains("; nothing changed; "), "\(second.output)")
    }

    @Test("with --json each step and the summary are lines; links of the base URL are absolute in feeds")
    func json() async throws {
        let bench = try Bench.small()
        let result = try await export(bench, "--json", "--base-url", "https://else.example/pool")
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.errors == "")
        let lines = try result.jsonLines()
        #expect(lines.contains { $0["event"] as? String == "finished" && $0["deck"] as? String == "2031/limpets" })
        #expect(lines.contains { $0["event"] as? String == "drawing" })
        #expect(lines.last?["event"] as? String == "summary")
        #expect(lines.last?["changed"] as? Int == lines.last?["files"] as? Int)
        #expect(try bench.home.text("out/feed.atom").contains("https://else.example/pool/2031/limpets/"))
        #expect(try bench.home.text("out/404.html").contains("href=\"/pool/\""))
    }

    @Test("what is gone from the archive is gone from the export; a file of somebody else stays and is told")
    func removed() async throws {
        let bench = try Bench.small()
        _ = try await export(bench)
        try bench.home.write("out/CNAME", "pool.example")
        try bench.archive.folder.remove("2030/waves")
        let result = try await export(bench)
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains("CNAME was not written by an export"), "\(result.output)")
        #expect(result.output.contains(" removed; "))
        #expect(!bench.home.exists("out/2030/waves"))
        #expect(try bench.home.text("out/CNAME") == "pool.example")
    }

    @Test("a folder of somebody else, and one inside the archive, are refused with what to do")
    func refused() async throws {
        let bench = try Bench.small()
        try bench.home.write("out/mine.txt", "mine")
        let result = try await export(bench)
        #expect(result.status != 0)
        #expect(result.errors.contains("has files that no export wrote"), "\(result.errors)")
        #expect(try bench.home.text("out/mine.txt") == "mine")
        let inside = try await Program.run(
            ["export", bench.archive.folder.path + "/site", "--templates", SourceTree.templates.path] + bench.options,
            in: bench.home.url)
        #expect(inside.errors.contains("lie in each other"), "\(inside.errors)")
        #expect(!bench.archive.folder.exists("site"))
    }
}
