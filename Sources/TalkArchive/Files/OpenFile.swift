internal import Foundation
internal import Glibc

/// A file descriptor that is closed when its owner goes away.
struct OpenFile: ~Copyable {
    let descriptor: Int32
    let path: String

    /// Opens or makes a file; it is never inherited by a child process.
    /// - Parameters:
    ///   - flags: as for `open(2)`; `O_CLOEXEC` is added.
    ///   - mode: rights of a new file, before the process's mask.
    init(_ path: String, flags: Int32, mode: mode_t = 0o644) throws(SystemFailure) {
        let opened = repeatedly { open(path, flags | O_CLOEXEC, mode) }
        guard opened >= 0 else { throw SystemFailure("open", path) }
        descriptor = opened
        self.path = path
    }

    deinit { close(descriptor) }

    borrowing func status() throws(SystemFailure) -> FileStatus {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw SystemFailure("stat", path) }
        return FileStatus(status)
    }

    /// Hands over the bytes piece by piece, without ever holding the whole file.
    borrowing func readAll(_ body: (UnsafeRawBufferPointer) -> Void) throws(SystemFailure) {
        let capacity = 1 << 18
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let count = repeatedly { read(descriptor, buffer.baseAddress, capacity) }
            guard count >= 0 else { throw SystemFailure("read", path) }
            if count == 0 { return }
            body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }

    /// The last bytes of the file, at most `count`.
    borrowing func readEnd(count: Int) throws(SystemFailure) -> Data {
        let size = try status().byteCount
        var data = Data(count: min(count, size))
        let start = size - data.count
        let length = data.count
        let got = data.withUnsafeMutableBytes { buffer in
            repeatedly { pread(descriptor, buffer.baseAddress, length, start) }
        }
        guard got >= 0 else { throw SystemFailure("read", path) }
        return data.prefix(got)
    }

    /// Writes all the bytes, however the system cuts them.
    borrowing func writeAll(_ bytes: UnsafeRawBufferPointer) throws(SystemFailure) {
        var rest = bytes
        while !rest.isEmpty {
            let count = repeatedly { write(descriptor, rest.baseAddress, rest.count) }
            guard count >= 0 else { throw SystemFailure("write", path) }
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
        }
    }

    /// Waits until the bytes are on the disk.
    borrowing func synchronize() throws(SystemFailure) {
        guard repeatedly({ fsync(descriptor) }) == 0 else { throw SystemFailure("fsync", path) }
    }

    /// Takes the advisory lock of the file, which goes away with the descriptor, also when the process is killed.
    /// - Returns: false when somebody else holds it.
    borrowing func tryLock() throws(SystemFailure) -> Bool {
        if repeatedly({ flock(descriptor, LOCK_EX | LOCK_NB) }) == 0 { return true }
        if errno == EWOULDBLOCK { return false }
        throw SystemFailure("lock", path)
    }
}
