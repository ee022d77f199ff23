internal import Foundation
internal import Glibc
internal import TalkArchive

/// The folder that an export is written to.
///
/// New and changed files are gathered beside the others, and take their places together at the end: an export that is
/// interrupted before leaves the former one as it was. Files that no export wrote are never touched.
struct ExportFolder {
    /// Where files wait for the end.
    private static let waitingRoom = ".rockpool-export"

    let root: String
    private let former: [String: ExportList.File]
    private(set) var files: [String: ExportList.File] = [:]
    /// Names in the waiting room, by the path that a file will have.
    private var waiting: [String: String] = [:]
    /// Folders in which nothing stands in the way.
    private var freeFolders: Set<String> = []

    /// - Throws: `ExportError` when the folder cannot be an export's.
    init(_ folder: URL) throws {
        var root = folder.standardizedFileURL.path(percentEncoded: false)
        while root.count > 1, root.hasSuffix("/") { root.removeLast() }
        self.root = root
        let manager = FileManager.default
        do {
            try manager.createDirectory(atPath: root, withIntermediateDirectories: true)
            let list = "\(root)/\(ExportList.fileName)"
            if let bytes = ExportFile.bytes(of: list) {
                former = Dictionary(
                    try ExportList(reading: bytes, file: list).files.map { ($0.path, $0) },
                    uniquingKeysWith: { first, _ in first })
            } else {
                former = [:]
                let found = try manager.contentsOfDirectory(atPath: root)
                guard found.allSatisfy({ $0 == Self.waitingRoom }) else { throw ExportError.notEmpty(folder: root) }
            }
            // Of an export that was killed.
            try? manager.removeItem(atPath: "\(root)/\(Self.waitingRoom)")
            try manager.createDirectory(atPath: "\(root)/\(Self.waitingRoom)", withIntermediateDirectories: false)
        } catch let error as ExportError {
            throw error
        } catch {
            throw ExportError.file(root, reason: error.localizedDescription)
        }
    }

    /// How many files are new or have other bytes than before.
    var changedCount: Int { waiting.count }

    /// Takes a file in. Of several with one path the first counts.
    mutating func place(_ bytes: [UInt8], at path: String) throws {
        guard files[path] == nil else { return }
        let entry = ExportList.File(path: path, bytes: bytes.count, sha256: ContentHash(of: bytes).description)
        let isKnown = ExportFile.bytes(of: "\(root)/\(path)", count: bytes.count) == bytes
        if !isKnown || former[path] == nil {
            let file = try beginFile(for: path)
            try file.write(bytes[...])
            _ = try file.finish()
        }
        files[path] = entry
    }

    /// Whether the file there has these bytes already; then it stays.
    mutating func keepsFile(at path: String, hash: ContentHash) -> Bool {
        guard files[path] == nil else { return true }
        guard former[path]?.sha256 == hash.description, let found = ExportFile.hash(of: "\(root)/\(path)"),
            found.hash == hash
        else { return false }
        files[path] = ExportList.File(path: path, bytes: found.byteCount, sha256: hash.description)
        return true
    }

    /// A file that is written piece by piece; `take` ends it.
    /// - Throws: `ExportError.foreignFile` when something stands in its place.
    mutating func beginFile(for path: String) throws -> ExportFile {
        try checkPlace(of: path)
        let name = String(waiting.count)
        waiting[path] = name
        return try ExportFile("\(root)/\(Self.waitingRoom)/\(name)")
    }

    mutating func take(_ file: ExportFile, at path: String) throws {
        let written = try file.finish()
        files[path] = ExportList.File(path: path, bytes: written.byteCount, sha256: written.hash.description)
    }

    /// Puts all files in their places and removes those of the former export that are no more.
    /// - Returns: how many were removed.
    func finish() throws -> Int {
        // From now on, whatever happens, every file here is known as an export's.
        try write(ExportList(files.merging(former) { new, _ in new }.values))
        let gone = former.keys.filter { files[$0] == nil }
        for path in gone {
            guard unlink("\(root)/\(path)") == 0 || errno == ENOENT || errno == ENOTDIR else {
                throw ExportError.system("\(root)/\(path)")
            }
            removeEmptyFolders(above: path)
        }
        for (path, name) in waiting {
            try makeFolder(above: path)
            guard rename("\(root)/\(Self.waitingRoom)/\(name)", "\(root)/\(path)") == 0 else {
                throw ExportError.system("\(root)/\(path)")
            }
        }
        abandon()
        try write(ExportList(files.values))
        return gone.count
    }

    /// Forgets what was gathered, and leaves the former export.
    func abandon() {
        try? FileManager.default.removeItem(atPath: "\(root)/\(Self.waitingRoom)")
        // A folder that was made for nothing.
        rmdir(root)
    }

    /// Files here that no export wrote, in order.
    func foreignFiles() -> [String] {
        guard let paths = FileManager.default.enumerator(atPath: root) else { return [] }
        var found: [String] = []
        while let path = paths.nextObject() as? String {
            guard files[path] == nil, path != ExportList.fileName, kind(of: path) != .typeDirectory else { continue }
            found.append(path)
        }
        return found.sorted()
    }

    private mutating func checkPlace(of path: String) throws {
        let names = path.split(separator: "/").map(String.init)
        var place = ""
        for (position, name) in names.enumerated() {
            let isLast = position == names.count - 1
            place += (place.isEmpty ? "" : "/") + name
            guard isLast || !freeFolders.contains(place) else { continue }
            guard let kind = kind(of: place) else { return }
            let isFolder = kind == .typeDirectory
            // Neither a folder in the place of a file, nor a file or link in that of a folder, unless it is ours and
            // goes away.
            let isFree =
                isFolder ? !isLast || isOurs(folder: place) : former[place] != nil
            guard isFree else { throw ExportError.foreignFile("\(root)/\(place)") }
            if isFolder { freeFolders.insert(place) }
        }
    }

    /// What stands there, not following a link; nil when nothing does.
    private func kind(of path: String) -> FileAttributeType? {
        let attributes = try? FileManager.default.attributesOfItem(atPath: "\(root)/\(path)")
        return attributes?[.type] as? FileAttributeType
    }

    /// A folder that has nothing but files of the former export, where a file has to stand now.
    private func isOurs(folder: String) -> Bool {
        guard let inside = FileManager.default.subpaths(atPath: "\(root)/\(folder)") else { return false }
        return inside.allSatisfy { path in
            kind(of: "\(folder)/\(path)") == .typeDirectory || former["\(folder)/\(path)"] != nil
        }
    }

    private func makeFolder(above path: String) throws {
        guard let end = path.lastIndex(of: "/") else { return }
        do {
            try FileManager.default.createDirectory(
                atPath: "\(root)/\(path[..<end])", withIntermediateDirectories: true)
        } catch {
            throw ExportError.file("\(root)/\(path[..<end])", reason: error.localizedDescription)
        }
    }

    private func removeEmptyFolders(above path: String) {
        var rest = path[...]
        while let end = rest.lastIndex(of: "/") {
            rest = rest[..<end]
            guard rmdir("\(root)/\(rest)") == 0 else { return }
        }
    }

    private func write(_ list: ExportList) throws {
        let target = "\(root)/\(ExportList.fileName)"
        let bytes = try list.json()
        guard ExportFile.bytes(of: target, count: bytes.count) != bytes else { return }
        let file = try ExportFile("\(target).new")
        try file.write(bytes[...])
        _ = try file.finish()
        guard rename("\(target).new", target) == 0 else { throw ExportError.system(target) }
    }
}
