public import Foundation
internal import Glibc

/// The folder of an archive that is a copy of another one, written file by file so that it can be served meanwhile.
///
/// Each file comes to its place whole: it is written where no one looks, brought to the disk and renamed. Links are not
/// followed, so nothing is written outside the folder. Calls block as the disk does.
public struct ArchiveCopy: Sendable {
    public let folder: ArchiveFolder
    /// `.copy` in the folder, which no one serves: for what is not finished, and for the notes of whoever copies.
    public let workFolder: URL

    /// The name of `workFolder`.
    public static let workFolderName = ".copy"

    public init(_ folder: ArchiveFolder) {
        self.folder = folder
        workFolder = folder.root.appending(path: Self.workFolderName, directoryHint: .isDirectory)
    }

    /// What is known of a file without reading it again as long as its size and time are the same.
    public struct Record: Hashable, Sendable, LosslessStringConvertible {
        public let hash: ContentHash
        public let byteCount: Int
        /// Nanoseconds since 1970 of the last change of the bytes.
        let modified: Int

        init(_ fingerprint: FileFingerprint, _ status: FileStatus) {
            hash = fingerprint.hash
            byteCount = fingerprint.byteCount
            modified = status.modified
        }

        /// Nil unless it is the description of a record.
        public init?(_ description: String) {
            let fields = description.split(separator: " ")
            guard fields.count == 3, let hash = ContentHash(String(fields[0])), let byteCount = Int(fields[1]),
                let modified = Int(fields[2])
            else { return nil }
            (self.hash, self.byteCount, self.modified) = (hash, byteCount, modified)
        }

        public var description: String { "\(hash) \(byteCount) \(modified)" }
    }

    /// Makes the folder and its work folder unless they are there.
    public func prepare() throws(DeckStoreError) {
        try DeckStoreError.wording {
            try FileManager.default.createDirectory(at: folder.root, withIntermediateDirectories: true)
            try DurableFile.makeFolder(path(of: workFolder))
            guard try FileStatus.of(path(of: workFolder), followingLinks: false)?.kind == .folder else {
                throw DeckStoreError.storage("'\(Self.workFolderName)' is in the way and is no folder")
            }
            // A copy that is kept in git is kept without its notes.
            let ignored = "\(path(of: workFolder))/.gitignore"
            if try FileStatus.of(ignored, followingLinks: false) == nil {
                try DurableFile.create(ignored, bytes: Data("*\n".utf8))
            }
        }
    }

