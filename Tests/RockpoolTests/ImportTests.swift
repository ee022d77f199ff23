import Foundation
import TalkArchive
import TestSupport
import Testing

@Suite("rockpool import")
struct ImportTests {
    private static let page = """
        <html><head><title>Tidepool 2032</title></head><body><h1>Tidepool</h1><p>2 May 2032, Kiel, Germany</p>
        <h3>Limpets &lt;hold&gt; on</h3><p>Ada Low — <a href="https://x.example/l.pdf">Slides</a></p><p>How they hold.</p>
        <h3>Lunch</h3><h3>Waves</h3><p>Bo Tide (Shore Labs)</p></body></html>
        """

    private static func bench() throws -> Bench {
        let bench = try Bench(TestArchive())
        try bench.home.write("page.html", page)
        return bench
    }

    @Test("it tells what it understood, writes with --yes, and a second time changes nothing")
    func written() async throws {
        let bench = try Self.bench()
        let empty = bench.archive.folder.fingerprint()
        let asked = try await bench.run("import", "page.html", "--edition", "2032")
        #expect(asked.status == 0, "\(asked.errors)")
        for text in [
            "page.html was read as a programme page (HTML): 2 talks.", "new: Tidepool 2032, 2032-05-02, Kiel, Germany.",
            "  1  Limpets <hold> on\n     Ada Low · 2032-05-02 · slides at x.example\n     How they hold.",
            "Taken as an affiliation and left out: 'Shore Labs'", "line 3: Lunch (a break)", "2 new talks",
            "Nothing was written. Add --yes to write.",
        ] {
            #expect(asked.output.contains(text), "\(text) is not in \(asked.output)")
        }
        #expect(bench.archive.folder.fingerprint() == empty)
        let tried = try await bench.run("import", "page.html", "--edition", "2032", "--dry-run", "--yes")
        #expect(tried.status == 0 && bench.archive.folder.fingerprint() == empty)

        let written = try await bench.run("import", "page.html", "--edition", "2032", "--yes")
        #expect(written.status == 0, "\(written.errors)")
        #expect(written.output.contains("2 talks written into 2032.\n'rockpool fetch 2032' brings the slides."))
        let talk = try bench.archive.folder.text("2032/limpets-hold-on/talk.md")
        #expect(talk.contains("title: \"Limpets <hold> on\"\nspeakers: [Ada Low]\ndate: 2032-05-02\norder: 1\n"))
        #expect(talk.contains("original_slides: \"https://x.example/l.pdf\"\n---\nHow they hold.\n"))
        let check = try await bench.run("check")
        #expect(check.status == 0)
        #expect(check.output == "1 edition, 2 talks: no problems\n")

        let before = bench.archive.folder.fingerprint()
        let again = try await bench.run("import", "page.html", "--edition", "2032", "--yes", "--update")
        #expect(again.status == 0)
        #expect(again.output.contains("is there already as 2032/waves and stays as it is"))
        #expect(again.output.contains("0 new talks, 2 there already"))
        #expect(bench.archive.folder.fingerprint() == before)
    }

    @Test("--update fills in what is missing, and says what")
    func updated() async throws {
        let bench = try Self.bench()
        try bench.archive.edition("2032")
        try bench.archive.talk("2032/waves", "title: Waves")
        let plan = try await bench.run("import", "page.html", "--edition", "2032", "--update", "--yes")
        #expect(plan.output.contains("is there as 2032/waves and gets speakers, date, order"))
        #expect(plan.output.contains("1 talk written into 2032, 1 talk completed."))
        #expect(try bench.archive.folder.text("2032/waves/talk.md").contains("title: Waves\nspeakers: [Bo Tide]\n"))
        #expect(bench.archive.load().problems == [])
    }

    @Test("programs get the plan as JSON, and what became of it")
    func json() async throws {
        let bench = try Self.bench()
        let planned = try await bench.run("import", "page.html", "--edition", "2032", "--json")
        let plan = try #require(try planned.json() as? [String: Any])
        #expect(plan["isWritten"] as? Bool == false && plan["form"] as? String == "page")
        let talks = try #require(plan["talks"] as? [[String: Any]])
        #expect(talks.map { $0["key"] as? String } == ["2032/limpets-hold-on", "2032/waves"])
        #expect(talks.map { $0["action"] as? String } == ["add", "add"])
        #expect(talks[0]["outcome"] as? String == nil)
        #expect(!bench.archive.folder.exists("2032"))
        let written = try await bench.run("import", "page.html", "--edition", "2032", "--json", "--yes")
        let result = try #require(try written.json() as? [String: Any])
        let outcomes = (result["talks"] as? [[String: Any]])?.map { $0["outcome"] as? String }
        #expect(result["isWritten"] as? Bool == true && outcomes == ["added", "added"])
    }

