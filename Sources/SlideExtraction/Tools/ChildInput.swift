import Foundation
import SystemPackage

/// What a child process reads from its standard input: a file without a name, so that nobody has to feed it.
///
/// Swift-subprocess 1.0.2 can write into a pipe by itself, but stops the whole program ("FileDescriptor was not closed")
/// when the child ends before it has read everything.
struct ChildInput: ~Copyable {
    let descriptor: FileDescriptor

    /// - Throws: `Errno` when the file cannot be made or written.
    init(_ bytes: [UInt8]) throws {
        descriptor = try Self.file(of: bytes)
    }

    private static func file(of bytes: [UInt8]) throws -> FileDescriptor {
        let folder = FileManager.default.temporaryDirectory.path(percentEncoded: false)
        var name = Array("\(folder)/rockpool-input-XXXXXX".utf8CString)
        let number = mkstemp(&name)
        guard number >= 0 else { throw Errno(rawValue: errno) }
        unlink(name)
        _ = fcntl(number, F_SETFD, FD_CLOEXEC)
        let descriptor = FileDescriptor(rawValue: number)
        do {
            try descriptor.writeAll(bytes)
            try descriptor.seek(offset: 0, from: .start)
            return descriptor
        } catch {
            try? descriptor.close()
            throw error
        }
    }

    deinit { try? descriptor.close() }
}
