internal import Foundation

/// Reads every deck and picture of an archive and compares it with what `talk.md` and the audit log record.
///
/// Memory is needed for the list of files and for one piece of one file. Blocks as the disk does.
public struct FixityCheck: Sendable {
    public let folder: ArchiveFolder

    public init(_ folder: ArchiveFolder) {
        self.folder = folder
    }

    /// How far it is.
    public struct Progress: Sendable, Hashable {
        public var files = 0
        public var bytes = 0
        public let fileCount: Int
        public let byteCount: Int
        /// The file that is read now.
        public var file = ""
    }

    /// Looks at everything.
    /// - Parameter told: called before each file and after the last.
    /// - Throws: when the folder or its log cannot be read.
    public func run(told: (Progress) -> Void = { _ in }) throws(DeckStoreError) -> FixityReport {
        var known = FixityRecords()
        try known.read(AuditLog(folder))
        let listing = try DeckStoreError.wording { try FolderListing(root: folder.path) }
        known.read(listing, of: folder)
        let names = known.files.sorted { $0.key < $1.key }
        let sizes = names.map { size(of: $0.key, in: listing) }
        var progress = Progress(fileCount: names.count, byteCount: sizes.reduce(0, +))
        var findings: [FixityFinding] = []
        for ((name, record), size) in zip(names, sizes) {
            progress.file = name
            told(progress)
            if let finding = finding(name, record, in: listing) { findings.append(finding) }
            progress.files += 1
            progress.bytes += size
        }
        progress.file = ""
        told(progress)
        return FixityReport(
            files: findings, eventCount: known.eventCount, damagedLines: known.damagedLines,
            problems: known.problems)
    }

    /// Writes what is there now into the log, for every file that the log does not know so: from then on that is what
    /// is expected. Files that cannot be read, and those that `talk.md` lists with other bytes or that are not there
    /// but listed, are left out: their metadata has to be mended first.
    /// - Returns: how many lines were written.
    @discardableResult
    public func record(
        _ report: FixityReport, by who: String = AuditName.commandLine, at now: Timestamp
    ) throws(DeckStoreError) -> Int {
        let events = report.files.filter(\.canBeRecorded).map { file in
            let slashes = file.file.split(separator: "/")
            return AuditEvent(
                .recorded, by: who, at: now, talk: slashes.count == 3 ? TalkKey("\(slashes[0])/\(slashes[1])") : nil,
                file: file.file, old: file.logged, new: file.actual)
        }
        guard !events.isEmpty else { return 0 }
        try DeckStoreError.wording {
            let listing = try FolderListing(root: folder.path)
            let work = WorkFolder(in: listing)
            try work.locked(waiting: folder.limits.lockWait) {
                try AuditJournal(listing: listing, work: work).write(events)
            }
        }
        return events.count
    }

    private func size(of name: String, in listing: FolderListing) -> Int {
        (try? FileStatus.of(listing.absolute(name), followingLinks: true))?.byteCount ?? 0
    }

    /// Nil for a file that is not there and that nothing tells of any more.
    private func finding(_ name: String, _ record: FixityRecords.Record, in listing: FolderListing) -> FixityFinding? {
        func finding(
            _ state: FixityFinding.State, _ found: FileFingerprint? = nil, reason: String = ""
        ) -> FixityFinding {
            FixityFinding(
                file: name, state: state, isListed: record.isListed, listed: record.listed, logged: record.logged,
                actual: found?.hash, byteCount: found?.byteCount ?? 0, reason: reason)
        }
        let found: FileFingerprint
        do throws(SystemFailure) {
            guard try listing.kind(of: name) == .file else {
                return record.isListed || record.logged != nil ? finding(.missing) : nil
            }
            found = try FileFingerprint.reading(listing.absolute(name)).0
        } catch {
            return finding(.unreadable, reason: error.reason)
        }
        if let listed = record.listed, listed != found.hash { return finding(.changed, found) }
        guard let logged = record.logged else { return finding(.unlogged, found) }
        if logged == found.hash { return finding(.intact, found) }
        return finding(record.listed == nil ? .changed : .replaced, found)
    }
}

extension FixityFinding {
    /// A person's word is enough to take it as it is now.
    fileprivate var canBeRecorded: Bool {
        switch state {
        case .intact, .unreadable: false
        case .unlogged, .replaced: true
        case .changed: listed == nil
        case .missing: !isListed
        }
    }
}
