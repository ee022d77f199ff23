import ArchiveMirror
import TalkArchive

/// The last lines of a copy's making: `16 talks, 12 decks, 3.1 MB; 2 files fetched, 0 removed`.
struct MirrorSummaryText: CustomStringConvertible {
    let description: String

    init(_ summary: MirrorSummary, isDryRun: Bool) {
        let extent =
            "\(Count(summary.talks, "talk")), \(Count(summary.decks, "deck")), \(ByteSize.text(summary.byteCount))"
        var changes: [String] = []
        if summary.fetched > 0 {
            let size = isDryRun ? "" : " (\(ByteSize.text(summary.fetchedBytes)))"
            changes.append("\(Count(summary.fetched, "file"))\(isDryRun ? " to fetch" : " fetched")\(size)")
        }
        if summary.removed > 0 { changes.append("\(summary.removed) \(isDryRun ? "to remove" : "removed")") }
        if changes.isEmpty, summary.problems.isEmpty, summary.isComplete { changes.append("nothing has changed") }
        if !summary.problems.isEmpty { changes.append("\(Count(summary.problems.count, "problem"))") }
        var text = ([extent] + (changes.isEmpty ? [] : [changes.joined(separator: ", ")])).joined(separator: "; ")
        if !summary.isComplete { text += "\nStopped before the end; what came is kept. Run it again to go on." }
        description = text
    }
}

/// The lines of `rockpool mirror --json`, told apart by `event`.
enum MirrorLine: Encodable {
    case event(MirrorEvent)
    case summary(MirrorSummary)

    private enum Key: String, CodingKey {
        case event, file, talk, bytes, reason, talks, decks, fetched, fetchedBytes, removed, requests, problems
        case unchangedEditions, isComplete
    }

    func encode(to encoder: any Encoder) throws {
        var line = encoder.container(keyedBy: Key.self)
        switch self {
        case .event(let event): try encode(event, to: &line)
        case .summary(let summary):
            try line.encode("summary", forKey: .event)
            try line.encode(summary.talks, forKey: .talks)
            try line.encode(summary.decks, forKey: .decks)
            try line.encode(summary.byteCount, forKey: .bytes)
            try line.encode(summary.fetched, forKey: .fetched)
            try line.encode(summary.fetchedBytes, forKey: .fetchedBytes)
            try line.encode(summary.removed, forKey: .removed)
            try line.encode(summary.requests, forKey: .requests)
            try line.encode(summary.problems.count, forKey: .problems)
            try line.encode(summary.isComplete, forKey: .isComplete)
        }
    }

    private func encode(_ event: MirrorEvent, to line: inout KeyedEncodingContainer<Key>) throws {
        switch event {
        case .planned(let talks, let unchangedEditions):
            try line.encode("planned", forKey: .event)
            try line.encode(talks, forKey: .talks)
            try line.encode(unchangedEditions, forKey: .unchangedEditions)
        case .fetched(let path, let byteCount):
            try line.encode("fetched", forKey: .event)
            try line.encode(path, forKey: .file)
            try line.encode(byteCount, forKey: .bytes)
        case .removed(let path):
            try line.encode("removed", forKey: .event)
            try line.encode(path, forKey: .file)
        case .finished(let talk):
            try line.encode("finished", forKey: .event)
            try line.encode("\(talk)", forKey: .talk)
        case .problem(let problem):
            try line.encode("problem", forKey: .event)
            try line.encode(problem.file, forKey: .file)
            try line.encode(problem.reason, forKey: .reason)
        }
    }
}
