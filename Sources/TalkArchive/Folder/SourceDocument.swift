/// The metadata of an archive as the files that it can be read from again, so that others can carry it away.
///
/// They are written from the values, never copied from the folder: comments, keys that nobody knows and times of
/// embargoes stay at home. Reading such a file gives the value it was written from, and the same value always gives the
/// same bytes.
public enum SourceDocument {
    /// RFC 7763, for a `talk.md`.
    public static let talkMediaType = "text/markdown; charset=utf-8"
    /// RFC 9512, for an `edition.yaml` and `archive.yaml`.
    public static let yamlMediaType = "application/yaml"

    /// A `talk.md` with all that everyone may see of a talk, its decks with their hashes among it.
    public static func text(of talk: Talk) -> String {
        if case .withdrawn(let time, let reason) = talk.visibility {
            let moments = talk.moments.filter { $0 <= time }
            return text(
                of: Withdrawal(key: talk.key, title: talk.title, at: time, reason: reason, moments: moments))
        }
        // An embargo has ended before anyone sees this, and is nobody's business.
        let keys = TalkText.keys.filter { !VisibilityReader.keys.contains($0) }
        let front = keys.flatMap { TalkText.lines(of: $0, in: talk) } + DeckListText.lines(talk.decks)
        return "---\n" + front.map { $0 + "\n" }.joined() + "---\n" + talk.text
    }

    /// A `talk.md` with what is left of a talk that was taken back.
    public static func text(of withdrawal: Withdrawal) -> String {
        let published = withdrawal.moments.first ?? withdrawal.at
        let left = Talk(
            key: withdrawal.key, title: withdrawal.title, published: published,
            updated: withdrawal.moments.last ?? published,
            visibility: .withdrawn(at: withdrawal.at, reason: withdrawal.reason))
        let front = TalkText.keys.flatMap { TalkText.lines(of: $0, in: left) } + DeckListText.lines([])
        return "---\n" + front.map { $0 + "\n" }.joined() + "---\n"
    }

    /// An `edition.yaml`, without the edition's talks.
    public static func text(of edition: Edition) -> String { EditionText.text(of: edition) }

    /// An `archive.yaml`.
    public static func text(of settings: ArchiveSettings) -> String { SettingsText.text(of: settings) }
}

extension SourceDocument {
    /// What the file of another archive says that cannot be taken over.
    public struct ReadError: Error, Sendable, CustomStringConvertible {
        public let description: String

        init(_ problem: Diagnostic?, file: String) {
            description = problem?.description ?? "\(file) does not say what it has to say."
        }
    }

    /// Reads a `talk.md` of another archive.
    /// - Parameter edition: gives the time that holds when the talk says none.
    /// - Throws: when a value in it cannot be used. Keys that are not known are passed over: a newer Rockpool may have
    ///   written them.
    public static func talk(
        _ text: String, key: TalkKey, edition: Edition?, limits: ArchiveLimits = ArchiveLimits()
    ) throws(ReadError) -> Talk {
        var report = FileReport(file: "\(key)/talk.md")
        let draft = TalkReader.read(text, key: key, edition: edition, limits: limits, report: &report)
        guard let draft, report.isUsable else { throw ReadError(report.firstObstacle, file: report.file) }
        var talk = draft.talk
        switch talk.visibility {
        case .public, .withdrawn: break
        case .hidden, .embargoed:
            report.error("hidden", "The talk is hidden.", "What is hidden cannot be copied.")
            throw ReadError(report.diagnostics.last, file: report.file)
        }
        for declared in draft.decks ?? [] {
            guard let hash = declared.hash, let byteCount = declared.byteCount else {
                report.error(
                    "missing-key", line: declared.line, "The deck '\(declared.file)' has no sha256 or no size.",
                    "Only decks with both can be checked.")
                throw ReadError(report.diagnostics.last, file: report.file)
            }
            talk.decks.append(
                Deck(
                    file: declared.file, hash: hash, byteCount: byteCount, added: declared.added ?? talk.published,
                    origin: declared.origin ?? .upload, note: declared.note ?? ""))
        }
        return talk
    }

    /// Reads an `edition.yaml` of another archive, whose pictures are not here yet.
    public static func edition(
        _ text: String, id: EditionID, limits: ArchiveLimits = ArchiveLimits()
    ) throws(ReadError) -> Edition {
        var report = FileReport(file: "\(id)/edition.yaml")
        let edition = EditionReader.read(text, id: id, files: nil, limits: limits, report: &report)
        guard let edition, report.isUsable else { throw ReadError(report.firstObstacle, file: report.file) }
        return edition
    }

    /// Reads an `archive.yaml` of another archive.
    public static func settings(
        _ text: String, limits: ArchiveLimits = ArchiveLimits()
    ) throws(ReadError) -> ArchiveSettings {
        var report = FileReport(file: "archive.yaml")
        let settings = SettingsReader.read(text, limits: limits, report: &report)
        guard let settings, report.isUsable else { throw ReadError(report.firstObstacle, file: report.file) }
        return settings.value
    }
}

extension FileReport {
    /// What a value can do without: keys of a newer version, and a text that its own archive lacks too.
    private static let harmless: Set<String> = ["unknown-key", "missing-key"]

    fileprivate var firstObstacle: Diagnostic? {
        diagnostics.first { $0.severity == .error && !Self.harmless.contains($0.identifier) }
            ?? diagnostics.first { $0.severity == .error }
    }

    fileprivate var isUsable: Bool {
        !diagnostics.contains { $0.severity == .error && !Self.harmless.contains($0.identifier) }
    }
}
