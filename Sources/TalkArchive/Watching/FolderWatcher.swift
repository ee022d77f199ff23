internal import Foundation
internal import Glibc
internal import Synchronization

/// Watches an archive's folder: tells that something in it changed, and which files are being written.
///
/// It only rings; what changed is found by reading the folder again, which is cheap with an `ArchiveMemory`. So nothing
/// depends on notices being complete, and a lost one costs time alone. Watched are the archive's own folder, the
/// editions and the talks; hidden names (`.git`, `.rockpool`) are not.
public final class FolderWatcher: Sendable {
    private let folder: ArchiveFolder
    private let inotify: Inotify?
    private let state: Mutex<State>
    private let ring: @Sendable () -> Void
    /// Ends the reading of notices and closes the queue after it.
    private let stop: @Sendable () -> Void

    /// How changes come to be known.
    public enum Way: Sendable, Hashable {
        /// The system tells of each.
        case notices
        /// The folder has to be looked at again and again.
        case looking(reason: String)
    }

    fileprivate struct State {
        /// Paths in the archive by the system's number.
        var folders: [Int32: String] = [:]
        var inWork: Set<String> = []
        var hasChanged = false
        var foldersDiffer = true
        var way: Way
    }

    /// Nothing is watched before `follow` is called.
    /// - Parameter ring: called when something changed, often many times for one change; must not block.
    public init(_ folder: ArchiveFolder, ring: @escaping @Sendable () -> Void) {
        self.folder = folder
        self.ring = ring
        var way = MountTable.remoteKind(of: folder.path).map {
            Way.looking(reason: "the folder lies on a file system (\($0)) that does not tell of changes made elsewhere")
        }
        do throws(SystemFailure) {
            inotify = try Inotify()
        } catch {
            inotify = nil
            way = .looking(reason: "the system gives no notices (\(error.reason); see fs.inotify.max_user_instances)")
        }
        state = Mutex(State(way: way ?? .notices))
        guard let inotify else {
            stop = {}
            return
        }
        let source = DispatchSource.makeReadSource(
            fileDescriptor: inotify.descriptor, queue: DispatchQueue(label: "rockpool.notices", qos: .utility))
        // The descriptor has to stay open until the source lets go of it.
        source.setCancelHandler { extendLifetime(inotify) }
        // Sources may be cancelled from any thread; they are only not marked so.
        nonisolated(unsafe) let cancelled = source
        stop = { cancelled.cancel() }
        source.setEventHandler { [weak self] in self?.readNotices(inotify) }
        source.resume()
    }

    deinit { stop() }

    public var way: Way { state.withLock { $0.way } }

    /// The files that somebody has begun to write and not closed.
    public var inWork: FilesInWork {
        state.withLock { FilesInWork(paths: $0.inWork, areTold: $0.way == .notices) }
    }

    /// Whether something changed since this was asked last.
    public func takeChange() -> Bool {
        state.withLock { state in
            defer { state.hasChanged = false }
            return state.hasChanged
        }
    }

    /// Watches the folders that there are now. Call it before the folder is read, so that what happens after it is told.
    /// - Parameter completely: looks at all folders even if no notice told that one is new.
    public func follow(completely: Bool) {
        let isNeeded = state.withLock { state in
            defer { state.foldersDiffer = false }
            return state.foldersDiffer || completely
        }
        guard isNeeded, let inotify, let listing = try? FolderListing(root: folder.path) else { return }
        var found: Set<Int32> = []
        do throws(SystemFailure) {
            try watch("", depth: 0, listing: listing, inotify: inotify, found: &found)
        } catch {
            let reason = "no more folders can be watched (\(error.reason); see fs.inotify.max_user_watches)"
            state.withLock { $0.way = .looking(reason: reason) }
            return
        }
        let stale = state.withLock { state in
            let stale = state.folders.keys.filter { !found.contains($0) }
            for number in stale { state.folders[number] = nil }
            return stale
        }
        for number in stale { inotify.unwatch(number) }
    }

    /// The archive's folder has editions in it, and they talks; deeper there is nothing of the archive.
    fileprivate static let talkDepth = 2

    private func watch(
        _ relative: String, depth: Int, listing: FolderListing, inotify: Inotify, found: inout Set<Int32>
    ) throws(SystemFailure) {
        do throws(SystemFailure) {
            let number = try inotify.watch(listing.absolute(relative))
            found.insert(number)
            state.withLock { $0.folders[number] = relative }
        } catch {
            if [ENOSPC, ENOMEM].contains(error.code) { throw error }
            // Gone meanwhile, or not to be read by us: then there is nothing of it to serve.
            return
        }
        guard depth < Self.talkDepth,
            let entries = try? listing.entries(of: relative, limit: folder.limits.namesInFolder)
        else { return }
        for entry in entries where entry.kind == .folder {
            let path = relative.isEmpty ? entry.name : "\(relative)/\(entry.name)"
            try watch(path, depth: depth + 1, listing: listing, inotify: inotify, found: &found)
        }
    }

    private func readNotices(_ inotify: Inotify) {
        let events = inotify.events()
        let hasChanged = state.withLock { state in
            for event in events { state.take(event) }
            return state.hasChanged
        }
        if hasChanged { ring() }
    }
}

extension FolderWatcher.State {
    fileprivate mutating func take(_ event: Inotify.Event) {
        if event.has(IN_Q_OVERFLOW) {
            // Some events are lost, perhaps the end of somebody's writing.
            (hasChanged, foldersDiffer, inWork) = (true, true, [])
        } else if event.has(IN_IGNORED) {
            folders[event.folder] = nil
        } else if event.has(IN_DELETE_SELF | IN_MOVE_SELF) {
            (hasChanged, foldersDiffer) = (true, true)
        } else if !event.name.hasPrefix("."), !event.name.isEmpty, let folder = folders[event.folder] {
            take(event, at: folder.isEmpty ? event.name : "\(folder)/\(event.name)")
        }
    }

    private mutating func take(_ event: Inotify.Event, at path: String) {
        // A link to a folder is not told as a folder; what lies in a talk's folder is none that is watched.
        let isInTalk = path.utf8.count { $0 == UInt8(ascii: "/") } >= FolderWatcher.talkDepth
        if !isInTalk, event.has(IN_ISDIR | IN_CREATE | IN_MOVED_TO) { foldersDiffer = true }
        if event.has(IN_MODIFY) {
            // Writing on is no news: it is read when it is closed, or has been quiet for long.
            if inWork.insert(path).inserted { hasChanged = true }
            return
        }
        if event.has(IN_CLOSE_WRITE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE) { inWork.remove(path) }
        hasChanged = true
    }
}
