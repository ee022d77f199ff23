import Foundation
import TestSupport
import Testing

@testable import ArchiveServer
@testable import rockpool

@Suite("rockpool ingest")
struct IngestTests {
    @Test("decks are read once, reported each time, and no progress is drawn where nobody watches")
    func ingest() async throws {
        let bench = try Bench.small()
        let first = try await bench.run("ingest")
        #expect(first.status == 0)
        #expect(first.output.hasSuffix("2 decks, 3 slides\n"), "\(first.output)")
        #expect(first.output.contains(/2031\/limpets: 2 slides, [0-9.]+ s\n/), "\(first.output)")
        #expect(first.output.contains("found best by: "))
        #expect(first.output.contains("suction"))
        #expect(first.errors.contains("/2] 2031/limpets: 2 slides\n"))
        #expect(!(first.output + first.errors).contains("\u{1B}"))
        #expect(!(first.output + first.errors).contains("\r"))
        let second = try await bench.run("ingest")
        #expect(second.output.contains("2031/limpets: 2 slides, known already"), "it was read again")
    }

    @Test("with --json each step and each report is a line")
    func json() async throws {
        let bench = try Bench.small()
        try bench.archive.talk("2031/sealed", "title: Sealed", decks: [TestPDF.encrypted])
        let result = try await bench.run("ingest", "--json")
        #expect(result.status == 1)
        #expect(result.errors == "")
        let lines = try result.jsonLines()
        #expect(lines.count { $0["event"] as? String == "started" } == 3)
        #expect(lines.count { $0["event"] as? String == "finished" } == 3)
        let reports = lines.filter { $0["event"] as? String == "report" }
        #expect(reports.map { $0["deck"] as? String } == ["2031/covert", "2031/limpets", "2031/sealed"])
        #expect(reports.map { $0["outcome"] as? String } == ["read", "read", "refused"])
        #expect((reports[1]["bestWords"] as? [String])?.contains("mucus") == true)
        #expect(reports[1]["pages"] as? Int == 2)
        #expect((reports[2]["error"] as? String)?.contains("password") == true)
        #expect(lines.last?["event"] as? String == "summary")
        #expect(lines.last?["refused"] as? Int == 1)
        #expect(lines.last?["isComplete"] as? Bool == true)
    }

    @Test("a deck that is refused is told, the others are read, and the exit status is 1")
    func bad() async throws {
        let bench = try Bench.small()
        try bench.archive.talk("2031/sealed", "title: Sealed", decks: [TestPDF.encrypted])
        try bench.archive.talk("2031/cut", "title: Cut", decks: [TestPDF.truncated])
        let result = try await bench.run("ingest", "--brief")
        #expect(result.status == 1)
        #expect(result.output.hasSuffix("4 decks, 3 slides; 2 decks refused\n"), "\(result.output)")
        #expect(result.output.contains("2031/sealed: refused\n"))
        #expect(result.output.contains("the PDF asks for a password"))
        #expect(result.output.contains("2031/cut: refused\n"))
        #expect(!result.output.contains("2031/limpets"), "there is nothing that readers miss")
    }

    @Test("files and folders outside the archive are reported the same way, whatever their names and bytes")
    func loose() async throws {
        let home = try TestFolder()
        try home.write("decks/a.pdf", TestPDF([["mucus holds"], []]).data)
        try home.write("decks/deeper/b.PDF", TestPDF([["anchors hold"]]).data)
        try home.write("decks/page.pdf", Data("<html><body>moved</body></html>".utf8))
        try home.write("decks/empty.pdf", Data())
        try home.write("decks/notes.txt", Data("no deck".utf8))
        try home.write("named.bin", TestPDF([["mucus holds"], []]).data)
        let result = try await Program.run(["ingest", "decks", "named.bin"], in: home.url)
        #expect(result.status == 1)
        #expect(result.output.contains("decks/a.pdf: 2 slides"))
        #expect(result.output.contains("decks/deeper/b.PDF: 1 slide"))
        #expect(result.output.contains("decks/page.pdf: refused"))
        #expect(result.output.contains("decks/empty.pdf: refused"))
        #expect(result.output.contains("named.bin: 2 slides"), "the same bytes are told under each name")
        #expect(!result.output.contains("notes.txt"))
        #expect(result.output.contains("slide 2 has no text that can be found"))
        let missing = try await Program.run(["ingest", "nowhere"], in: home.url)
        #expect(missing.status != 0)
        #expect(missing.errors.contains("There is no file or folder 'nowhere'."))
    }

