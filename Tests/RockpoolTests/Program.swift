import Foundation
import Synchronization
import TestSupport

/// The program itself, run as people run it.
enum Program {
    /// Beside the tests, where the build puts both.
    static let location: URL = {
        let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        return tests.deletingLastPathComponent().appending(path: "rockpool")
    }()

    /// What a run left behind.
    struct Result: Sendable {
        var status: Int32
        var output: String
        var errors: String

        /// Standard output as JSON.
        func json() throws -> Any {
            try JSONSerialization.jsonObject(with: Data(output.utf8), options: .fragmentsAllowed)
        }

        /// Each line of standard output as a JSON object.
        func jsonLines() throws -> [[String: Any]] {
            try output.split(separator: "\n").map { line in
                let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
                return object as? [String: Any] ?? [:]
            }
        }
    }

    /// Runs to the end, with an environment of its own: nothing of this process's settings is in it.
    /// - Parameters:
    ///   - folder: the working directory.
    ///   - wrapper: another program, by its path, that runs this one, and its arguments.
    static func run(
        _ arguments: [String], environment: [String: String] = [:], in folder: URL,
        within limit: Duration = .seconds(60), wrapper: [String] = []
    ) async throws -> Result {
        let process = process(arguments, environment: environment, in: folder)
        if let first = wrapper.first {
            process.arguments = wrapper.dropFirst() + [location.path] + arguments
            process.executableURL = URL(fileURLWithPath: first)
        }
        let output = Pipe()
        let errors = Pipe()
        process.standardOutput = output
        process.standardError = errors
        let ended = AsyncStream.makeStream(of: Int32.self)
        process.terminationHandler = { process in
            ended.continuation.yield(process.terminationStatus)
            ended.continuation.finish()
        }
        try process.run()
        async let outputData = blocking { output.fileHandleForReading.readDataToEndOfFile() }
        async let errorData = blocking { errors.fileHandleForReading.readDataToEndOfFile() }
        let id = process.processIdentifier
        let guardian = Task {
            try await Task.sleep(for: limit)
            kill(id, SIGKILL)
        }
        var status: Int32 = -1
        for await code in ended.stream { status = code }
        guardian.cancel()
        return Result(
            status: status, output: String(decoding: try await outputData, as: UTF8.self),
            errors: String(decoding: try await errorData, as: UTF8.self))
    }

    static func process(_ arguments: [String], environment: [String: String], in folder: URL) -> Process {
        let process = Process()
        process.executableURL = location
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.standardInput = FileHandle.nullDevice
        let inherited = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("ROCKPOOL_") }
        process.environment = inherited.merging(environment) { $1 }
        return process
    }
}

/// An archive's folder with the program beside it.
struct Bench {
    let archive: TestArchive
    let home: TestFolder

    init(_ archive: TestArchive) throws {
        self.archive = archive
        home = try TestFolder()
    }

    /// A clean archive: two editions, a talk with slides, one without, one hidden.
    static func small(_ settings: String = "") throws -> Bench {
        let archive = try TestArchive(settings)
        try archive.edition("2031")
        try archive.edition("2030")
        try archive.talk(
            "2031/limpets", "title: Limpets\nspeakers: [Ada Low]\ntags: [grip]", text: "How they hold.",
            decks: [TestPDF([["Limpets hold on"], ["suction and mucus"]]).data])
        try archive.talk("2030/waves", "title: Waves\nspeakers: [Bo Tide]", text: "They come and go.")
        try archive.talk(
            "2031/covert", "title: Covert\nspeakers: [Cy Deep]\nvisibility: hidden", text: "hiddenword",
            decks: [TestPDF([["hiddenword"]]).data])
        return Bench(archive: archive, home: try TestFolder())
    }

    private init(archive: TestArchive, home: TestFolder) {
        self.archive = archive
        self.home = home
    }

    /// The folders as every subcommand takes them.
    var options: [String] { ["--archive", archive.folder.path, "--cache", home.file("cache").path] }

    func run(_ arguments: String..., environment: [String: String] = [:]) async throws -> Program.Result {
        try await Program.run(arguments + options, environment: environment, in: home.url)
    }
}

/// `rockpool serve` as a process of its own.
final class ServerProcess: Sendable {
    let port: Int
    private let process: Mutex<Process>
    private let identifier: pid_t

    var client: TestClient { TestClient(port: port) }

    /// Starts it on a free port and waits for the line that says so.
    /// - Parameter handles: how many files and connections it may have open; nil for what this process may.
    static func start(
        _ bench: Bench, _ arguments: [String] = [], environment: [String: String] = [:], handles: Int? = nil
    ) async throws -> ServerProcess {
        let process = Program.process(
            ["serve", "--port", "0", "--templates", SourceTree.templates.path] + bench.options + arguments,
            environment: environment, in: bench.home.url)
        if let handles, let program = process.executableURL?.path {
            process.executableURL = URL(fileURLWithPath: "/usr/bin/prlimit")
            process.arguments = ["--nofile=\(handles):\(handles)", program] + (process.arguments ?? [])
        }
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let line = try await blocking { () -> String in
            var text = ""
            while !text.contains("Rockpool serves on"), let data = try output.fileHandleForReading.read(upToCount: 1) {
                if data.isEmpty { break }
                text += String(decoding: data, as: UTF8.self)
            }
            while let data = try output.fileHandleForReading.read(upToCount: 1), !data.isEmpty, data != Data("\n".utf8)
            {
                text += String(decoding: data, as: UTF8.self)
            }
            return text
        }
        guard let port = line.split(separator: ":").last.flatMap({ Int($0) }) else {
            process.terminate()
            throw DeadlinePassed(description: "the server said '\(line)'")
        }
        return ServerProcess(process: process, port: port)
    }

    private init(process: sending Process, port: Int) {
        self.port = port
        identifier = process.processIdentifier
        self.process = Mutex(process)
    }

    deinit { kill(identifier, SIGKILL) }

    /// Ends it at once, as a power failure would.
    func kill9() async throws {
        kill(identifier, SIGKILL)
        try await waitForEnd()
    }

    /// Asks it to end, and gives its exit status.
    func stop() async throws -> Int32 {
        kill(identifier, SIGTERM)
        try await waitForEnd()
        return process.withLock { $0.terminationStatus }
    }

    private func waitForEnd() async throws {
        _ = try await eventually("the server ends", within: .seconds(30)) {
            process.withLock { $0.isRunning } ? nil : true
        }
    }
}
