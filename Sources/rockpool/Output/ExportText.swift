import ArchiveServer

/// What became of an export, for people.
enum ExportText {
    /// Most broken links and files of others that are named one by one.
    private static let shownCount = 10

    static func lines(_ summary: ExportSummary, folder: String) -> [String] {
        var lines = summary.refused.map { "\($0.deck) has no slides here: \($0.reason)" }
        lines += some(summary.brokenLinks) { "\($0.page) links to \($0.link), where there is nothing" }
        lines += some(summary.foreignFiles) { "\($0) was not written by an export, and is left alone" }
        var text = "\(Count(summary.files, "file")), \(megabytes(summary.bytes)), in \(folder)"
        text += summary.changed == 0 && summary.removed == 0 ? "; nothing changed" : "; \(summary.changed) written"
        if summary.removed > 0 { text += ", \(summary.removed) removed" }
        return lines + ["\(text); \((summary.seconds * 10).rounded() / 10) s"]
    }

    private static func some<Item>(_ items: [Item], _ line: (Item) -> String) -> [String] {
        items.prefix(shownCount).map(line)
            + (items.count > shownCount ? ["... and \(items.count - shownCount) more"] : [])
    }

    private static func megabytes(_ bytes: Int) -> String {
        "\((Double(bytes) / 100_000).rounded() / 10) MB"
    }
}

/// The lines of `rockpool export --json`, told apart by `event`; those of reading decks are `ingest`'s.
enum ExportLine: Encodable {
    case step(String, done: Int, total: Int)
    case summary(ExportSummary)

    private enum Key: String, CodingKey {
        case event, done, total
    }

    func encode(to encoder: any Encoder) throws {
        var line = encoder.container(keyedBy: Key.self)
        switch self {
        case .step(let step, let done, let total):
            try line.encode(step, forKey: .event)
            try line.encode(done, forKey: .done)
            try line.encode(total, forKey: .total)
        case .summary(let summary):
            try line.encode("summary", forKey: .event)
            try summary.encode(to: encoder)
        }
    }
}
