internal import Foundation
internal import Glibc
internal import Synchronization
internal import TalkArchive

/// A file of an export in the making: written piece by piece, and hashed on the way.
final class ExportFile: Sendable {
    let path: String
    private let state: Mutex<(handle: Int32, hasher: ContentHasher, byteCount: Int)>

    init(_ path: String) throws {
        self.path = path
        let handle = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard handle >= 0 else { throw ExportError.system(path) }
        state = Mutex((handle, ContentHasher(), 0))
    }

    deinit { _ = try? finish() }

    func write(_ bytes: ArraySlice<UInt8>) throws {
        try state.withLock { state in
            state.hasher.update(bytes)
            state.byteCount += bytes.count
            var rest = bytes
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { Glibc.write(state.handle, $0.baseAddress, $0.count) }
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw ExportError.system(path) }
                rest = rest.dropFirst(count)
            }
        }
    }

    /// Closes the file.
    /// - Returns: what is in it.
    func finish() throws -> (hash: ContentHash, byteCount: Int) {
        try state.withLock { state in
            if state.handle >= 0 {
                let result = close(state.handle)
                state.handle = -1
                guard result == 0 else { throw ExportError.system(path) }
            }
            return (state.hasher.finish(), state.byteCount)
        }
    }

    /// The bytes of a file; nil when there is none, or it has another length.
    static func bytes(of path: String, count: Int? = nil) -> [UInt8]? {
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
            attributes[.type] as? FileAttributeType == .typeRegular,
            count == nil || (attributes[.size] as? NSNumber)?.intValue == count
        else { return nil }
        return FileManager.default.contents(atPath: path).map { Array($0) }
    }

    /// The hash of a file, read piece by piece; nil when there is none.
    static func hash(of path: String) -> (hash: ContentHash, byteCount: Int)? {
        guard let handle = FileHandle(forReadingAtPath: path) else { return nil }
        defer { try? handle.close() }
        var (hasher, byteCount) = (ContentHasher(), 0)
        while let piece = try? handle.read(upToCount: 1 << 20), !piece.isEmpty {
            hasher.update(piece)
            byteCount += piece.count
        }
        return (hasher.finish(), byteCount)
    }
}
