public import Foundation

/// What the system knows of a file's bytes without reading them. Bytes that are exchanged or written to get another
/// stamp, but for a change in the same tick of the file system's clock, which `isSettled` rules out.
public struct FileStamp: Sendable, Hashable {
    let byteCount: Int
    /// Nanoseconds since 1970 of the last change of the bytes, and of the bytes or the rights.
    let modified: Int
    let changed: Int
    let inode: UInt64

    init(byteCount: Int, modified: Int, changed: Int, inode: UInt64) {
        self.byteCount = byteCount
        self.modified = modified
        self.changed = changed
        self.inode = inode
    }

    init(_ status: FileStatus) {
        self.init(
            byteCount: status.byteCount, modified: status.modified, changed: status.changed, inode: status.inode)
    }

    /// The stamp of the file that is at a path now; nil when there is none.
    public init?(of file: URL) {
        let status = try? FileStatus.of(file.path(percentEncoded: false), followingLinks: true)
        guard let status, status.kind == .file else { return nil }
        self.init(status)
    }

    /// How long ago the file was changed, by its file system's clock and ours.
    var age: Duration {
        .seconds(Date().timeIntervalSince1970) - .nanoseconds(Swift.max(modified, changed))
    }
}
