import ArchiveServer
import Foundation

/// Reports for programs that read while the work goes on: one JSON object a line, on standard output.
enum JSONLines {
    static func print(_ value: some Encodable) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Every value that is printed here is made of texts and finite numbers, which can be encoded.
        guard var line = try? encoder.encode(value) else { return }
        line.append(UInt8(ascii: "\n"))
        // Not `print`, which keeps lines back when nobody watches.
        FileHandle.standardOutput.write(line)
    }
}

/// The lines of `rockpool ingest --json`, told apart by `event`.
enum IngestLine: Encodable {
    case started(deck: String, done: Int, total: Int)
    case finished(deck: String, outcome: DeckReport.Outcome, done: Int, total: Int)
    case recognition(deck: String, pages: Int, isDone: Bool)
    case report(DeckReport)
    case summary(IngestSummary)

    private enum Key: String, CodingKey {
        case event, deck, outcome, done, total, pages
    }

    func encode(to encoder: any Encoder) throws {
        var line = encoder.container(keyedBy: Key.self)
        switch self {
        case .started(let deck, let done, let total):
            try line.encode("started", forKey: .event)
            try line.encode(deck, forKey: .deck)
            try line.encode(done, forKey: .done)
            try line.encode(total, forKey: .total)
        case .finished(let deck, let outcome, let done, let total):
            try line.encode("finished", forKey: .event)
            try line.encode(deck, forKey: .deck)
            try line.encode(outcome, forKey: .outcome)
            try line.encode(done, forKey: .done)
            try line.encode(total, forKey: .total)
        case .recognition(let deck, let pages, let isDone):
            try line.encode(isDone ? "recognised" : "recognising", forKey: .event)
            try line.encode(deck, forKey: .deck)
            try line.encode(pages, forKey: .pages)
        case .report(let report):
            try line.encode("report", forKey: .event)
            try report.encode(to: encoder)
        case .summary(let summary):
            try line.encode("summary", forKey: .event)
            try summary.encode(to: encoder)
        }
    }
}
