import Foundation
import TalkArchive
import TestSupport
import Testing

/// A small https server of this machine: `openssl s_server` with a certificate that only the test trusts. Each file
/// of its folder is a whole HTTP response.
private final class SecureSite: Sendable {
    let folder: TestFolder
    let port: Int
    private let identifier: pid_t

    static let tool = program("openssl")

    /// Foundation trusts what this file of the system lists, and can be told of no other.
    private static let authorities = "/etc/ssl/certs/ca-certificates.crt"

    /// Runs a program that sees the test's certificate in the place of the system's.
    var trust: [String] {
        [
            Self.program("bwrap") ?? "", "--dev-bind", "/", "/", "--ro-bind", folder.file("cert.pem").path,
            Self.authorities, "--",
        ]
    }

    /// The programs are there, and this user may have a view of the file system of its own.
    static let canBeMade: Bool = {
        guard tool != nil, let bwrap = program("bwrap"), FileManager.default.fileExists(atPath: authorities) else {
            return false
        }
        let trial = Process()
        trial.executableURL = URL(fileURLWithPath: bwrap)
        trial.arguments = ["--dev-bind", "/", "/", "--ro-bind", authorities, authorities, "--", "/bin/true"]
        trial.standardError = FileHandle.nullDevice
        guard (try? trial.run()) != nil else { return false }
        trial.waitUntilExit()
        return trial.terminationStatus == 0
    }()

    private static func program(_ name: String) -> String? {
        ["/usr/bin", "/usr/local/bin"].map { "\($0)/\(name)" }.first {
            FileManager.default.isExecutableFile(atPath: $0)
        }
    }

    init() async throws {
        let folder = try TestFolder()
        let tool = URL(fileURLWithPath: Self.tool ?? "")
        let making = Process()
        making.executableURL = tool
        making.arguments = [
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", "key.pem", "-out", "cert.pem",
            "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
        ]
        making.currentDirectoryURL = folder.url
        making.standardError = FileHandle.nullDevice
        try making.run()
        _ = try await eventually("a certificate is made") {
            folder.exists("cert.pem") && !making.isRunning ? true : nil
        }
        let serving = Process()
        let output = Pipe()
        serving.executableURL = tool
        serving.arguments = ["s_server", "-accept", "0", "-cert", "cert.pem", "-key", "key.pem", "-HTTP"]
        serving.currentDirectoryURL = folder.url
        serving.standardOutput = output
        serving.standardError = FileHandle.nullDevice
        try serving.run()
        identifier = serving.processIdentifier
        self.folder = folder
        let text = try await blocking { () -> String in
            var text = ""
            while text.firstMatch(of: /ACCEPT .*:\d+\n/) == nil,
                let data = try output.fileHandleForReading.read(upToCount: 1), !data.isEmpty
            { text += String(decoding: data, as: UTF8.self) }
            return text
        }
        guard let port = text.firstMatch(of: /ACCEPT .*:(\d+)\n/).flatMap({ Int($0.output.1) }) else {
            throw DeadlinePassed(description: "no https server: \(text)")
        }
        self.port = port
    }

    deinit { kill(identifier, SIGKILL) }

    /// Makes an address answer.
    func answer(_ name: String, status: String = "200 OK", fields: String = "", body: Data) throws -> String {
        let head = "HTTP/1.1 \(status)\r\nContent-Length: \(body.count)\r\nConnection: close\r\n\(fields)\r\n"
        try folder.write(name, Data(head.utf8) + body)
        return "https://localhost:\(port)/\(name)"
    }
}

@Suite("rockpool fetch")
struct FetchTests {
    private static let sample = TestPDF([["a sample"]])
    private static let original = TestPDF([["the original"]])

    private static func bench(_ address: String) throws -> Bench {
        let archive = try TestArchive()
        try archive.edition("2031")
        try archive.edition("2030")
        try archive.talk(
            "2031/limpets", "title: Limpets\nspeakers: [Ada Low]\noriginal_slides: \"\(address)\"", decks: [sample.data]
        )
        try archive.talk("2030/waves", "title: Waves\nspeakers: [Bo Tide]")
        return try Bench(archive)
    }

    /// Runs `fetch` and expects it to change nothing.
    private func expectRefused(_ bench: Bench, _ trust: [String], _ words: [String], options: [String] = [])
        async throws
    {
        let before = bench.archive.folder.fingerprint().filter { !$0.key.hasPrefix(".rockpool") }
        let result = try await Program.run(
            ["fetch", "--allow-private"] + options + bench.options, in: bench.home.url, wrapper: trust)
        #expect(result.status == 1)
        #expect(words.contains { result.errors.contains($0) }, "\(result.errors)")
        #expect(result.errors.contains("2031/limpets: "))
        #expect(bench.archive.folder.fingerprint().filter { !$0.key.hasPrefix(".rockpool") } == before)
        #expect(!bench.archive.folder.fingerprint().keys.contains { $0.contains("incoming-") })
    }

    @Test(
        "an address that cannot be reached, or is not https, changes nothing",
        arguments: [
            "https://localhost:1/x.pdf", "https://no-such-host.invalid/x.pdf", "http://localhost:1/x.pdf",
        ])
    func unreachable(address: String) async throws {
        try await expectRefused(Self.bench(address), [], ["cannot be fetched", "is not an https address"])
    }

