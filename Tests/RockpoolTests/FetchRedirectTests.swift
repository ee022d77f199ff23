import Foundation
import TalkArchive
import TestSupport
import Testing

/// A network of its own for one command: this machine's loopback has an address of the public Internet there, at which an
/// https server answers that the command trusts. Nothing of it can be reached from outside, nor reaches outside.
private struct OwnNetwork {
    static let address = "8.8.4.4"
    static let port = 8443

    private static let authorities = "/etc/ssl/certs/ca-certificates.crt"
    private static let tools = ["/usr/bin/bwrap", "/usr/bin/openssl", "/usr/sbin/ip"]

    let folder: TestFolder

    /// Runs what follows it inside, after the server listens.
    var wrapper: [String] {
        let script =
            "ip link set lo up && ip addr add \(Self.address)/32 dev lo && cd \"$0\" || exit 99; "
            + "openssl s_server -accept \(Self.port) -cert cert.pem -key key.pem -HTTP >/dev/null 2>&1 & server=$!; "
            + "until openssl s_client -connect \(Self.address):\(Self.port) </dev/null >/dev/null 2>&1; "
            + "do sleep 0.1; done; \"$@\"; code=$?; kill $server; exit $code"
        return Self.entering(["--ro-bind", folder.file("cert.pem").path, Self.authorities])
            + ["/bin/sh", "-c", script, folder.path]
    }

    private static func entering(_ options: [String]) -> [String] {
        ["/usr/bin/bwrap", "--dev-bind", "/", "/", "--unshare-user", "--unshare-net", "--unshare-pid"]
            + ["--proc", "/proc", "--uid", "0", "--gid", "0", "--cap-add", "CAP_NET_ADMIN"] + options + ["--"]
    }

    /// The programs are there, and this user may have a network of its own.
    static let canBeMade: Bool = {
        guard (tools + [authorities]).allSatisfy(FileManager.default.fileExists) else { return false }
        let arguments = entering([]) + ["/usr/sbin/ip", "addr", "add", "\(address)/32", "dev", "lo"]
        return (try? run(arguments, in: nil)) == 0
    }()

    init() throws {
        folder = try TestFolder()
        let making = [
            "/usr/bin/openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", "key.pem",
            "-out", "cert.pem", "-subj", "/CN=slides", "-addext", "subjectAltName=IP:\(Self.address),IP:127.0.0.1",
        ]
        guard try Self.run(making, in: folder.url) == 0 else {
            throw DeadlinePassed(description: "no certificate could be made")
        }
    }

    private static func run(_ arguments: [String], in folder: URL?) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: arguments[0])
        process.arguments = Array(arguments.dropFirst())
        process.currentDirectoryURL = folder
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }

    /// Makes an address answer.
    func answer(_ name: String, status: String, fields: String = "", body: Data = Data()) throws {
        let head = "HTTP/1.1 \(status)\r\nContent-Length: \(body.count)\r\nConnection: close\r\n\(fields)\r\n"
        try folder.write(name, Data(head.utf8) + body)
    }
}

@Suite("rockpool fetch: redirects")
struct FetchRedirectTests {
    private static let original = TestPDF([["the original"]])

    @Test(
        "a public host that leads to another one is followed, and one that leads inside is not",
        .enabled(if: OwnNetwork.canBeMade, "needs openssl, ip and bwrap, and the right to have a network of its own"),
        arguments: [
            ("8.8.4.4", true), ("127.0.0.1", false), ("localhost", false), ("[::ffff:127.0.0.1]", false),
            ("0x7f.1", false), ("169.254.169.254", false),
        ])
    func redirected(host: String, isFollowed: Bool) async throws {
        let network = try OwnNetwork()
        try network.answer("deck.pdf", status: "200 OK", body: Self.original.data)
        try network.answer(
            "old", status: "302 Found", fields: "Location: https://\(host):\(OwnNetwork.port)/deck.pdf\r\n")
        let archive = try TestArchive()
        try archive.edition("2031")
        try archive.talk(
            "2031/limpets",
            "title: Limpets\noriginal_slides: https://\(OwnNetwork.address):\(OwnNetwork.port)/old")
        let bench = try Bench(archive)
        let result = try await Program.run(["fetch"] + bench.options, in: bench.home.url, wrapper: network.wrapper)
        #expect(result.status == (isFollowed ? 0 : 1), "\(result.errors)")
        #expect(result.errors.contains("--allow-private") == !isFollowed, "\(result.errors)")
        #expect(bench.archive.load().talks.first?.decks.count == (isFollowed ? 1 : 0))
    }
}
