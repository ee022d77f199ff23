import Foundation
import TalkArchive
import TestSupport
import Testing

@Suite("rockpool check --fixity")
struct FixityTests {
    @Test("tells intact files from those put there by hand, and damage by its exit status")
    func run() async throws {
        let bench = try Bench.small()
        let clean = try await bench.run("check", "--fixity")
        #expect(clean.status == 0, "\(clean.errors)")
        #expect(
            clean.output == """
                2 files, 0 events in the log: none missing, none changed
                2 files put there by hand are not in the log; --record adds them

                """)
        let recorded = try await bench.run("check", "--fixity", "--record")
        #expect(recorded.status == 0, "\(recorded.errors)")
        #expect(recorded.output.hasSuffix("2 files recorded as they are now\n"))
        let log = try String(contentsOf: bench.archive.folder.url.appending(path: "audit.log"), encoding: .utf8)
        #expect(log.contains("\"who\":\"command line ("))
        try bench.archive.folder.write("2031/limpets/slides.pdf", TestPDF([["other"]]).data)
        let changed = try await bench.run("check", "--fixity")
        #expect(changed.status == 1)
        #expect(changed.output.hasPrefix("2031/limpets/slides.pdf: error:"), "\(changed.output)")
        let json = try await bench.run("check", "--fixity", "--json")
        #expect(json.status == 1)
        let report = try #require(try json.json() as? [String: Any])
        #expect(report["intact"] as? Bool == false && report["events"] as? Int == 2)
        let files = try #require(report["files"] as? [[String: Any]])
        #expect(files.map { $0["state"] as? String } == ["intact", "changed"])
    }

    @Test("a folder that is not there is one sentence; --record alone is refused")
    func wrong() async throws {
        let bench = try Bench.small()
        let nowhere = try await Program.run(["check", "--fixity", "--archive", "nowhere"], in: bench.home.url)
        #expect(nowhere.status == 1)
        #expect(!nowhere.errors.isEmpty)
        #expect(try await bench.run("check", "--record").status == 64)
    }

    @Test("tokens made and revoked on the command line are in the log, without their secrets")
    func tokens() async throws {
        let bench = try Bench.small()
        let made = try await bench.run("token", "create", "Ana")
        #expect(made.status == 0)
        let log = try String(contentsOf: bench.archive.folder.url.appending(path: "audit.log"), encoding: .utf8)
        #expect(log.contains("\"what\":\"token-created\"") && log.contains("\"about\":\"Ana ("))
        let secret = made.output.trimmingCharacters(in: .whitespacesAndNewlines).suffix(43)
        #expect(!log.contains(secret))
    }
}
