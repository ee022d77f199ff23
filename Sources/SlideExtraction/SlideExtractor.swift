public import Foundation
public import TalkArchive

/// Reads decks: a PDF in, its slides with text, word boxes and links out.
///
/// Each deck is read by one child process (`mutool`) that is confined and limited, so that a hostile PDF costs at most
/// its own job. Copies share the tools and the script.
public struct SlideExtractor: Sendable {
    /// Counts up whenever the same PDF would give other slides than before: derived data of older numbers is not used.
    public static let version = 2

    public let tools: ExtractionTools
    public let limits: ExtractionLimits
    private let script: ScriptFile?

    public init(tools: ExtractionTools, limits: ExtractionLimits = ExtractionLimits()) {
        self.tools = tools
        self.limits = limits
        script = tools.sandbox == nil ? ScriptFile(ExtractionScript.source) : nil
    }

    /// The slides of the PDF in `file`, whose bytes hash to `hash`.
    public func extract(_ file: URL, hash: ContentHash) async throws(ExtractionError) -> DeckContent {
        let deck = try DeckFile(file, hash: hash, limits: limits)
        // What its first bytes say it is, needs no look by the tool; all others may be PDFs that have lost their header.
        if let kind = deck.otherKind { throw .notAPDF(kind) }
        let output = OutputBuffer()
        let child = try command(for: deck)
        let ending = try await child.run { piece in output.append(piece) }
        try deck.checkUnchanged()
        do throws(ExtractionError) {
            if let content = try ScriptOutputReader.read(output.take(), limits: limits) { return content }
            throw Self.error(of: ending, limits: limits)
        } catch .damaged(let detail) {
            if Self.tellsOfMemory(detail) { throw .outOfMemory(limitBytes: limits.addressSpaceBytes) }
            // MuPDF repairs files that have lost their header too; what it cannot repair was something else.
            throw deck.hasHeader ? .damaged(detail: detail) : .notAPDF(deck.otherKind)
        }
    }

    private func command(for deck: DeckFile) throws(ExtractionError) -> ChildProcess {
        let numbers = ExtractionScript.arguments(limits: limits)
        if let sandbox = tools.sandbox {
            let before = sandbox.arguments(files: [(deck.path, "/in.pdf")], script: "/slides.js")
            return ChildProcess(
                arguments: before + [tools.mutool, "run", "/slides.js", "/in.pdf"] + numbers, limits: limits,
                input: Array(ExtractionScript.source.utf8))
        }
        guard let script else { throw .toolFailed(tool: "mutool", detail: "no file for its script can be made") }
        return ChildProcess(
            arguments: [tools.mutool, "run", script.path, deck.path] + numbers, limits: limits)
    }

    /// What it means when the tool broke off, told from the end of its standard error.
    static func error(of ending: ChildProcess.Ending, limits: ExtractionLimits) -> ExtractionError {
        let text = ending.errorText
        if tellsOfMemory(text) { return .outOfMemory(limitBytes: limits.addressSpaceBytes) }
        if let signal = ending.signal { return .toolFailed(tool: "mutool", detail: "ended by signal \(signal)") }
        // A script's error has its place on the lines after it; the PDF's own trouble is on the line of the error.
        let lines = text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("\tat ") }
        let detail = printable(lines.last.map { String($0.prefix(200)) } ?? "no message")
        if detail.hasPrefix("bwrap: ") { return .toolFailed(tool: "bwrap", detail: detail) }
        return ending.reportsFailure ? .damaged(detail: detail) : .toolFailed(tool: "mutool", detail: detail)
    }

    /// MuPDF names the function that got no memory; its JavaScript says it in words.
    static func tellsOfMemory(_ text: String) -> Bool {
        ["malloc", "calloc", "realloc", "out of memory"].contains { text.contains($0) }
    }

    static func printable(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
    }
}
