/// A problem of the archive's content: told to the person who can mend it, never thrown.
public struct Diagnostic: Sendable, Hashable, CustomStringConvertible {
    public var severity: Severity
    /// Stable name of the kind of problem, `unknown-key`: what a script or a test asks for.
    public var identifier: String
    /// Path relative to the archive's folder, `2022/rust-gcc/talk.md`.
    public var file: String
    /// Line in that file, counted from 1; nil where the whole file is meant.
    public var line: Int?
    /// What is wrong, in one sentence.
    public var summary: String
    /// What to do about it, in one sentence.
    public var solution: String

    public init(
        _ severity: Severity, _ identifier: String, file: String, line: Int? = nil, summary: String, solution: String
    ) {
        self.severity = severity
        self.identifier = identifier
        self.file = file
        self.line = line
        self.summary = summary
        self.solution = solution
    }

    /// `2022/rust-gcc/talk.md:4: error: unknown key 'speker'. Did you mean 'speakers'? [unknown-key]`
    public var description: String {
        let place = line.map { "\(file):\($0)" } ?? file
        return "\(place): \(severity.rawValue): \(summary) \(solution) [\(identifier)]"
    }

    /// How bad it is.
    public enum Severity: String, Sendable, Comparable, CaseIterable {
        /// Worth knowing; nothing is lost.
        case warning
        /// The thing named is not served, or not as it was meant.
        case error

        public static func < (left: Severity, right: Severity) -> Bool { left == .warning && right == .error }
    }
}
