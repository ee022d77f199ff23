internal import Foundation
internal import Glibc

/// `.rockpool` in the archive's folder: the lock, and files that are not finished.
///
/// It lies in the archive because a file can only be renamed inside one file system. It keeps itself out of git.
struct WorkFolder {
    /// Path of the folder, and of the archive around it.
    let path: String
    private let listing: FolderListing

    static let name = ".rockpool"

    init(in listing: FolderListing) {
        self.listing = listing
        path = listing.absolute(Self.name)
    }

    /// Makes the folder unless it is there.
    func prepare() throws(SystemFailure) {
        switch try listing.kind(of: Self.name) {
        case .folder: return
        case nil: break
        case .file, .strayLink, .other: throw SystemFailure("open", path, code: ENOTDIR)
        }
        try DurableFile.makeFolder(path)
        do throws(SystemFailure) {
            try DurableFile.create("\(path)/.gitignore", bytes: Data("*\n".utf8))
        } catch  where error.code == EEXIST {
            // Somebody else was quicker.
        }
    }

    /// A path in the folder that nothing has.
    func newPath(_ prefix: String, ending: String) -> String {
        var generator = SystemRandomNumberGenerator()
        let number = String(generator.next(), radix: 16)
        return "\(path)/\(prefix)-\(number)\(ending)"
    }

    /// Does something while no one else changes the archive. A process that is killed gives its lock back.
    /// - Parameter limit: how long to wait for others.
    /// - Throws: `DeckStoreError.busy` when they took longer.
    @discardableResult
    func locked<Result>(waiting limit: Duration, _ body: () throws -> Result) throws -> Result {
        try prepare()
        let deadline = ContinuousClock.now.advanced(by: limit)
        let file = try OpenFile("\(path)/lock", flags: O_RDWR | O_CREAT)
        while try !file.tryLock() {
            if ContinuousClock.now >= deadline { throw DeckStoreError.busy }
            usleep(10_000)
        }
        defer { extendLifetime(file) }
        return try body()
    }

    /// Removes what interrupted changes left. Call it with the lock held.
    /// - Returns: the names removed.
    func removeLeftOvers() throws(SystemFailure) -> [String] {
        guard let folder = opendir(path) else {
            if errno == ENOENT { return [] }
            throw SystemFailure("open", path)
        }
        defer { closedir(folder) }
        var removed: [String] = []
        while let found = readdir(folder) {
            let name = withUnsafeBytes(of: &found.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard name.hasPrefix("incoming-") || name.hasPrefix("text-"), try isLeftOver(name) else { continue }
            try DurableFile.remove("\(path)/\(name)")
            removed.append(name)
        }
        return removed.sorted()
    }

    /// An upload that is still running holds the lock of its file; a text is only there while the archive is locked.
    private func isLeftOver(_ name: String) throws(SystemFailure) -> Bool {
        try OpenFile("\(path)/\(name)", flags: O_RDONLY | O_NONBLOCK).tryLock()
    }
}
