import Foundation
import TalkArchive

/// A file of the cache, as a look through its folder finds it.
struct CachedFile: Equatable, Sendable {
    /// What is in it, the least worth keeping first.
    enum Kind: Int, Sendable {
        case large, small, text
    }

    var path: String
    var hash: ContentHash
    var kind: Kind
    var bytes: Int
    /// Seconds since 1970.
    var usedAt: Int
}

/// Looks through the folder of the cache: what is in it, and what no program of today reads.
struct CacheScan {
    private(set) var files: [CachedFile] = []
    /// Folders and files of older versions.
    private(set) var outdated: [String] = []

    /// - Parameter version: number of the extractor whose data is used.
    init(_ directory: String, version: Int, pictures: String) {
        for prefix in Self.names(directory) where prefix.utf8.count == 2 {
            for name in Self.names("\(directory)/\(prefix)") {
                guard let hash = ContentHash(name) else { continue }
                let entry = "\(directory)/\(prefix)/\(name)"
                for folder in Self.names(entry) where folder.hasPrefix("v") {
                    guard let number = Int(folder.dropFirst()) else { continue }
                    // Those of a newer program that shares the folder are its own.
                    if number < version { outdated.append("\(entry)/\(folder)") }
                    if number == version { look(into: "\(entry)/\(folder)", of: hash, pictures: pictures) }
                }
            }
        }
    }

    private mutating func look(into folder: String, of hash: ContentHash, pictures: String) {
        for name in Self.names(folder) {
            if name == pictures {
                take("\(folder)/\(name)/\(PictureSize.large)", of: hash, as: .large)
                take("\(folder)/\(name)/\(PictureSize.small)", of: hash, as: .small)
            } else if name.hasPrefix("pictures") {
                outdated.append("\(folder)/\(name)")
            } else if let file = Self.file("\(folder)/\(name)", of: hash, as: .text) {
                files.append(file)
            }
        }
    }

    private mutating func take(_ folder: String, of hash: ContentHash, as kind: CachedFile.Kind) {
        for name in Self.names(folder) {
            if let file = Self.file("\(folder)/\(name)", of: hash, as: kind) { files.append(file) }
        }
    }

    private static func file(_ path: String, of hash: ContentHash, as kind: CachedFile.Kind) -> CachedFile? {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return CachedFile(path: path, hash: hash, kind: kind, bytes: Int(status.st_size), usedAt: status.changedAt)
    }

    /// The names in a folder, none when it cannot be read.
    static func names(_ folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }
}
