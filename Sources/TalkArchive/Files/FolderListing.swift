internal import Glibc

/// A name in a folder and what is behind it.
struct FolderEntry: Hashable {
    let name: String
    let kind: Kind

    enum Kind: Hashable {
        case file, folder
        /// A symbolic link that leads out of the archive, or nowhere.
        case strayLink
        /// A device, a pipe: nothing that an archive is made of.
        case other
    }
}

/// Reads folders of one archive and refuses what leads out of it.
struct FolderListing {
    /// The archive's own folder, free of links.
    let root: String

    /// Fails when there is no folder at `path`.
    init(root path: String) throws(SystemFailure) {
        guard let resolved = Self.resolved(path) else { throw SystemFailure("open", path) }
        root = resolved
        guard try FileStatus.of(resolved, followingLinks: true)?.kind == .folder else {
            throw SystemFailure("open", path, code: ENOTDIR)
        }
    }

    /// The names in a folder, sorted by their bytes, without hidden ones.
    /// - Parameter relative: path from the root, empty for the root.
    /// - Throws: also `E2BIG` when there are more than `limit` names.
    func entries(of relative: String, limit: Int) throws(SystemFailure) -> [FolderEntry] {
        let path = absolute(relative)
        guard let folder = opendir(path) else { throw SystemFailure("open", path) }
        defer { closedir(folder) }
        var entries: [FolderEntry] = []
        while let found = readdir(folder) {
            let name = withUnsafeBytes(of: &found.pointee.d_name) { bytes in
                String(validating: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard let name, !name.hasPrefix(".") else { continue }
            guard entries.count < limit else { throw SystemFailure("list", path, code: E2BIG) }
            let entry = relative.isEmpty ? name : "\(relative)/\(name)"
            // Most file systems say what a name is; asking once more would double the work on a large archive.
            switch Int(found.pointee.d_type) {
            case Int(DT_REG): entries.append(FolderEntry(name: name, kind: .file))
            case Int(DT_DIR): entries.append(FolderEntry(name: name, kind: .folder))
            default: if let kind = try kind(of: entry) { entries.append(FolderEntry(name: name, kind: kind)) }
            }
        }
        return entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    /// What is at a path; nil when nothing is.
    func kind(of relative: String) throws(SystemFailure) -> FolderEntry.Kind? {
        let path = absolute(relative)
        guard let status = try FileStatus.of(path, followingLinks: false) else { return nil }
        switch status.kind {
        case .file: return .file
        case .folder: return .folder
        case .other: return .other
        case .link:
            guard let target = Self.resolved(path), target.hasPrefix(root + "/") else { return .strayLink }
            switch try FileStatus.of(target, followingLinks: false)?.kind {
            case .file: return .file
            case .folder: return .folder
            case .link, .other, nil: return .other
            }
        }
    }

    func absolute(_ relative: String) -> String { relative.isEmpty ? root : "\(root)/\(relative)" }

    private static func resolved(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(validatingCString: resolved)
    }
}
