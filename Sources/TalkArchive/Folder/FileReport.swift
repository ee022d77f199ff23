/// The problems found in one file of the archive.
struct FileReport {
    /// Path relative to the archive's folder.
    let file: String
    fileprivate(set) var diagnostics: [Diagnostic] = []

    init(file: String) {
        self.file = file
    }

    mutating func error(_ identifier: String, line: Int? = nil, _ summary: String, _ solution: String) {
        diagnostics.append(
            Diagnostic(.error, identifier, file: file, line: line, summary: summary, solution: solution))
    }

    mutating func warning(_ identifier: String, line: Int? = nil, _ summary: String, _ solution: String) {
        diagnostics.append(
            Diagnostic(.warning, identifier, file: file, line: line, summary: summary, solution: solution))
    }
}

extension FileReport {
    /// Adds what was found in another file.
    mutating func add(_ other: FileReport) { add(other.diagnostics) }

    /// Adds what was found before in a file that has not changed.
    mutating func add(_ found: [Diagnostic]) { diagnostics += found }
}
