internal import Foundation
internal import Glibc

/// `audit.log` in the archive's folder: a line of JSON for each change that the program made, oldest first.
///
/// The file is only ever added to, so git merges it by taking the lines of both sides (`merge=union`). It is written
/// by `AuditJournal` and served by no route. What people change by hand is not in it; git has that.
public struct AuditLog: Sendable {
    public let folder: ArchiveFolder

    /// The file's name in the archive's folder.
    public static let fileName = "audit.log"
    /// Bytes of one line; longer ones count as damaged.
    static let lineLimit = 1 << 16

    public init(_ folder: ArchiveFolder) {
        self.folder = folder
    }

    /// A line of the log.
    public enum Line: Sendable, Hashable {
        case event(AuditEvent)
        /// No event: a crash or a person cut it off, or wrote something else. Counted from 1.
        case damaged(line: Int)
    }

    /// Hands over the lines one by one, in the order of the file; a missing file has none.
    ///
    /// Memory is needed for one line, however long the log has grown. Blocks as the disk does.
    public func read(_ body: (Line) -> Void) throws(DeckStoreError) {
        try DeckStoreError.wording {
            let listing = try FolderListing(root: folder.path)
            guard let kind = try listing.kind(of: Self.fileName) else { return }
            guard kind == .file else { throw SystemFailure("open", Self.fileName, code: EINVAL) }
            var reader = LineReader(limit: Self.lineLimit)
            try OpenFile(listing.absolute(Self.fileName), flags: O_RDONLY | O_NONBLOCK).readAll { piece in
                reader.add(piece, told: body)
            }
            reader.finish(told: body)
        }
    }

    /// Cuts bytes into lines.
    private struct LineReader {
        let limit: Int
        private var rest = Data()
        private var number = 1
        private var isTooLong = false

        init(limit: Int) {
            self.limit = limit
        }

        mutating func add(_ piece: UnsafeRawBufferPointer, told: (Line) -> Void) {
            var bytes = piece[...]
            while let end = bytes.firstIndex(of: UInt8(ascii: "\n")) {
                take(bytes[..<end])
                finish(told: told)
                number += 1
                bytes = bytes[(end + 1)...]
            }
            take(bytes)
        }

        private mutating func take(_ bytes: Slice<UnsafeRawBufferPointer>) {
            isTooLong = isTooLong || bytes.count > limit - rest.count
            if !isTooLong { rest.append(contentsOf: bytes) }
        }

        /// Ends the line; an empty one is no line of the log.
        mutating func finish(told: (Line) -> Void) {
            defer { (rest, isTooLong) = (Data(), false) }
            if isTooLong { return told(.damaged(line: number)) }
            // An editor may have given it the line ends of another system.
            if rest.last == UInt8(ascii: "\r") { rest.removeLast() }
            if rest.isEmpty { return }
            told(AuditEvent(line: rest).map { .event($0) } ?? .damaged(line: number))
        }
    }
}

/// Names for those who change an archive without a token.
public enum AuditName {
    /// Who runs this process: `command line (ana)`.
    public static var commandLine: String {
        guard let entry = getpwuid(getuid()), let name = entry.pointee.pw_name else {
            return "command line (\(getuid()))"
        }
        return "command line (\(String(cString: name)))"
    }
}
