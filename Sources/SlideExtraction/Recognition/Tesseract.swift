import Foundation

/// The program that recognises text, with the languages that it has here.
struct Tesseract: Sendable {
    let path: String
    /// As it says itself, such as `5.3.0`.
    let version: String
    /// Names of its languages, such as `eng`.
    let languages: [String]
    /// It can tell how a page is turned (its data `osd` is there).
    let tellsOrientation: Bool
    private let dataFolder: String
    private let sandbox: Sandbox?

    /// Pages need it and it is not there.
    static let missingText =
        "text in pictures is not recognised, because tesseract is not installed; install the package tesseract-ocr "
        + "(apt-get install tesseract-ocr)"

    /// Asks the program for its version and languages. Nil when it is not installed or has no languages.
    static func find(
        path: String?, sandbox: Sandbox?, system: [String] = ExtractionTools.systemFolders
    ) async -> Tesseract? {
        guard let program = ExtractionTools.locate("tesseract", path: path, system: system) else { return nil }
        func answer(_ option: String) async -> [Substring] {
            let output = OutputBuffer()
            let arguments = command(program, sandbox: sandbox, folder: nil) + [option]
            let child = ChildProcess(arguments: arguments, limits: ExtractionLimits(), outputLimit: 1 << 16)
            let ending = try? await child.run { output.append($0) }
            // Some versions answer on standard error.
            let text = String(decoding: output.take(), as: UTF8.self) + "\n" + (ending?.errorText ?? "")
            return text.split(whereSeparator: \.isNewline)
        }
        // List of available languages in "/usr/share/tesseract-ocr/5/tessdata/" (2):
        let listed = await answer("--list-langs")
        let heading = listed.firstIndex { $0.hasPrefix("List of available languages") }
        guard let heading else { return nil }
        let folder = listed[heading].split(separator: "\"").dropFirst().first.map(String.init) ?? ""
        let languages = listed[(heading + 1)...].map(String.init).filter(isLanguage)
        let version = await answer("--version").first { $0.hasPrefix("tesseract ") }?.dropFirst(10)
        guard languages.contains(where: { $0 != "osd" }), let version else { return nil }
        return Tesseract(
            path: program, version: String(version), languages: languages.filter { $0 != "osd" && $0 != "equ" },
            tellsOrientation: languages.contains("osd"), dataFolder: folder, sandbox: sandbox)
    }

    /// The command line that reads a TIFF file from standard input and writes a table of words.
    ///
    /// - Parameter turning: Looks first how each page is turned.
    func command(languages: [String], turning: Bool) -> [String] {
        // Page segmentation modes: 11 finds text wherever it is, as slides need it; 12 does so the way it is turned.
        Self.command(path, sandbox: sandbox, folder: dataFolder)
            + ["stdin", "stdout", "-l", languages.joined(separator: "+"), "--psm", turning ? "12" : "11", "tsv"]
    }

    private static func command(_ program: String, sandbox: Sandbox?, folder: String?) -> [String] {
        var files = [program]
        if let folder, folder.hasPrefix("/") { files.append(folder) }
        // The system's programs and data are in the sandbox anyway.
        files.removeAll { $0.hasPrefix("/usr/") }
        let before = sandbox?.arguments(files: files.map { ($0, $0) }) ?? []
        // One thread: several of them take more time together than one alone, and the other core has a page of its own.
        // Readers come before recognition: it runs at a lower priority.
        return before + ["/usr/bin/env", "OMP_THREAD_LIMIT=1", "/usr/bin/nice", "-n", "10", program]
    }

    private static func isLanguage(_ line: String) -> Bool {
        !line.isEmpty && line.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_/-".contains($0)) }
    }
}
