import Foundation
import TestSupport
import Testing

@testable import rockpool

@Suite("Settings")
struct SettingsTests {
    @Test("flags go before the environment, that before the file, that before the default")
    func precedence() throws {
        let folder = try TestFolder()
        try folder.write("rockpool.yaml", "host: file\nport: 1\nbase-url: https://file.example\nlog-level: info\n")
        let file = folder.file("rockpool.yaml").path
        let settings = try Settings(
            flags: [.host: "flag"], environment: ["ROCKPOOL_HOST": "environment", "ROCKPOOL_PORT": "2", "PATH": "/"],
            file: file)
        #expect(settings.string(.host) == "flag")
        #expect(try settings.integer(.port, in: 0...9) == 2)
        #expect(try settings.address(.baseURL)?.host == "file.example")
        #expect(settings.string(.templates) == nil)
        #expect(settings.source(of: .host) == "--host")
        #expect(settings.source(of: .port) == "ROCKPOOL_PORT")
        #expect(settings.source(of: .baseURL).contains("rockpool.yaml"))
        #expect(settings.folder(.archive, default: "Archive").lastPathComponent == "Archive")
    }

    @Test("each setting is taken from all three places", arguments: Setting.allCases)
    func places(setting: Setting) throws {
        let folder = try TestFolder()
        #expect(try Settings(flags: [setting: "a"], environment: [:], file: nil).string(setting) == "a")
        #expect(
            try Settings(flags: [:], environment: [setting.environmentName: "a"], file: nil).string(setting) == "a")
        try folder.write("c.yaml", "\(setting.rawValue): a\n")
        let file = folder.file("c.yaml").path
        if setting.isAllowedInFile {
            #expect(try Settings(flags: [:], environment: [:], file: file).string(setting) == "a")
            #expect(
                try Settings(flags: [:], environment: ["ROCKPOOL_CONFIG": file], file: nil).string(setting) == "a")
        } else {
            #expect(throws: SettingsError.self) { try Settings(flags: [:], environment: [:], file: file) }
        }
    }

    @Test(
        "what is not known, or cannot be, ends the program with a text that says what and where",
        arguments: [
            (["--host", "x"], ["ROCKPOOL_HOTS": "x"], "", "ROCKPOOL_HOTS"),
            ([], [:], "hots: x\n", "rockpool.yaml:1"),
            ([], [:], "host: x\ntoken: rp_secret\n", "rockpool.yaml:2"),
            ([], [:], "host: [\n", "rockpool.yaml"),
            (["--port", "70000"], [:], "", "--port"),
            ([], ["ROCKPOOL_PORT": "x"], "", "ROCKPOOL_PORT"),
            ([], [:], "port: x\n", "'port' in rockpool.yaml"),
            (["--base-url", "kangrejos"], [:], "", "--base-url"),
            (["--log-level", "loud"], [:], "", "--log-level"),
            (["--max-deck-size", "0"], [:], "", "--max-deck-size"),
            ([], ["ROCKPOOL_DEVELOPMENT": "perhaps"], "", "ROCKPOOL_DEVELOPMENT"),
            (["--config", "gone.yaml"], [:], "", "gone.yaml"),
            (["--templates", "nowhere", "--port", "0"], [:], "", "--templates"),
            (["--hots", "x"], [:], "", "--hots"),
        ] as [([String], [String: String], String, String)])
    func errors(flags: [String], environment: [String: String], file: String, word: String) async throws {
        let bench = try Bench.small()
        if !file.isEmpty { try bench.home.write("rockpool.yaml", file) }
        let result = try await Program.run(
            ["serve"] + flags + bench.options, environment: environment, in: bench.home.url, within: .seconds(20))
        #expect(result.status == 1 || result.status == 64, "\(result.status)")
        #expect(result.errors.contains(word), "\(result.errors)")
        #expect(!result.errors.contains("rp_secret"))
        #expect(!result.errors.contains("Fatal error"))
    }

    @Test("a server takes its settings from where they stand")
    func serve() async throws {
        let bench = try Bench.small()
        try bench.home.write("rockpool.yaml", "base-url: https://file.example\nmax-deck-size: 1\n")
        let token = try bench.archive.token()
        let server = try await ServerProcess.start(bench, environment: ["ROCKPOOL_BASE_URL": "https://env.example/x"])
        #expect(try await server.client.get("/robots.txt").text.contains("https://env.example/x/sitemap.xml"))
        let large = TestPDF([["x"]]).padded(to: 1_000_001)
        let reply = try await server.client.send(
            "PUT", "/api/v1/editions/2031/talks/limpets/slides", [("Authorization", "Bearer \(token)")],
            body: Array(large))
        #expect(reply.status == 413)
        #expect(reply.text.contains("1 MB") || reply.text.contains("1000000"), "\(reply.text)")
        #expect(try await server.stop() == 0)
    }
}
