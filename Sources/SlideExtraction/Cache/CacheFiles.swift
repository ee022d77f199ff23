import Foundation

/// Reading and writing of single files, by the system's own calls: a cache of pictures does little else.
enum CacheFiles {
    /// What went wrong, in the system's words.
    struct Failure: Error {
        let number: CInt
        var reason: String { String(cString: strerror(number)) }

        init(_ number: CInt = errno) { self.number = number }
    }

    /// How long a file may be read before its time of last use is written again, in seconds: use is told apart by
    /// days, and a write for each reading would cost more than the reading.
    private static let useResolution = 86_400

    /// The bytes of a file, nil when it cannot be read; its time of change becomes the time of its last use.
    static func read(_ path: String, marksUse: Bool = false) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        // Refused in a folder that may only be read, where nothing is ever removed either.
        if marksUse, time(nil) - status.changedAt > useResolution { _ = futimens(descriptor, nil) }
        let size = Int(status.st_size)
        return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while count < size {
                let read = Foundation.read(descriptor, buffer.baseAddress.map { $0 + count }, size - count)
                if read <= 0 { break }
                count += read
            }
        }
    }

    /// Writes a file under another name and renames it, so that others see all of it or nothing.
    static func write(_ bytes: [UInt8], to path: String, through temporary: String) throws(Failure) {
        do throws(Failure) {
            try create(temporary, bytes)
            try rename(temporary, to: path)
        } catch {
            unlink(temporary)
            throw error
        }
    }

    private static func create(_ path: String, _ bytes: [UInt8]) throws(Failure) {
        var descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        if descriptor < 0, errno == ENOENT {
            makeFolder(of: path)
            descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        }
        guard descriptor >= 0 else { throw Failure() }
        let failure = bytes.withUnsafeBytes { bytes -> Failure? in
            var written = 0
            while written < bytes.count {
                let count = Foundation.write(descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
                if count < 0 { return Failure() }
                written += count
            }
            return nil
        }
        // A disk over the network may tell only here that it is full.
        guard close(descriptor) == 0, failure == nil else { throw failure ?? Failure() }
    }

    private static func rename(_ from: String, to path: String) throws(Failure) {
        if Foundation.rename(from, path) == 0 { return }
        // The first file of a folder; or the folder was removed to make room since the last one.
        guard errno == ENOENT else { throw Failure() }
        makeFolder(of: path)
        guard Foundation.rename(from, path) == 0 else { throw Failure() }
    }

    /// Where it cannot be made, what is done in it next says why.
    private static func makeFolder(of path: String) {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
}

extension stat {
    /// Seconds since 1970 of the last change of the bytes, or of the last use where that is marked.
    var changedAt: Int {
        #if os(Linux)
            Int(st_mtim.tv_sec)
        #else
            Int(st_mtimespec.tv_sec)
        #endif
    }
}
