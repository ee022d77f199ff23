import Foundation
import TalkArchive

/// A deck on disk, looked at before any tool sees it.
struct DeckFile: Sendable {
    /// Absolute, so that no tool takes it for an option.
    let path: String
    /// A PDF header is near the start, as it is in every PDF but some damaged ones that can still be read.
    let hasHeader: Bool
    /// What else the file is, told from its first bytes; nil when they tell nothing, or it may be a PDF.
    let otherKind: FileKind?
    private let identity: Identity

    /// What changes when a file is replaced or written to.
    private struct Identity: Equatable {
        var device: UInt64
        var inode: UInt64
        var bytes: Int
        var changed: [Int]
    }

    /// Checks kind, size and hash, and looks for the PDF header.
    ///
    /// The hash is compared, although the caller knows it, because derived data is kept under it for ever: slides of
    /// a file that was replaced meanwhile must not get there.
    init(_ url: URL, hash: ContentHash, limits: ExtractionLimits) throws(ExtractionError) {
        let path = url.standardizedFileURL.path
        guard url.isFileURL, path.hasPrefix("/") else { throw .unreadable(reason: "not a file") }
        self.path = path
        // Without O_NONBLOCK a named pipe in the place of a deck would be waited for without end.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .unreadable(reason: String(cString: strerror(errno))) }
        defer { close(descriptor) }
        identity = try Self.identity(descriptor)
        guard identity.bytes <= limits.fileBytes else {
            throw .fileTooLarge(bytes: identity.bytes, limit: limits.fileBytes)
        }
        guard identity.bytes > 0 else { throw .notAPDF(.empty) }
        let found = try Self.readAll(descriptor)
        guard found.hash == hash else { throw .changed }
        hasHeader = found.hasHeader
        otherKind = found.hasHeader ? nil : FileKind(firstBytes: found.firstBytes)
    }

    /// Throws ``ExtractionError/changed`` when the path leads to another file now.
    func checkUnchanged() throws(ExtractionError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .changed }
        defer { close(descriptor) }
        guard try Self.identity(descriptor) == identity else { throw .changed }
    }

    private static func identity(_ descriptor: CInt) throws(ExtractionError) -> Identity {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .unreadable(reason: String(cString: strerror(errno))) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .unreadable(reason: "not a regular file") }
        #if os(Linux)
            let changed = [status.st_mtim.tv_sec, status.st_mtim.tv_nsec]
        #else
            let changed = [status.st_mtimespec.tv_sec, status.st_mtimespec.tv_nsec]
        #endif
        return Identity(
            device: UInt64(status.st_dev), inode: UInt64(status.st_ino), bytes: Int(status.st_size), changed: changed)
    }

    private static func readAll(
        _ descriptor: CInt
    ) throws(ExtractionError) -> (hash: ContentHash, hasHeader: Bool, firstBytes: [UInt8]) {
        var hasher = ContentHasher()
        var firstBytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            guard count >= 0 else { throw .unreadable(reason: String(cString: strerror(errno))) }
            if count == 0 { return (hasher.finish(), findHeader(firstBytes.prefix(4096)), firstBytes) }
            if firstBytes.count < buffer.count {
                firstBytes.append(contentsOf: buffer[..<min(count, buffer.count - firstBytes.count)])
            }
            hasher.update(buffer[..<count])
        }
    }

    /// Readers in the field accept junk before the header (a mail's or a printer's), and so does MuPDF.
    private static func findHeader(_ bytes: ArraySlice<UInt8>) -> Bool {
        let header = Array("%PDF-".utf8)
        return bytes.indices.dropLast(header.count - 1).contains { bytes[$0...].starts(with: header) }
    }
}
