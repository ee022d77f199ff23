internal import Glibc

/// What the system knows about a file without reading it.
struct FileStatus: Hashable {
    let kind: Kind
    let byteCount: Int
    /// Nanoseconds since 1970 of the last change of the bytes, and of the bytes or the rights.
    let modified: Int
    let changed: Int
    let inode: UInt64
    /// The lowest nine bits: who may read, write and run it.
    let permissions: UInt32

    enum Kind: Hashable {
        case file, folder, link, other
    }

    init(_ status: stat) {
        switch status.st_mode & S_IFMT {
        case S_IFREG: kind = .file
        case S_IFDIR: kind = .folder
        case S_IFLNK: kind = .link
        default: kind = .other
        }
        byteCount = Int(status.st_size)
        modified = Int(status.st_mtim.tv_sec) * 1_000_000_000 + Int(status.st_mtim.tv_nsec)
        changed = Int(status.st_ctim.tv_sec) * 1_000_000_000 + Int(status.st_ctim.tv_nsec)
        inode = UInt64(status.st_ino)
        permissions = UInt32(status.st_mode & 0o777)
    }

    /// Nil when there is nothing at the path.
    /// - Parameter followingLinks: tells of the link itself when false.
    static func of(_ path: String, followingLinks: Bool) throws(SystemFailure) -> FileStatus? {
        var status = stat()
        let result = fstatat(AT_FDCWD, path, &status, followingLinks ? 0 : AT_SYMLINK_NOFOLLOW)
        if result == 0 { return FileStatus(status) }
        if errno == ENOENT || errno == ENOTDIR { return nil }
        throw SystemFailure("stat", path)
    }
}
