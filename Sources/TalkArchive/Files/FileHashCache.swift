public import Foundation

/// What was found out about the bytes of the archive's PDFs, so that a second start need not read them again.
///
/// An entry holds only while the file's size, times and inode are the same. A file that was changed in the last two
/// seconds is not remembered: the clock of a file system is coarse, and another change could hide in the same tick.
/// The cache is a value; `write` keeps it, and what cannot be read or does not add up counts as empty.
public struct FileHashCache: Sendable {
    /// True when there is something that the file it was read from does not say.
    public private(set) var isChanged = false
    /// How old a change has to be before the file's times are trusted to show the next one.
    var settlingTime = Duration.seconds(2)
    private var entries: [String: Entry] = [:]
    private var used: Set<String> = []

    /// An empty cache: everything is read.
    public init() {}

    /// Reads a cache file; a missing or damaged one gives an empty cache.
    public init(readingFrom file: URL) {
        guard let data = try? Data(contentsOf: file), let text = String(validating: data, as: UTF8.self) else { return }
        let parts = text.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == Self.heading, parts[1] == ContentHash(of: Data(parts[2].utf8)).description
        else { return }
        for line in parts[2].split(separator: "\n") {
            guard let (path, entry) = Self.entry(line) else { continue }
            entries[path] = entry
        }
    }

    /// Keeps the cache in a file. Losing it costs only time, so it is not forced to the disk.
    public func write(to file: URL) throws {
        let lines = entries.sorted { $0.key < $1.key }.map { path, entry in
            "\(entry.fingerprint.hash) \(entry.fingerprint.isPDF) \(entry.status.byteCount) \(entry.status.modified)"
                + " \(entry.status.changed) \(entry.status.inode) \(path)\n"
        }
        let body = lines.joined()
        let text = "\(Self.heading)\n\(ContentHash(of: Data(body.utf8)))\n\(body)"
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file, options: .atomic)
    }

    /// Keeps the cache in a file unless that says the same already.
    public mutating func writeChanges(to file: URL) throws {
        guard isChanged else { return }
        try write(to: file)
        isChanged = false
    }

    /// Drops what was not asked for since the last call, so that the cache does not outgrow the archive.
    mutating func forgetUnused() {
        let before = entries.count
        entries = entries.filter { used.contains($0.key) }
        if entries.count != before { isChanged = true }
        used = []
    }

    /// The fingerprint of a file, from the cache if the file is unchanged, else by reading it.
    /// - Parameters:
    ///   - path: where the file is.
    ///   - name: its path in the archive.
    /// - Returns: also the stamp of the file that has these bytes; nil when it changed while it was read.
    mutating func fingerprint(
        of path: String, named name: String
    ) throws(SystemFailure) -> (fingerprint: FileFingerprint, stamp: FileStamp?) {
        used.insert(name)
        if let known = entries[name], let status = try FileStatus.of(path, followingLinks: true),
            known.status == FileStamp(status)
        {
            return (known.fingerprint, known.status)
        }
        let (fingerprint, status) = try FileFingerprint.reading(path)
        let stamp = status.map { FileStamp($0) }
        if let stamp, stamp.age > settlingTime {
            // A line feed in a name would break the line-based file; such a name is read each time.
            if !name.contains(where: \.isNewline) {
                entries[name] = Entry(status: stamp, fingerprint: fingerprint)
                isChanged = true
            }
        } else if entries.removeValue(forKey: name) != nil {
            isChanged = true
        }
        return (fingerprint, stamp)
    }

    /// The fingerprint of a file with this stamp, if it has been read before.
    mutating func known(_ name: String, _ stamp: FileStamp) -> FileFingerprint? {
        guard let entry = entries[name], entry.status == stamp else { return nil }
        used.insert(name)
        return entry.fingerprint
    }

    private struct Entry {
        let status: FileStamp
        let fingerprint: FileFingerprint
    }

    private static let heading = "rockpool file hashes 1"

    private static func entry(_ line: Substring) -> (String, Entry)? {
        let fields = line.split(separator: " ", maxSplits: 6, omittingEmptySubsequences: false)
        guard fields.count == 7, let hash = ContentHash(String(fields[0])), let isPDF = Bool(String(fields[1])),
            let byteCount = Int(fields[2]), let modified = Int(fields[3]), let changed = Int(fields[4]),
            let inode = UInt64(fields[5])
        else { return nil }
        let stamp = FileStamp(byteCount: byteCount, modified: modified, changed: changed, inode: inode)
        let fingerprint = FileFingerprint(hash: hash, byteCount: byteCount, isPDF: isPDF)
        return (String(fields[6]), Entry(status: stamp, fingerprint: fingerprint))
    }
}
