internal import Foundation
internal import Glibc

/// A change of one file that is to be told in the audit log.
struct AuditedChange: Codable, Hashable {
    /// Path from the archive's folder of the file whose replacement is the moment at which the change happens.
    let file: String
    /// What it holds before and after; nil when it is not there.
    let before: String?
    let after: String?
    /// What goes into the log, and what goes there when nobody can tell whether the change happened.
    let lines: [String]
    let uncertainLines: [String]

    init(file: String, before: ContentHash?, after: ContentHash?, events: [AuditEvent]) {
        self.file = file
        self.before = before?.description
        self.after = after?.description
        lines = events.map(\.line)
        uncertainLines = events.map { event in
            var event = event
            event.isUncertain = true
            return event.line
        }
    }
}

/// Writes the audit log so that it tells of every change that happened and of no other, whenever a crash comes.
///
/// A change is announced in a file of its own that is on the disk before the change begins (write-ahead, as databases
/// do); after it the lines go into the log and the announcement is removed. What a crash leaves announced is settled by
/// whoever changes the archive next, or at the next start: the file's hash says whether the change happened. So the log
/// itself is only ever added to. All of it needs the archive's lock.
struct AuditJournal {
    let listing: FolderListing
    let work: WorkFolder
    /// Called when the lines are in the log and the announcement is still there, so that tests can stop there.
    var afterWriting: () throws(SystemFailure) -> Void = { () throws(SystemFailure) in }

    init(listing: FolderListing, work: WorkFolder) {
        self.listing = listing
        self.work = work
    }

    private static let pendingName = "audit-pending"
    /// Bytes; an announcement has a few lines.
    private static let pendingLimit = 1 << 20
    private var pending: String { "\(work.path)/\(Self.pendingName)" }
    private var log: String { listing.absolute(AuditLog.fileName) }

    /// Does something, and tells of it in the log. If it fails, the log tells of it only when the file has changed
    /// nevertheless.
    ///
    /// When this returns the lines are in the log, or announced on the disk if the log could not be written after all;
    /// then nothing else is changed before they are in it.
    func recording<Result>(_ change: AuditedChange, _ body: () throws -> Result) throws -> Result {
        try settle()
        try announce(change)
        let result: Result
        do {
            result = try body()
        } catch {
            // Where even this fails the announcement stays, and is settled before the next change.
            try? end(change)
            throw error
        }
        try? finish(change.lines)
        return result
    }

    /// Tells of what is true already.
    func write(_ events: [AuditEvent]) throws {
        try settle()
        try append(events.map(\.line))
    }

    /// Completes what was announced and then cut off.
    func settle() throws {
        guard try FileStatus.of(pending, followingLinks: false) != nil else { return }
        // One that is cut off was never on the disk as a whole, so its change had not begun.
        guard let data = try DurableFile.read(pending, limit: Self.pendingLimit),
            let change = try? JSONDecoder().decode(AuditedChange.self, from: data)
        else { return try DurableFile.remove(pending) }
        switch try state(of: change.file) {
        case change.after: try finish(change.lines)
        case change.before: try DurableFile.remove(pending)
        default: try finish(change.uncertainLines)
        }
    }

    /// After a failure: tells of the change if the file has the new bytes, else takes the announcement back.
    private func end(_ change: AuditedChange) throws {
        if try state(of: change.file) == change.after {
            try finish(change.lines)
        } else {
            try DurableFile.remove(pending)
        }
    }

    private func announce(_ change: AuditedChange) throws {
        do {
            try DurableFile.create(pending, bytes: try JSONEncoder().encode(change))
            try DurableFile.synchronizeFolder(work.path)
        } catch {
            try? DurableFile.remove(pending)
            throw error
        }
    }

    private func finish(_ lines: [String]) throws {
        try append(lines)
        try afterWriting()
        try DurableFile.remove(pending)
    }

    /// Adds lines at the end, with one write, and brings them to the disk; those that are the last ones already, only
    /// that.
    private func append(_ lines: [String]) throws {
        let text = lines.map { $0 + "\n" }.joined()
        let isNew = try listing.kind(of: AuditLog.fileName) == nil
        let file = try OpenFile(log, flags: O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK)
        guard try file.status().kind == .file else { throw SystemFailure("open", log, code: EINVAL) }
        let end = try file.readEnd(count: text.utf8.count + 1)
        if end != Data(("\n" + text).utf8), end != Data(text.utf8) {
            // A line that a crash or an editor left open is closed, so that it does not swallow the next one.
            let isOpen = end.last.map { $0 != UInt8(ascii: "\n") } ?? false
            var failure: SystemFailure?
            Data(((isOpen ? "\n" : "") + text).utf8).withUnsafeBytes { bytes in
                do throws(SystemFailure) { try file.writeAll(bytes) } catch { failure = error }
            }
            if let failure { throw failure }
        }
        try file.synchronize()
        if isNew { try DurableFile.synchronizeFolder(listing.root) }
    }

    /// The hash of a file of the archive; nil when it is not there.
    private func state(of file: String) throws -> String? {
        guard try FileStatus.of(listing.absolute(file), followingLinks: true)?.kind == .file else { return nil }
        return try FileFingerprint.reading(listing.absolute(file)).0.hash.description
    }
}