    @Test(
        "a host that is not of the public Internet is not asked",
        arguments: [
            "https://localhost:1/x.pdf", "https://127.0.0.1:1/x.pdf", "https://[::1]:1/x.pdf", "https://10.0.0.1/x.pdf",
            "https://169.254.169.254/latest/meta-data", "https://0x7f.1/x.pdf",
        ])
    func privateHosts(address: String) async throws {
        let bench = try Self.bench(address)
        let result = try await Program.run(["fetch"] + bench.options, in: bench.home.url)
        #expect(result.status == 1)
        #expect(result.errors.contains("--allow-private"), "\(result.errors)")
        #expect(bench.archive.load().talks.allSatisfy { $0.decks.count < 2 })
    }

    @Test("an edition without originals, and one that is not there")
    func nothing() async throws {
        let bench = try Self.bench("https://localhost:1/x.pdf")
        let none = try await bench.run("fetch", "2030")
        #expect(none.status == 0)
        #expect(none.output == "No original slides are known here.\n")
        #expect(try await bench.run("fetch", "1999").status != 0)
    }

    @Test(
        "originals come over https and become current; the sample stays; a second run changes nothing",
        .enabled(if: SecureSite.canBeMade, "needs openssl for an https server and bwrap to make it trusted"))
    func fetched() async throws {
        let site = try await SecureSite()
        let bench = try Self.bench(try site.answer("deck.pdf", body: Self.original.data))
        let first = try await Program.run(
            ["fetch", "2031", "--allow-private"] + bench.options, in: bench.home.url, wrapper: site.trust)
        #expect(first.status == 0, "\(first.errors)")
        #expect(
            first.output.contains(
                "2031/limpets: fetched, \(Self.original.data.count) bytes, SHA-256 \(Self.original.hash)"))
        let talk = try bench.archive.folder.text("2031/limpets/talk.md")
        #expect(talk.contains(Self.original.hash) && talk.contains("origin: original"))
        let decks = bench.archive.load().talks.first { $0.key.description == "2031/limpets" }?.decks ?? []
        #expect(decks.map(\.hash.description) == [Self.original.hash, Self.sample.hash])
        #expect(try bench.archive.folder.data("2031/limpets/slides.pdf") == Self.sample.data)
        #expect(bench.archive.load().problems == [])

        let before = bench.archive.folder.fingerprint()
        let second = try await Program.run(
            ["fetch", "--allow-private"] + bench.options, in: bench.home.url, wrapper: site.trust)
        #expect(second.status == 0)
        #expect(second.output == "2031/limpets: is there already\n")
        #expect(bench.archive.folder.fingerprint() == before)

        // What the speaker sends after that stays current, however often the original is fetched.
        let corrected = TestPDF([["corrected"]])
        let server = try await ServerProcess.start(bench)
        let reply = try await server.client.send(
            "PUT", "/api/v1/editions/2031/talks/limpets/slides",
            [("Authorization", "Bearer \(try bench.archive.token())")],
            body: Array(corrected.data))
        #expect(reply.status == 201)
        #expect(try await server.stop() == 0)
        let third = try await Program.run(
            ["fetch", "--allow-private"] + bench.options, in: bench.home.url, wrapper: site.trust)
        #expect(third.output == "2031/limpets: is there already\n")
        let current = bench.archive.load().talks.first { $0.key.description == "2031/limpets" }?.currentDeck
        #expect(current?.hash.description == corrected.hash)
    }

    @Test(
        "an original that has moved to another https address is fetched from there",
        .enabled(if: SecureSite.canBeMade, "needs openssl for an https server and bwrap to make it trusted"))
    func moved() async throws {
        let site = try await SecureSite()
        let target = try site.answer("deck.pdf", body: Self.original.data)
        let old = try site.answer(
            "old", status: "301 Moved Permanently", fields: "Location: \(target)\r\n", body: Data("moved".utf8))
        let bench = try Self.bench(old)
        let result = try await Program.run(
            ["fetch", "--allow-private"] + bench.options, in: bench.home.url, wrapper: site.trust)
        #expect(result.status == 0, "\(result.errors)")
        let current = bench.archive.load().talks.first { $0.key.description == "2031/limpets" }?.currentDeck
        #expect(current?.hash.description == Self.original.hash)
        #expect(current?.byteCount == Self.original.data.count)
    }

    @Test(
        "what is no deck, too large, an error or leads away from https is refused",
        .enabled(if: SecureSite.canBeMade, "needs openssl for an https server and bwrap to make it trusted"))
    func refused() async throws {
        let site = try await SecureSite()
        let trust = site.trust
        try await expectRefused(Self.bench(try site.answer("a", body: Data("<p>Not here".utf8))), trust, ["no PDF"])
        let large = try site.answer("b", body: Self.original.padded(to: 1_500_000))
        try await expectRefused(Self.bench(large), trust, ["MB", "MiB", "bytes"], options: ["--max-deck-size", "1"])
        let gone = try site.answer("c", status: "404 Not Found", body: Data("gone".utf8))
        try await expectRefused(Self.bench(gone), trust, ["status 404"])
        let plain = try site.answer(
            "d", status: "302 Found", fields: "Location: http://localhost:\(site.port)/deck.pdf\r\n", body: Data())
        try await expectRefused(Self.bench(plain), trust, ["not https"])
        let distrusted = try site.answer("e", body: Self.original.data)
        try await expectRefused(Self.bench(distrusted), [], ["cannot be fetched"])
    }
}