    @Test(
        "what cannot be used ends in one clear line",
        arguments: [
            (["nothing.html", "--edition", "2032"], 1, "there is no such file"),
            (["empty.html", "--edition", "2032"], 1, "No talk was found in empty.html"),
            (["bare.html", "--edition", "2032"], 1, "Add --starts"),
            (["bomb.xml", "--edition", "2032"], 1, "declares an entity"),
            (["page.html", "--edition", "Search!"], 64, "cannot be an edition"),
            (["page.html", "--edition", "2032", "--starts", "May"], 64, "--starts is 'May'"),
            (["page.html", "--edition", "2032", "--page-url", "here"], 64, "--page-url is 'here'"),
            (["page.html"], 64, "--edition"),
        ])
    func refused(arguments: [String], status: Int32, message: String) async throws {
        let bench = try Self.bench()
        try bench.home.write("empty.html", "<h1>Nothing</h1>")
        try bench.home.write("bare.html", "<h3>The sea</h3><p>Ada Low</p>")
        try bench.home.write(
            "bomb.xml",
            "<!DOCTYPE schedule [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;\">]><schedule><day>&b;</day></schedule>")
        let result = try await Program.run(["import"] + arguments + bench.options, in: bench.home.url)
        #expect(result.status == status)
        #expect(result.errors.contains(message), "\(result.errors)")
        #expect(!bench.archive.folder.exists("2032"))
    }

    @Test(
        "on a terminal it asks, and writes only on a yes",
        arguments: [("y\n", true), ("yes\n", true), ("\n", false), ("n\n", false)])
    func asked(answer: String, isWritten: Bool) async throws {
        let bench = try Self.bench()
        let terminal = try PseudoTerminal()
        let process = Program.process(
            ["import", "page.html", "--edition", "2032"] + bench.options, environment: [:], in: bench.home.url)
        process.standardInput = terminal.inside
        process.standardOutput = terminal.inside
        process.standardError = terminal.inside
        try process.run()
        let output = try await terminal.talk(until: "[y/N] ", answer: answer)
        _ = try await eventually("the import ends") { process.isRunning ? nil : true }
        #expect(output.contains("Write 2 talks into \(bench.archive.folder.path)/2032? [y/N] "))
        #expect(process.terminationStatus == 0)
        #expect(bench.archive.folder.exists("2032/waves/talk.md") == isWritten)
    }

    @Test("killed at any moment, it leaves whole talks, and the next run adds the rest")
    func killed() async throws {
        let bench = try Bench(TestArchive())
        var page = "<h1>Tidepool 2032</h1><p>2 May 2032</p>"
        for number in 1...120 { page += "<h3>Talk of number \(number)</h3><p>Ada Low</p><p>Words \(number).</p>" }
        try bench.home.write("page.html", page)
        for _ in 0..<4 {
            let process = Program.process(
                ["import", "page.html", "--edition", "2032", "--yes"] + bench.options, environment: [:],
                in: bench.home.url)
            process.standardOutput = FileHandle.nullDevice
            try process.run()
            let before = bench.archive.load().talks.count
            _ = try? await eventually("some talks are there", within: .seconds(5)) {
                bench.archive.folder.entries("2032").count > before + 3 || !process.isRunning ? true : nil
            }
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            #expect(bench.archive.load().problems == [])
        }
        let last = try await bench.run("import", "page.html", "--edition", "2032", "--yes")
        #expect(last.status == 0)
        let loaded = bench.archive.load()
        #expect(loaded.problems == [])
        #expect(loaded.talks.map(\.order) == (1...120).map { $0 })
        let leftOvers = bench.archive.folder.entries(".rockpool").filter { $0.hasPrefix("import-") }
        #expect(leftOvers == [])
    }
}

extension TestFolder {
    /// The names in a folder; none when it is not there.
    fileprivate func entries(_ path: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: file(path).path)) ?? []
    }
}

/// A terminal without a screen: what a program writes to it can be read here, and what is typed here it reads.
private final class PseudoTerminal: Sendable {
    let inside: FileHandle
    private let outside: FileHandle

    /// By the calls of Linux; those of POSIX are not in Swift's view of the C library.
    init() throws {
        let (unlock, number) = (UInt(0x4004_5431), UInt(0x8004_5430))
        var (isLocked, index) = (Int32(0), UInt32(0))
        let master = open("/dev/ptmx", O_RDWR | O_NOCTTY)
        guard master >= 0, ioctl(master, unlock, &isLocked) == 0, ioctl(master, number, &index) == 0 else {
            throw DeadlinePassed(description: "no terminal can be had")
        }
        outside = FileHandle(fileDescriptor: master, closeOnDealloc: true)
        inside = FileHandle(fileDescriptor: open("/dev/pts/\(index)", O_RDWR | O_NOCTTY), closeOnDealloc: true)
    }

    /// What the program writes up to a question, which is answered.
    func talk(until question: String, answer: String) async throws -> String {
        try await blocking { [outside] in
            var text = ""
            while !text.contains(question) {
                let data = outside.availableData
                if data.isEmpty { break }
                text += String(decoding: data, as: UTF8.self)
            }
            try outside.write(contentsOf: Data(answer.utf8))
            return text
        }
    }
}
