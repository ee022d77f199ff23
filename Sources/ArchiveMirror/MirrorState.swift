internal import Foundation
internal import TalkArchive

/// What earlier runs wrote and what the source said then. It lies in the copy's work folder and marks it as a copy.
struct MirrorState: Codable, Sendable, Equatable {
    var version = 1
    /// The address it was last made from, for people.
    var source: String
    /// The id of the source's feed: the same archive, wherever it is.
    var archive: String
    /// Entity tags of feeds of which everything has been taken, by path.
    var entityTags: [String: String] = [:]
    var editions: [String] = []
    /// What was written, by path in the archive.
    var files: [String: File] = [:]

    struct File: Codable, Sendable, Equatable {
        /// SHA-256 of the source's file, and of ours where a newer Rockpool has written more than this one keeps.
        var remote: String
        var local: String
        /// `ArchiveCopy.Record` of the file, so that it is not read each time; nil when it is not known.
        var record: String?
        /// What was there before a change that may not have been finished.
        var earlier: String?
    }

    /// One line of the journal.
    struct Change: Codable, Sendable {
        var path: String
        var remote: String
        var local: String
    }

    /// Takes over a change that began: the file has either its new bytes or the old ones.
    mutating func apply(_ change: Change) {
        files[change.path] = File(
            remote: change.remote, local: change.local, record: nil, earlier: files[change.path]?.local)
    }
}

/// The state on the disk: a file, and a journal of what changed since it was written.
///
/// A change is in the journal before it is done, so that whatever an interrupted run wrote is known to be its own.
struct MirrorStateFile: Sendable {
    private let file: URL
    private let journal: URL

    init(in folder: URL) {
        file = folder.appending(path: "mirror.json", directoryHint: .notDirectory)
        journal = folder.appending(path: "journal.jsonl", directoryHint: .notDirectory)
    }

    /// Nil when there is none; what cannot be read counts as none.
    func read() -> MirrorState? {
        guard let data = try? Data(contentsOf: file),
            var state = try? JSONDecoder().decode(MirrorState.self, from: data), state.version == 1
        else { return nil }
        let lines = (try? Data(contentsOf: journal))?.split(separator: UInt8(ascii: "\n")) ?? []
        for line in lines {
            // The last line may be cut off.
            guard let change = try? JSONDecoder().decode(MirrorState.Change.self, from: Data(line)) else { continue }
            state.apply(change)
        }
        return state
    }

    func write(_ state: MirrorState) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let data = try encoder.encode(state)
        if (try? Data(contentsOf: file)) != data { try data.write(to: file, options: .atomic) }
        try? FileManager.default.removeItem(at: journal)
    }

    func append(_ changes: [MirrorState.Change]) throws {
        var data = Data()
        for change in changes {
            data += try JSONEncoder().encode(change)
            data.append(UInt8(ascii: "\n"))
        }
        if !FileManager.default.fileExists(atPath: journal.path) {
            try Data().write(to: journal)
        }
        let handle = try FileHandle(forWritingTo: journal)
        defer { try? handle.close() }
        try handle.seekToEnd()
        try handle.write(contentsOf: data)
    }
}
