import Foundation
import TalkArchive
import Testing

@testable import SlideExtraction

/// Tries from inside what a hostile deck would try once it has taken the tool over.
@Suite("Confinement")
struct ConfinementTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// What a shell says inside the sandbox of the tools; nil where this machine cannot make one.
    private func inside(_ command: String, limits: ExtractionLimits = ExtractionLimits()) async throws -> String? {
        guard let sandbox = try await ExtractionTools.find().sandbox else { return nil }
        let deck = try folder.write(TestPDF(texts: ["x"]).data)
        let output = OutputBuffer()
        let child = ChildProcess(
            arguments: sandbox.arguments(files: [(deck.file.path, "/in.pdf")]) + ["/bin/bash", "-c", command],
            limits: limits)
        _ = try await child.run { output.append($0) }
        return String(decoding: output.take(), as: UTF8.self)
    }

    @Test("the deck can be read inside, so that the other tests mean something")
    func deck() async throws {
        guard let text = try await inside("head -c 5 /in.pdf; echo; id -u >/dev/null && echo runs") else { return }
        #expect(text == "%PDF-\nruns\n")
    }

    @Test(
        "no file of the system's or the people's can be read",
        arguments: ["/etc/passwd", "~", "cache", "/proc/1/environ"])
    func reading(name: String) async throws {
        var path = name
        if name == "~" { path = NSHomeDirectory() }
        if name == "cache" { path = try folder.write(Data("secret".utf8), as: "content.bin").file.path }
        #expect(FileManager.default.fileExists(atPath: path))
        guard let text = try await inside("cat '\(path)' || ls -a '\(path)'; echo end") else { return }
        #expect(text == "end\n")
    }

    @Test("the root holds what the tool needs, and nothing else")
    func root() async throws {
        guard let text = try await inside("ls /; ls /etc") else { return }
        let allowed: Set = ["bin", "dev", "etc", "in.pdf", "lib", "lib64", "usr", "ld.so.cache"]
        #expect(Set(text.split(separator: "\n").map(String.init)).isSubset(of: allowed))
    }

    @Test(
        "nothing outside can be written, and what is written inside is nowhere",
        arguments: ["/in.pdf", "/usr/x", "/x", "/tmp/x"])
    func writing(path: String) async throws {
        guard let text = try await inside("(echo changed > '\(path)') && echo wrote; echo end") else { return }
        // The file size limit is the size of the script, which this command has none of: not even the sandbox's own
        // memory takes a byte.
        #expect(text == "end\n")
        #expect(try Data(contentsOf: folder.url.appendingPathComponent("deck.pdf")).starts(with: Array("%PDF".utf8)))
    }

    @Test("no network, not even to this machine")
    func network() async throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(listener) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let port = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address -> UInt16 in
                guard bind(listener, address, length) == 0, listen(listener, 5) == 0,
                    getsockname(listener, address, &length) == 0
                else { return 0 }
                return address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { $0.pointee.sin_port.bigEndian }
            }
        }
        try #require(port > 0)
        let connect = "(exec 3<>/dev/tcp/127.0.0.1/\(port)) 2>/dev/null && echo connected; echo end"
        guard let text = try await inside(connect) else { return }
        #expect(text == "end\n")
    }

    @Test("other processes cannot be seen, and the environment says nothing")
    func processes() async throws {
        guard let text = try await inside("ls /proc 2>/dev/null; kill -0 \(getpid()) 2>/dev/null && echo seen; env")
        else { return }
        let names = text.split(separator: "\n").compactMap { $0.split(separator: "=").first.map(String.init) }
        #expect(Set(names).isSubset(of: ["GLIBC_TUNABLES", "PWD", "SHLVL", "_", "OLDPWD"]))
    }

    @Test("a child gives way to others once it runs, in its session and among the sessions, and has no terminal")
    func priority() async throws {
        var limits = ExtractionLimits()
        limits.yieldsToOthers = true
        // The priority is set from outside, while the child runs: it waits for it.
        let wait = "for i in {1..100}; do [ $(nice) = 19 ] && break; sleep 0.05; done; nice; "
        let output = OutputBuffer()
        let shares = "/proc/self/autogroup"
        let child = ChildProcess(
            arguments: [
                "/bin/bash", "-c", wait + "sleep 0.2; cat \(shares); (: > /dev/tty) 2>/dev/null && echo tty; echo end",
            ],
            limits: limits)
        _ = try await child.run { output.append($0) }
        let lines = String(decoding: output.take(), as: UTF8.self).split(separator: "\n")
        #expect(lines.first == "19")
        #expect(lines.last == "end" && !lines.contains("tty"))
        if let group = lines.first(where: { $0.hasPrefix("/autogroup") }) { #expect(group.hasSuffix("nice 19")) }
    }

    @Test("the limits hold inside: handles, file size, core files")
    func limits() async throws {
        var limits = ExtractionLimits()
        limits.openFiles = 40
        guard let text = try await inside("ulimit -n; ulimit -f; ulimit -c", limits: limits) else { return }
        #expect(text == "40\n0\n0\n")
    }

    @Test("without a sandbox the environment is empty, too, and the log says what is missing")
    func withoutSandbox() async throws {
        let tools = try await ExtractionTools.find(sandboxed: false)
        #expect(tools.confinement == .limits(reason: "switched off"))
        #expect(tools.confinement.description.contains("install the package bubblewrap"))
        let output = OutputBuffer()
        let child = ChildProcess(arguments: ["/usr/bin/env"], limits: ExtractionLimits())
        _ = try await child.run { output.append($0) }
        let lines = String(decoding: output.take(), as: UTF8.self).split(separator: "\n")
        #expect(lines.allSatisfy { $0.hasPrefix("GLIBC_TUNABLES=") })
    }
}