    @Test("interrupted, it tells what is done and keeps it; run again, it does the rest")
    func interrupted() async throws {
        let bench = try Bench.small()
        try bench.archive.talk("2031/zzz-endless", "title: Endless", decks: [TestPDF.endless])
        // Limits so high that the deck is still being read when a busy machine gets round to interrupting it.
        let limits = ["--deck-time", "3600", "--deck-processor-time", "3600"]
        let process = Program.process(["ingest"] + limits + bench.options, environment: [:], in: bench.home.url)
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        // The two other decks are done when two lines are there.
        _ = try await blocking {
            var text = ""
            while text.count(where: { $0 == "\n" }) < 2, let data = try errors.fileHandleForReading.read(upToCount: 1),
                !data.isEmpty
            {
                text += String(decoding: data, as: UTF8.self)
            }
            return text
        }
        kill(process.processIdentifier, SIGINT)
        let told = try await blocking {
            String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        }
        process.waitUntilExit()
        #expect(process.terminationStatus == 130)
        #expect(
            told.contains("Stopped before the end: 2 of 3 decks are done and kept. Run it again to go on."), "\(told)")
        #expect(!told.contains("zzz-endless"))
        let again = try await bench.run("ingest", "--deck-processor-time", "1")
        #expect(again.output.contains("2031/limpets: 2 slides, known already"))
        #expect(again.output.contains("2031/zzz-endless: refused\n"))
        #expect(again.output.contains("more than 1s of processor time"), "\(again.output)")
    }

    @Test("every limit can be set, is kept, and is named when it is met")
    func limits() async throws {
        let bench = try Bench.small()
        try bench.archive.talk("2031/many", "title: Many", decks: [TestPDF.pageBomb(pages: 30)])
        let result = try await bench.run("ingest", "--deck-pages", "20")
        #expect(result.output.contains("more than 20 pages"), "\(result.output)")
        let unknown = try await bench.run("ingest", "--deck-time", "soon")
        #expect(unknown.status != 0)
        #expect(unknown.errors.contains("--deck-time is 'soon', but must be a whole number from 1 to 86400."))
    }
}

@Suite("ProgressLine")
struct ProgressLineTests {
    private static let half = DeckIntake.Progress(decks: 12, deckCount: 60, slides: 340, bytes: 50, byteCount: 100)

    @Test("it says how much is done, how much time is left, and what is being read")
    func text() {
        let line = ProgressLine(Self.half, elapsed: .seconds(42), deck: "odd/x.pdf")
        #expect(
            line.text(width: 100) == "[==========          ] 12 of 60 decks, 340 slides, 0:42 left  odd/x.pdf")
    }

    @Test("in the first moments and at the end no time is told")
    func noTime() {
        #expect(!ProgressLine(Self.half, elapsed: .seconds(1), deck: nil).text(width: 100).contains("left"))
        let done = DeckIntake.Progress(decks: 1, deckCount: 1, slides: 1, bytes: 9, byteCount: 9)
        #expect(
            ProgressLine(done, elapsed: .seconds(9), deck: nil).text(width: 100)
                == "[====================] 1 of 1 deck, 1 slide")
        let nothing = ProgressLine(DeckIntake.Progress(), elapsed: .seconds(9), deck: nil)
        #expect(nothing.text(width: 100) == "[                    ] 0 of 0 decks, 0 slides")
    }

    @Test("it never fills the terminal's last column, where it would wrap", arguments: [0, 1, 20, 59, 80])
    func width(width: Int) {
        let line = ProgressLine(Self.half, elapsed: .seconds(42), deck: String(repeating: "long", count: 50))
        #expect(line.text(width: width).count == max(0, width - 1))
    }
}
