internal import Foundation
internal import Synchronization
internal import TalkArchive

/// The state of a run, shared by the talks that are copied at the same time.
final class MirrorLedger: Sendable {
    private let state: Mutex<MirrorState?>
    private let file: MirrorStateFile?

    /// - Parameter file: nil keeps nothing.
    init(_ state: MirrorState?, file: MirrorStateFile?) {
        self.state = Mutex(state)
        self.file = file
    }

    /// The id of the source's feed, and where it was copied from; nil before the first run.
    var origin: (archive: String, source: String)? { state.withLock { $0.map { ($0.archive, $0.source) } } }

    var editions: [EditionID] { state.withLock { $0?.editions ?? [] }.compactMap { EditionID($0) } }

    /// Begins, or renews the address.
    func begin(archive: String, source: String) throws {
        state.withLock { state in
            if state == nil { state = MirrorState(source: source, archive: archive) }
            state?.source = source
        }
        try save()
    }

    func setEditions(_ editions: [EditionID]) {
        state.withLock { $0?.editions = editions.map(\.description) }
    }

    func entityTag(of path: String) -> String? { state.withLock { $0?.entityTags[path] } }

    /// Everything that a feed leads to has been taken; nil for something is missing.
    func setEntityTag(_ tag: String?, of path: String) { state.withLock { $0?.entityTags[path] = tag } }

    func entry(of file: ArchiveFile) -> MirrorState.File? { state.withLock { $0?.files[file.path] } }

    /// The files that were written, of the whole archive or of an edition.
    func files(of edition: EditionID? = nil) -> [ArchiveFile] {
        let paths = state.withLock { $0.map { Array($0.files.keys) } ?? [] }
        return paths.compactMap { ArchiveFile(path: $0) }.filter { edition == nil || $0.edition == edition }.sorted()
    }

    /// Notes a file as it is now.
    func note(_ file: ArchiveFile, remote: ContentHash, _ record: ArchiveCopy.Record) {
        let entry = MirrorState.File(
            remote: remote.description, local: record.hash.description, record: record.description)
        state.withLock { $0?.files[file.path] = entry }
    }

    func forget(_ file: ArchiveFile) {
        state.withLock { _ = $0?.files.removeValue(forKey: file.path) }
    }

    /// Notes that files are about to get new bytes.
    func announce(_ changes: [(file: ArchiveFile, remote: ContentHash, local: ContentHash)]) throws {
        let lines = changes.map {
            MirrorState.Change(path: $0.file.path, remote: $0.remote.description, local: $0.local.description)
        }
        try state.withLock { state in
            try file?.append(lines)
            for line in lines { state?.apply(line) }
        }
    }

    func save() throws {
        try state.withLock { state in
            if let state { try file?.write(state) }
        }
    }
}
