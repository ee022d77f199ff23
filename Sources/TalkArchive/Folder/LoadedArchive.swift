/// What became of reading an archive's folder: its values, and everything that is wrong with it.
public struct LoadedArchive: Sendable {
    /// All that could be read, hidden talks included; `visibleToEveryone(at:)` makes what others may see.
    ///
    /// Nil when nothing can be served: there is no folder, or `archive.yaml` lacks the name, the base URL or the tag
    /// authority, without which every address and every feed id would be wrong.
    public let archive: Archive?
    /// All problems, by file and line.
    public let diagnostics: [Diagnostic]
    /// The PDFs that were found, by their path: which bytes stand for a deck, and how their file looked.
    public internal(set) var deckFiles: [String: DeckBytes] = [:]
    /// When to read again although nothing changes, because a file is waited for.
    public internal(set) var readAgainAfter: Duration?
    /// Why the system let nothing more be read, such as too many open files; what was read is then not the folder's
    /// state, and reading again later helps.
    public internal(set) var interruption: String?

    /// The folder can be read and holds no archive yet: no settings, and no folder that could be an edition.
    public internal(set) var isNew = false

    init(archive: Archive?, diagnostics: [Diagnostic]) {
        self.archive = archive
        self.diagnostics = diagnostics.sorted {
            ($0.file, $0.line ?? 0, $0.identifier, $0.summary) < ($1.file, $1.line ?? 0, $1.identifier, $1.summary)
        }
    }

    /// Nothing is worse than a warning.
    public var isClean: Bool { !diagnostics.contains { $0.severity == .error } }
}
