import Foundation
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
