import Foundation
import TalkArchive

@testable import ArchiveServer

/// Writes a journal as the keeper does, one change of the same talk after the other.
struct ChangeJournalFileProbe {
    private let location: URL

    init(_ location: URL) {
        self.location = location
    }

    /// - Returns: the most bytes that the file had.
    func sizeAfter(changes count: Int) throws -> Int {
        let file = ChangeJournalFile(location)
        var state = ChangeJournal.State(id: "a")
        try file.write(state)
        var largest = 0
        for number in 1...count {
            guard let key = TalkKey("2031/one") else { break }
            let change = ChangeJournal.Change(
                number: number, seen: Timestamp(secondsSinceEpoch: number), key: key, kind: .changed,
                state: ChangeJournal.TalkState(facts: "0123456789ab", slides: "0123456789ab"))
            state.changes = [change]
            state.latest = number
            guard try file.append([change], to: state) else { return .max }
            if number.isMultiple(of: 100) { largest = max(largest, try Data(contentsOf: location).count) }
        }
        guard let read = ChangeJournalFile(location).read(), read.latest == count, read.changes.count == 1 else {
            return .max
        }
        return largest
    }
}
