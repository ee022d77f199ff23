internal import Foundation
internal import Glibc

/// Changes of files that are on the disk when the call returns, and that a crash leaves either undone or done.
///
/// POSIX promises neither for a plain write: the bytes need `fsync`, a new name needs `fsync` of its folder, and
/// only `rename` puts a new content in the place of an old one in a single step.
enum DurableFile {
    /// Waits until the names in a folder are on the disk.
    static func synchronizeFolder(_ path: String) throws(SystemFailure) {
        try OpenFile(path, flags: O_RDONLY | O_DIRECTORY).synchronize()
    }

    /// Writes a file that must not exist yet. Its name is safe only after `synchronizeFolder`.
    /// - Parameter mode: its exact rights; nil for what the process's mask leaves.
    static func create(_ path: String, bytes: Data, mode: mode_t? = nil) throws(SystemFailure) {
        let file = try OpenFile(path, flags: O_WRONLY | O_CREAT | O_EXCL, mode: mode.map { $0 & 0o600 } ?? 0o644)
        if let mode, fchmod(file.descriptor, mode) != 0 { throw SystemFailure("set rights", path) }
        var failure: SystemFailure?
        bytes.withUnsafeBytes { buffer in
            do throws(SystemFailure) { try file.writeAll(buffer) } catch { failure = error }
        }
        if let failure { throw failure }
        try file.synchronize()
    }

    /// Gives a file a new name, in place of what had it. Both have to be on one file system.
    static func rename(_ source: String, to destination: String) throws(SystemFailure) {
        guard Glibc.rename(source, destination) == 0 else { throw SystemFailure("rename", destination) }
    }

    /// Removes a file; one that is not there is no failure.
    static func remove(_ path: String) throws(SystemFailure) {
        guard unlink(path) == 0 || errno == ENOENT else { throw SystemFailure("remove", path) }
    }

    /// Makes a folder unless it exists.
    static func makeFolder(_ path: String) throws(SystemFailure) {
        guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw SystemFailure("make folder", path) }
    }

    /// The bytes of a file.
    /// - Returns: nil when there are more than `limit` of them.
    static func read(_ path: String, limit: Int) throws(SystemFailure) -> Data? {
        let file = try OpenFile(path, flags: O_RDONLY | O_NONBLOCK)
        guard try file.status().byteCount <= limit else { return nil }
        var data = Data()
        try file.readAll { piece in
            if data.count <= limit { data.append(contentsOf: piece) }
        }
        return data.count <= limit ? data : nil
    }
}
