/// What a check of fixity found: whether each file still has the bytes that were once recorded for it.
public struct FixityReport: Sendable, Hashable {
    /// By path.
    public let files: [FixityFinding]
    /// Events that the log holds, and the numbers of its lines that are none.
    public let eventCount: Int
    public let damagedLines: [Int]
    /// Metadata that cannot be read, so that nobody knows what it records.
    public let problems: [Diagnostic]

    /// Something is lost, changed, or cannot be told.
    public var isDamaged: Bool {
        files.contains { $0.state.isDamage } || problems.contains { $0.severity == .error }
    }

    public func count(_ state: FixityFinding.State) -> Int { files.count { $0.state == state } }
}

/// One file of the archive and what is recorded of it.
public struct FixityFinding: Sendable, Hashable {
    /// Path from the archive's folder.
    public let file: String
    public let state: State
    /// The metadata names it.
    public let isListed: Bool
    /// By `talk.md`.
    public let listed: ContentHash?
    /// By the last line of the audit log about it.
    public let logged: ContentHash?
    /// What it has; nil when it is not there or cannot be read.
    public let actual: ContentHash?
    /// Bytes that it has.
    public let byteCount: Int
    /// The system's words, for a file that cannot be read.
    public var reason = ""

    /// What became of a file.
    public enum State: String, Sendable, CaseIterable {
        /// It has the bytes that the log, and `talk.md` if that records any, tell.
        case intact
        /// It was put there by hand: the log does not know it, and what `talk.md` records, if anything, is right.
        case unlogged
        /// Exchanged by hand: it has what `talk.md` records, and the log tells of other bytes.
        case replaced
        /// It has other bytes than recorded.
        case changed
        /// It is listed or was logged, and is not there.
        case missing
        case unreadable

        public var isDamage: Bool { self == .changed || self == .missing || self == .unreadable }
    }

    /// The finding in words with what to do; nil when all is well.
    public var diagnostic: Diagnostic? {
        switch state {
        case .intact, .unlogged: nil
        case .replaced:
            Diagnostic(
                .warning, "fixity-replaced", file: file,
                summary: "The file was exchanged by hand for the one that talk.md records.",
                solution: "If that was meant, record it with 'rockpool check --fixity --record'.")
        case .changed:
            Diagnostic(
                .error, "fixity-changed", file: file, summary: "The file does not have the bytes that are recorded.",
                solution: "Put the recorded one back (SHA-256 \(expected)) from a backup; if the change was meant,"
                    + " mend 'sha256:' in talk.md and record it with 'rockpool check --fixity --record'.")
        case .missing:
            Diagnostic(
                .error, "fixity-missing", file: file, summary: "The file is recorded and is not there.",
                solution: "Put it back\(expected.isEmpty ? "" : " (SHA-256 \(expected))") from a backup; if it was"
                    + " removed on purpose, take it out of the metadata and record that with"
                    + " 'rockpool check --fixity --record'.")
        case .unreadable:
            Diagnostic(
                .error, "fixity-unreadable", file: file, summary: "The file cannot be read (\(reason)).",
                solution: "Check its rights and the disk.")
        }
    }

    /// The hash to look for in a backup; empty when none is recorded.
    private var expected: String { (listed ?? logged)?.description ?? "" }
}
