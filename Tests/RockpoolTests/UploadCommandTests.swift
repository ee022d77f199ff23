import Foundation
import TalkArchive
import TestSupport
import Testing

@Suite("rockpool upload")
struct UploadCommandTests {
    @Test("a deck goes to a running server, and is there")
    func upload() async throws {
        let bench = try Bench.small()
        let token = try bench.archive.token()
        let server = try await ServerProcess.start(bench)
        let deck = TestPDF([["sentword"], []])
        try bench.home.write("deck.pdf", deck.data)
        let address = "http://127.0.0.1:\(server.port)"
        let sent = try await bench.run(
            "upload", "deck.pdf", "--to", "2030/waves", "--server", address, "--note", "From here",
            environment: ["ROCKPOOL_TOKEN": token])
        #expect(sent.status == 0, "\(sent.errors)")
        #expect(sent.output.contains("/2030/waves/"))
        #expect(!sent.output.contains("\u{1B}") && !sent.errors.contains("\r"))
        #expect(try await server.client.get("/2030/waves/slides.pdf").data == deck.data)
        #expect(try await server.client.get("/search?q=sentword").text.contains("/2030/waves/slides/1"))
        #expect(try await server.client.get("/2030/waves/").text.contains("From here"))

        for (arguments, environment, word) in [
            (["deck.pdf", "--to", "2030/waves", "--token", "wrong"], [:], "token"),
            (["deck.pdf", "--to", "2030/nothing"], ["ROCKPOOL_TOKEN": token], "2030/nothing"),
            (["gone.pdf", "--to", "2030/waves"], ["ROCKPOOL_TOKEN": token], "gone.pdf"),
            (
                ["../\(bench.archive.folder.url.lastPathComponent)/archive.yaml", "--to", "2030/waves"],
                ["ROCKPOOL_TOKEN": token], "PDF"
            ),
        ] {
            let result = try await Program.run(
                ["upload"] + arguments + ["--server", address] + bench.options, environment: environment,
                in: bench.home.url)
            #expect(result.status == 1, "\(arguments)")
            #expect(result.errors.contains(word), "\(result.errors)")
            #expect(!result.errors.contains(token))
        }
        #expect(try await server.client.get("/2030/waves/slides.pdf").data == deck.data)
        #expect(try await server.stop() == 0)
        let nobody = try await bench.run(
            "upload", "deck.pdf", "--to", "2030/waves", "--server", address, environment: ["ROCKPOOL_TOKEN": token])
        #expect(nobody.status == 1)
        #expect(nobody.errors.contains("cannot be reached"))
    }

    @Test("a folder goes up: each file to the talk of its name, what is there already is not sent again")
    func folder() async throws {
        let bench = try Bench.small()
        let token = try bench.archive.token()
        try bench.archive.talk("2031/shells", "title: Shells\nspeakers: [Ada Low]", text: "They close.")
        let server = try await ServerProcess.start(bench)
        let (covert, shells) = (TestPDF([["folderword"]]), TestPDF([["shellword"], ["two"]]))
        try bench.home.write("decks/covert.PDF", covert.data)
        try bench.home.write("decks/shells/slides.pdf", shells.data)
        try bench.home.write("decks/limpets.pdf", try bench.archive.folder.data("2031/limpets/slides.pdf"))
        try bench.home.write("decks/notes.txt", "not a deck")
        try bench.home.write("decks/.hidden.pdf", "not a deck")
        let arguments = ["upload", "decks", "--to", "2031", "--server", "http://127.0.0.1:\(server.port)"]
        func run(_ more: String...) async throws -> Program.Result {
            try await Program.run(
                arguments + more + bench.options, environment: ["ROCKPOOL_TOKEN": token], in: bench.home.url)
        }
        let planned = try await run("--dry-run")
        #expect(planned.status == 0, "\(planned.errors)")
        #expect(planned.errors.contains("covert.PDF: would be sent to 2031/covert"))
        #expect(planned.output == "2 decks to send, 1 up already.\n")
        #expect(try await server.client.get("/2031/shells/slides.pdf").status == 404)

        let sent = try await run("--note", "All of them")
        #expect(sent.status == 0, "\(sent.errors)")
        #expect(sent.output.hasPrefix("2 decks up (") && sent.output.hasSuffix("1 up already.\n"), "\(sent.output)")
        #expect(sent.errors.contains("shells/slides.pdf: up, 2 pages, ") && !sent.errors.contains("\u{1B}"))
        #expect(try await server.client.get("/2031/shells/slides.pdf").data == shells.data)
        #expect(bench.archive.load().talks.first { $0.key.description == "2031/covert" }?.decks.count == 2)

        // Run again it has nothing to do; files that belong nowhere are told, and the others still go.
        try bench.home.write("decks/nobody.pdf", covert.data)
        try bench.home.write("decks/shells.pdf", covert.data)
        try bench.home.write("decks/limpets.pdf", "no PDF at all")
        let again = try await run("--json")
        #expect(again.status == 1)
        let lines = try again.jsonLines()
        #expect(
            lines.filter { $0["event"] as? String == "unmatched" }.compactMap { $0["file"] as? String }
                == ["nobody.pdf", "shells.pdf", "shells/slides.pdf"])
        let outcomes = lines.filter { $0["event"] as? String == "finished" }.compactMap { $0["outcome"] as? String }
        #expect(outcomes == ["up-already", "failed"])
        let summary = try #require(lines.last)
        #expect(
            summary["upAlready"] as? Int == 1 && summary["failed"] as? Int == 1 && summary["unmatched"] as? Int == 3)
        #expect(try await server.client.get("/2031/shells/slides.pdf").data == shells.data)

        for (place, word) in [("2031/limpets", "edition"), ("Year", "edition")] {
            let wrong = try await bench.run("upload", "decks", "--to", place, "--token", "x")
            #expect(wrong.status == 64 && wrong.errors.contains(word))
        }
        let stranger = try await bench.run(
            "upload", "decks", "--to", "2031", "--server", "http://127.0.0.1:\(server.port)", "--token", "x")
        #expect(stranger.status == 1 && stranger.errors.contains("token"))
        #expect(try await server.stop() == 0)
    }

    @Test("what is missing is told before anything is sent")
    func usage() async throws {
        let bench = try Bench.small()
        try bench.home.write("deck.pdf", TestPDF([["x"]]).data)
        let tokenless = try await bench.run("upload", "deck.pdf", "--to", "2030/waves")
        #expect(tokenless.status == 64)
        #expect(tokenless.errors.contains("ROCKPOOL_TOKEN"))
        let placeless = try await bench.run("upload", "deck.pdf", "--to", "waves", "--token", "x")
        #expect(placeless.status == 64)
        #expect(placeless.errors.contains("2022/rust-gcc"))
    }
}