    /// Removes what was fetched and is not needed any more.
    public func removeUnfinished() {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: path(of: workFolder))) ?? []
        where name.hasSuffix(Self.unfinishedEnding) {
            try? FileManager.default.removeItem(atPath: "\(path(of: workFolder))/\(name)")
        }
    }

    /// How the names of files end that are not all there.
    public static let unfinishedEnding = ".part"

    /// The names in the folder, hidden ones too, but for the work folders.
    public func names() -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0 != Self.workFolderName && $0 != WorkFolder.name }
    }

    /// Looks at a file of the archive.
    /// - Parameter known: what was found out before.
    /// - Returns: nil when there is none.
    public func record(of file: ArchiveFile, knowing known: Record? = nil) throws(DeckStoreError) -> Record? {
        try DeckStoreError.wording {
            let listing = try FolderListing(root: folder.path)
            try refuseLinks(on: file, in: listing)
            let path = listing.absolute(file.path)
            guard let status = try FileStatus.of(path, followingLinks: false) else { return nil }
            guard status.kind == .file else { throw DeckStoreError.storage("'\(file)' is in the way and is no file") }
            if let known, known.byteCount == status.byteCount, known.modified == status.modified { return known }
            return Record(try FileFingerprint.reading(path).0, status)
        }
    }

    /// Reads a file of the work folder.
    public func fingerprint(of location: URL) throws(DeckStoreError) -> (hash: ContentHash, byteCount: Int) {
        try DeckStoreError.wording {
            let fingerprint = try FileFingerprint.reading(path(of: location)).0
            return (fingerprint.hash, fingerprint.byteCount)
        }
    }

    /// Keeps other processes from copying into the same folder, as long as the result lives.
    /// - Throws: `DeckStoreError.busy` when one does, and goes on doing it for `ArchiveLimits.lockWait`.
    public func lock() throws(DeckStoreError) -> Lock {
        try DeckStoreError.wording {
            let file = try OpenFile("\(path(of: workFolder))/lock", flags: O_RDWR | O_CREAT)
            let deadline = ContinuousClock.now.advanced(by: folder.limits.lockWait)
            while try !file.tryLock() {
                if ContinuousClock.now >= deadline { throw DeckStoreError.busy }
                usleep(50_000)
            }
            return Lock(file)
        }
    }

    /// The folder is this process's to copy into. A process that is killed gives its lock back.
    public final class Lock: Sendable {
        private let file: OpenFile

        init(_ file: consuming OpenFile) {
            self.file = file
        }
    }

    /// The text of a metadata file; nil when there is none, or none that can be read.
    public func text(of file: ArchiveFile) throws(DeckStoreError) -> String? {
        guard try record(of: file) != nil else { return nil }
        return try DeckStoreError.wording {
            let listing = try FolderListing(root: folder.path)
            let data = try DurableFile.read(listing.absolute(file.path), limit: folder.limits.metadataBytes)
            return data.flatMap { String(validating: $0, as: UTF8.self) }
        }
    }

    /// One change of several files, while no one else changes the archive: first the new files in their order, then
    /// the removals. The last file is the one that names the others, so that they are there when it is.
    public func change(placing files: [(file: ArchiveFile, source: Source)], removing: [ArchiveFile] = [])
        throws(DeckStoreError)
    {
        try DeckStoreError.wording {
            let listing = try FolderListing(root: folder.path)
            try WorkFolder(in: listing).locked(waiting: folder.limits.lockWait) {
                var folders: [String] = []
                for (index, (file, source)) in files.enumerated() {
                    try refuseLinks(on: file, in: listing)
                    try makeFolders(for: file, in: listing)
                    // What the last file names has to be on the disk before it.
                    if index == files.count - 1 { try synchronize(folders, in: listing) }
                    try place(source, as: file, in: listing)
                    if !folders.contains(file.parent) { folders.append(file.parent) }
                }
                for file in removing {
                    try refuseLinks(on: file, in: listing)
                    try DurableFile.remove(listing.absolute(file.path))
                    if !folders.contains(file.parent) { folders.append(file.parent) }
                }
                try synchronize(folders, in: listing)
                for file in removing { removeEmptyFolders(above: file, in: listing) }
            }
        }
    }

    /// Where the bytes of a new file are.
    public enum Source: Sendable {
        case bytes(Data)
        /// A file in the work folder; it is moved.
        case file(URL)
    }
}

extension ArchiveCopy {
    private func place(_ source: Source, as file: ArchiveFile, in listing: FolderListing) throws {
        let temporary: String
        switch source {
        case .file(let location):
            temporary = path(of: location)
            try OpenFile(temporary, flags: O_RDONLY).synchronize()
        case .bytes(let bytes):
            temporary = "\(path(of: workFolder))/text.tmp"
            try DurableFile.remove(temporary)
            try DurableFile.create(temporary, bytes: bytes)
        }
        try DurableFile.rename(temporary, to: listing.absolute(file.path))
    }

    private func makeFolders(for file: ArchiveFile, in listing: FolderListing) throws {
        var folder = ""
        for part in file.parent.split(separator: "/") {
            let parent = folder
            folder += folder.isEmpty ? "\(part)" : "/\(part)"
            if try FileStatus.of(listing.absolute(folder), followingLinks: false) != nil { continue }
            try DurableFile.makeFolder(listing.absolute(folder))
            try DurableFile.synchronizeFolder(listing.absolute(parent))
        }
    }

    private func synchronize(_ folders: [String], in listing: FolderListing) throws {
        for folder in folders where try FileStatus.of(listing.absolute(folder), followingLinks: false) != nil {
            try DurableFile.synchronizeFolder(listing.absolute(folder))
        }
    }

    /// A folder in which someone keeps something else stays.
    private func removeEmptyFolders(above file: ArchiveFile, in listing: FolderListing) {
        var parts = file.parent.split(separator: "/")
        while !parts.isEmpty, rmdir(listing.absolute(parts.joined(separator: "/"))) == 0 { parts.removeLast() }
    }

    /// A link that somebody made in the place of an edition or a talk would lead what is written elsewhere.
    private func refuseLinks(on file: ArchiveFile, in listing: FolderListing) throws {
        var folder = ""
        for part in file.parent.split(separator: "/") {
            folder += folder.isEmpty ? "\(part)" : "/\(part)"
            guard let status = try FileStatus.of(listing.absolute(folder), followingLinks: false) else { return }
            guard status.kind == .folder else {
                throw DeckStoreError.storage("'\(folder)' is in the way and is no folder")
            }
        }
    }

    private func path(of location: URL) -> String {
        var path = location.path(percentEncoded: false)
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        return path
    }
}
