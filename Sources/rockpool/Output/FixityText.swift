import TalkArchive

/// A check of fixity in lines for a person.
enum FixityText {
    /// `[=====>     ] 12 of 60 files  2022/rust-gcc/slides.pdf`, cut to the width.
    static func progress(_ progress: FixityCheck.Progress, width: Int) -> String {
        let bar = ProgressBar.text(done: progress.bytes, of: progress.byteCount)
        let text = "\(bar) \(progress.files) of \(Count(progress.fileCount, "file"))  \(progress.file)"
        return String(text.prefix(max(0, width - 1)))
    }

    /// - Parameter recorded: how many lines were added to the log; nil when that was not asked for.
    static func lines(_ report: FixityReport, recorded: Int?) -> [String] {
        var lines = (report.problems + report.files.compactMap(\.diagnostic)).map(\.description)
        lines += report.damagedLines.map { number in
            "\(AuditLog.fileName):\(number): warning: This line is no event; a crash or an edit cut it off."
                + " It can stay. [audit-line]"
        }
        let damaged = report.files.count { $0.state.isDamage }
        let unlogged = report.count(.unlogged)
        lines.append(
            "\(Count(report.files.count, "file")), \(Count(report.eventCount, "event")) in the log: "
                + (damaged == 0 ? "none missing, none changed" : "\(damaged) missing or changed"))
        if let recorded {
            lines.append("\(Count(recorded, "file")) recorded as \(recorded == 1 ? "it is" : "they are") now")
        } else if unlogged > 0 {
            lines.append(
                "\(Count(unlogged, "file")) put there by hand \(unlogged == 1 ? "is" : "are") not in the log;"
                    + " --record adds \(unlogged == 1 ? "it" : "them")")
        }
        return lines
    }
}

/// A check of fixity as JSON.
struct FixityJSON: Encodable {
    /// Whether nothing is missing, changed or unreadable; as the exit status.
    let intact: Bool
    let events: Int
    let damagedLogLines: [Int]
    let problems: [String]
    let recorded: Int
    let files: [File]

    init(_ report: FixityReport, recorded: Int) {
        intact = !report.isDamaged
        events = report.eventCount
        damagedLogLines = report.damagedLines
        problems = report.problems.map(\.description)
        self.recorded = recorded
        files = report.files.map(File.init)
    }

    /// One deck or picture.
    struct File: Encodable {
        let file: String
        let state: String
        let listed: String?
        let logged: String?
        let actual: String?
        let bytes: Int

        init(_ finding: FixityFinding) {
            file = finding.file
            state = finding.state.rawValue
            listed = finding.listed?.description
            logged = finding.logged?.description
            actual = finding.actual?.description
            bytes = finding.byteCount
        }
    }
}
