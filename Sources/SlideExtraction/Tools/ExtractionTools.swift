public import Foundation

/// The programs that extraction runs, found once, and how well they can be shut in here.
public struct ExtractionTools: Sendable {
    /// How children are confined on this machine.
    public let confinement: Confinement
    let mutool: String
    let sandbox: Sandbox?
    /// Nil when it is not installed, or not wanted.
    private(set) var tesseract: Tesseract?

    /// How text in pictures is recognised here, for the log at start-up.
    public var recognition: String {
        tesseract.map { "tesseract \($0.version) (\($0.languages.joined(separator: ", ")))" } ?? Tesseract.missingText
    }

    /// Looks for `mutool`, `prlimit` and `bwrap` and tries once whether a sandbox can be made.
    ///
    /// - Parameter path: Folders to look in, separated by colons, before the system's own.
    /// - Parameter sandboxed: False leaves `bwrap` aside, for systems where it is known not to work.
    /// - Parameter recognising: False leaves `tesseract` aside: text in pictures is then not recognised.
    /// - Throws: ``ExtractionError/toolMissing(tool:package:)``.
    public static func find(
        path: String? = ProcessInfo.processInfo.environment["PATH"], sandboxed: Bool = true, recognising: Bool = true
    ) async throws(ExtractionError) -> ExtractionTools {
        var tools = try await findReader(path: path, sandboxed: sandboxed)
        if recognising { tools.tesseract = await Tesseract.find(path: path, sandbox: tools.sandbox) }
        return tools
    }

    private static func findReader(
        path: String?, sandboxed: Bool
    ) async throws(ExtractionError) -> ExtractionTools {
        guard let mutool = locate("mutool", path: path) else {
            throw .toolMissing(tool: "mutool", package: "mupdf-tools")
        }
        guard locate("prlimit", path: path) != nil else {
            throw .toolMissing(tool: "prlimit", package: "util-linux")
        }
        guard sandboxed else {
            return ExtractionTools(confinement: .limits(reason: "switched off"), mutool: mutool, sandbox: nil)
        }
        guard let bwrap = locate("bwrap", path: path) else {
            return ExtractionTools(confinement: .limits(reason: "no bwrap"), mutool: mutool, sandbox: nil)
        }
        let sandbox = Sandbox(bwrap: bwrap, tool: mutool)
        // `mutool` without arguments prints its usage and exits with 1: what counts is that it spoke at all.
        let probe = ChildProcess(arguments: sandbox.arguments(files: []) + [mutool], limits: ExtractionLimits())
        let answer = try? await probe.run { _ in }
        guard let answer, answer.lastErrorLine != nil, answer.errorText.contains("usage: mutool") else {
            let reason = answer?.lastErrorLine ?? "bwrap cannot be started"
            return ExtractionTools(
                confinement: .limits(reason: "no sandbox: \(reason)"), mutool: mutool, sandbox: nil)
        }
        return ExtractionTools(confinement: .sandbox, mutool: mutool, sandbox: sandbox)
    }

    static let systemFolders = ["/usr/local/bin", "/usr/bin", "/bin"]

    /// The absolute path of a program, or nil.
    static func locate(
        _ name: String, path: String?, system: [String] = systemFolders
    ) -> String? {
        let folders = (path ?? "").split(separator: ":").map(String.init).filter { $0.hasPrefix("/") } + system
        return folders.map { $0 + "/" + name }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
