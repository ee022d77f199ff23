import Foundation
import TestSupport
import Testing

@Suite("rockpool check")
struct CheckTests {
    @Test("a clean archive has no problems")
    func clean() async throws {
        let bench = try Bench.small()
        let result = try await bench.run("check")
        #expect(result.status == 0)
        #expect(result.output == "2 editions, 3 talks: no problems\n")
        #expect(result.errors == "")
        let json = try await bench.run("check", "--json")
        #expect(try json.json() as? [[String: String]] == [])
    }

    struct Fault: CustomTestStringConvertible, Sendable {
        var testDescription: String
        /// `file:line`, as the report begins.
        var place: String
        var word: String
        var file: String
        var bytes: Data

        init(_ description: String, at place: String, says word: String, _ file: String, _ text: String) {
            testDescription = description
            self.place = place
            self.word = word
            self.file = file
            bytes = Data(text.utf8)
        }
    }

    private static let settings = "name: T\nbase_url: https://t.example\ntag_authority: t.example,2030\n"

    private static let faults = [
        Fault(
            "an unknown key", at: "2031/limpets/talk.md:3", says: "speakers", "2031/limpets/talk.md",
            "---\ntitle: A\nspeker: [B]\n---\n"),
        Fault(
            "no title", at: "2031/limpets/talk.md:", says: "title", "2031/limpets/talk.md", "---\nspeakers: [B]\n---\n"),
        Fault("no front matter", at: "2031/limpets/talk.md:1", says: "---", "2031/limpets/talk.md", "Just text.\n"),
        Fault(
            "YAML that is none", at: "2031/limpets/talk.md:", says: "error", "2031/limpets/talk.md",
            "---\ntitle: [\n---\n"),
        Fault(
            "a date that is none", at: "2031/limpets/talk.md:3", says: "2031-13-40", "2031/limpets/talk.md",
            "---\ntitle: A\ndate: 2031-13-40\n---\n"),
        Fault(
            "a deck that is not there", at: "2031/limpets/talk.md:4", says: "gone.pdf", "2031/limpets/talk.md",
            "---\ntitle: A\ndecks:\n  - file: gone.pdf\n---\n"),
        Fault("a deck that is no PDF", at: "2030/waves/talk.md", says: "PDF", "2030/waves/slides.pdf", "no PDF"),
        Fault(
            "dates the wrong way round", at: "2031/edition.yaml:3", says: "ends", "2031/edition.yaml",
            "name: A\nstarts: 2031-05-03\nends: 2031-05-02\n"),
        Fault(
            "an edition without a name", at: "2031/edition.yaml", says: "name", "2031/edition.yaml",
            "starts: 2031-05-03\n"),
        Fault(
            "an address that is none", at: "archive.yaml:2", says: "nowhere", "archive.yaml",
            "name: T\nbase_url: nowhere\ntag_authority: t.example,2030\n"),
        Fault(
            "a tag authority that is none", at: "archive.yaml:3", says: "authority", "archive.yaml",
            "name: T\nbase_url: https://t.example\ntag_authority: t\n"),
        Fault(
            "a redirect from nowhere", at: "archive.yaml:5", says: "old", "archive.yaml",
            settings + "redirects:\n  - {from: old, to: /}\n"),
        Fault("bytes that are no text", at: "2031/limpets/talk.md", says: "UTF-8", "2031/limpets/talk.md", ""),
        Fault(
            "a misspelled visibility", at: "2031/limpets/talk.md:3", says: "hidden", "2031/limpets/talk.md",
            "---\ntitle: A\nvisibility: hiden\n---\n"),
        Fault("a damaged list of links", at: "links.yaml", says: "link", "links.yaml", "links:\n  - id: x\n"),
        Fault(
            "a damaged proposal", at: ".rockpool/proposals/aaaaaaaa/proposal.json", says: "proposal",
            ".rockpool/proposals/aaaaaaaa/proposal.json", "{"),
        Fault("a damaged list of tokens", at: "tokens.yaml", says: "token", "tokens.yaml", "tokens:\n  - id: x\n"),
    ]

    @Test("each kind of error is told with its file and line, and the exit status is 1", arguments: faults)
    func fault(fault: Fault) async throws {
        let bench = try Bench.small()
        let bytes =
            fault.testDescription.contains("no text") ? Data([0x2D, 0x2D, 0x2D, 0x0A, 0xFF, 0xFE]) : fault.bytes
        try bench.archive.folder.write(fault.file, bytes)
        let result = try await bench.run("check")
        #expect(result.status == 1, "\(result.output)")
        let line = result.output.split(separator: "\n").first { $0.hasPrefix(fault.place) && $0.contains("error:") }
        #expect(line?.lowercased().contains(fault.word.lowercased()) == true, "\(result.output)")
        let json = try await bench.run("check", "--json")
        #expect(json.status == 1)
        let problems = try #require(try json.json() as? [[String: Any]])
        #expect(problems.contains { $0["severity"] as? String == "error" })
        #expect(problems.allSatisfy { ($0["solution"] as? String)?.isEmpty == false && $0["file"] is String })
    }

    @Test("all problems are told at once, and warnings alone are no failure")
    func all() async throws {
        let bench = try Bench.small()
        try bench.archive.folder.write("2031/limpets/extra.pdf", TestPDF([["x"]]).data)
        let warned = try await bench.run("check")
        #expect(warned.status == 0)
        #expect(warned.output.contains("2031/limpets/talk.md: warning: 'extra.pdf'"))
        #expect(warned.output.hasSuffix("0 errors, 1 warning\n"))
        for talk in ["2031/limpets", "2030/waves"] {
            try bench.archive.folder.write("\(talk)/talk.md", "---\ntitle: A\nspeker: B\ndate: x\n---\n")
        }
        let failed = try await bench.run("check")
        #expect(failed.status == 1)
        #expect(failed.output.hasSuffix("4 errors, 3 warnings\n"), "\(failed.output)")
    }

    @Test("a folder that is no archive is an error with a way out")
    func noArchive() async throws {
        let folder = try TestFolder()
        let result = try await Program.run(["check", "--archive", folder.path], in: folder.url)
        #expect(result.status == 1)
        #expect(result.output.contains("archive.yaml: error:"))
        let nowhere = try await Program.run(["check", "--archive", "nowhere"], in: folder.url)
        #expect(nowhere.status == 1)
        #expect(nowhere.output.contains("--archive"))
    }
}
