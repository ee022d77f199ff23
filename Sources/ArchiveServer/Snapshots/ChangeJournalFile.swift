internal import Foundation
internal import Synchronization
internal import TalkArchive

/// The journal on the disk: its name in the first line, then a change a line, as JSON. Lines are added and never
/// changed; now and then it is written anew with each talk's newest line alone.
final class ChangeJournalFile: Sendable {
    private let location: URL
    /// Bytes and lines of the file as it was last read or written; nil when it is not ours.
    private let known = Mutex<(bytes: UInt64, lines: Int)?>(nil)
    private let name = Mutex<String?>(nil)

    /// The name of the journal that the file has or had last.
    var journal: String? { name.withLock { $0 } }

    private struct Header: Codable {
        let journal: String
        let version: Int
        let latest: Int
    }

    private struct Line: Codable {
        let number: Int
        let seen: String
        let key: String
        let kind: ChangeJournal.Change.Kind
        let state: ChangeJournal.TalkState?
    }

    private static let version = 1
    /// Longer files are not what this program wrote.
    private static let byteLimit = 200_000_000
    /// Lines beyond the newest of each talk before the file is written anew.
    private static let spareLines = 1000

    init(_ location: URL) {
        self.location = location
    }

    /// The journal that is there; nil when there is none, or it is not whole. A last line that a crash cut off was never
    /// told to anyone.
    func read() -> ChangeJournal.State? {
        guard let size = try? location.resourceValues(forKeys: [.fileSizeKey]).fileSize, size <= Self.byteLimit,
            let data = try? Data(contentsOf: location)
        else { return nil }
        let decoder = JSONDecoder()
        var lines = data.split(separator: UInt8(ascii: "\n"))
        if data.last != UInt8(ascii: "\n") { _ = lines.popLast() }
        guard let first = lines.first, let header = try? decoder.decode(Header.self, from: first),
            header.version == Self.version
        else { return nil }
        name.withLock { $0 = header.journal }
        var state = ChangeJournal.State(id: header.journal, latest: header.latest)
        var newest: [TalkKey: ChangeJournal.Change] = [:]
        var last = 0
        for line in lines.dropFirst() {
            guard let line = try? decoder.decode(Line.self, from: line), let key = TalkKey(line.key),
                let seen = Timestamp(line.seen), line.number > last
            else { return nil }
            last = line.number
            newest[key] = ChangeJournal.Change(
                number: line.number, seen: seen, key: key, kind: line.kind, state: line.state)
        }
        state.latest = max(header.latest, last)
        state.changes = newest.values.sorted { $0.number < $1.number }
        // A cut line is not written behind.
        let isWhole = data.last == UInt8(ascii: "\n")
        known.withLock { $0 = isWhole ? (UInt64(data.count), lines.count) : nil }
        if !isWhole { try? write(state) }
        return state
    }

    /// Adds lines, and waits until they are on the disk: a number that was told is never given again.
    /// - Returns: false when the file is not as it was left, and nothing was written.
    func append(_ changes: [ChangeJournal.Change], to state: ChangeJournal.State) throws -> Bool {
        guard let known = known.withLock({ $0 }), let handle = try? FileHandle(forWritingTo: location) else {
            return false
        }
        defer { try? handle.close() }
        guard try handle.seekToEnd() == known.bytes else { return false }
        if known.lines + changes.count > 2 * state.changes.count + Self.spareLines {
            try write(state)
            return true
        }
        let data = try Self.lines(changes)
        do {
            try handle.write(contentsOf: data)
            try handle.synchronize()
        } catch {
            self.known.withLock { $0 = nil }
            throw error
        }
        self.known.withLock { $0 = (known.bytes + UInt64(data.count), known.lines + changes.count) }
        return true
    }

    /// Writes it anew, in one step.
    func write(_ state: ChangeJournal.State) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        var data = try encoder.encode(Header(journal: state.id, version: Self.version, latest: state.latest))
        data.append(UInt8(ascii: "\n"))
        data += try Self.lines(state.changes)
        known.withLock { $0 = nil }
        try FileManager.default.createDirectory(
            at: location.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: location, options: .atomic)
        name.withLock { $0 = state.id }
        known.withLock { $0 = (UInt64(data.count), state.changes.count + 1) }
    }

    private static func lines(_ changes: [ChangeJournal.Change]) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var data = Data()
        for change in changes {
            data += try encoder.encode(
                Line(
                    number: change.number, seen: change.seen.description, key: change.key.description,
                    kind: change.kind, state: change.state))
            data.append(UInt8(ascii: "\n"))
        }
        return data
    }
}
