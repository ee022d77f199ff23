import Foundation
import Synchronization
import TalkArchive

/// Knows how many bytes the cache has and keeps it within its limit.
///
/// The bytes are counted once, at the first write, by a look through the folder; each write then adds to the sum. What
/// is written over, or by other processes, makes the sum wrong; it is put right whenever the limit seems reached. So a
/// write costs an addition, and a start without writes costs nothing.
final class CacheLedger: Sendable {
    private struct State {
        /// Nil as long as nobody has counted.
        var bytes: Int?
        var isLooking = false
        /// The bytes at which somebody looks through it next: the limit, or more where what must stay is beyond it.
        var alarm: Int
        /// Bytes written while somebody counts.
        var meanwhile = 0
        var current: Set<ContentHash>?
    }

    private let directory: String
    private let limit: Int
    private let pictures: String
    private let state: Mutex<State>

    init(directory: String, limit: Int, pictures: String) {
        self.directory = directory
        self.limit = limit
        self.pictures = pictures
        state = Mutex(State(alarm: limit))
    }

    /// The sum as far as it is known.
    var bytes: Int? { state.withLock(\.bytes) }

    func setCurrent(_ hashes: Set<ContentHash>) {
        state.withLock { $0.current = hashes }
    }

    /// Notes what was written; whoever crosses the limit makes room before going on.
    func wrote(_ bytes: Int) {
        let mustLook = state.withLock { state in
            if state.isLooking {
                state.meanwhile += bytes
                return false
            }
            if let sum = state.bytes { state.bytes = sum + bytes }
            state.isLooking = (state.bytes ?? .max) > state.alarm
            return state.isLooking
        }
        if mustLook { lookThrough() }
    }

    /// Counts, removes what older versions left, and makes room where there is too much.
    private func lookThrough() {
        let scan = CacheScan(directory, version: SlideExtractor.version, pictures: pictures)
        for path in scan.outdated { try? FileManager.default.removeItem(atPath: path) }
        let sum = scan.files.reduce(0) { $0 + $1.bytes }
        var gone = 0
        if sum > limit {
            let current = state.withLock(\.current)
            let room = Int(Double(limit) * CacheTrimming.share)
            for file in CacheTrimming.removals(scan.files, current: current, downTo: room) {
                unlink(file.path)
                gone += file.bytes
            }
            removeEmptyFolders(of: Set(scan.files.map(\.hash)))
        }
        state.withLock { state in
            state.bytes = sum - gone + state.meanwhile
            state.alarm = sum - gone > limit ? Int(Double(sum - gone) / CacheTrimming.share) : limit
            state.meanwhile = 0
            state.isLooking = false
        }
    }

    /// rmdir(2) takes away only what is empty.
    private func removeEmptyFolders(of hashes: Set<ContentHash>) {
        for hash in hashes {
            let entry = "\(directory)/\(hash.description.prefix(2))/\(hash)"
            let version = "\(entry)/v\(SlideExtractor.version)"
            for size in PictureSize.allCases { rmdir("\(version)/\(pictures)/\(size)") }
            rmdir("\(version)/\(pictures)")
            rmdir(version)
            rmdir(entry)
        }
    }
}
