public import Foundation

/// An archive on disk: `archive.yaml`, a folder for each edition, in it a folder for each talk.
///
/// Reading never fails as a whole because of one file: what is wrong becomes a `Diagnostic`, the talk or value that
/// is meant is left out, and the rest is served. Symbolic links that lead out of the folder are not followed.
public struct ArchiveFolder: Sendable {
    /// The folder that holds `archive.yaml`.
    public let root: URL
    public let limits: ArchiveLimits

    public init(root: URL, limits: ArchiveLimits = ArchiveLimits()) {
        self.root = root
        self.limits = limits
    }

    /// Reads the whole folder.
    ///
    /// Blocks while it reads; call it outside of what must stay responsive.
    /// - Parameter hashes: what is known of the PDFs' bytes; an empty cache makes every PDF be read, as a full check
    ///   should. It is brought up to date.
    public func load(hashes: inout FileHashCache) -> LoadedArchive {
        var loader = ArchiveLoader(folder: self, hashes: hashes)
        let loaded = loader.load()
        hashes = loader.memory.hashes
        return loaded
    }

    /// Reads the folder again: only what changed since the reading that `memory` is from.
    ///
    /// What an edit broke is as it was before, and the diagnostics say so. Blocks while it reads.
    /// - Parameter inWork: files that are not read yet, because somebody writes them.
    public func load(remembering memory: inout ArchiveMemory, inWork: FilesInWork) -> LoadedArchive {
        var loader = ArchiveLoader(folder: self, memory: memory, inWork: inWork)
        let loaded = loader.load()
        memory = loader.memory
        return loaded
    }

    /// The file of a deck.
    public func file(of deck: Deck, in talk: TalkKey) -> URL {
        folder(of: talk).appending(path: deck.file, directoryHint: .notDirectory)
    }

    /// The file of a picture in an edition's gallery.
    public func file(of picture: Gallery.Picture, in edition: EditionID) -> URL {
        root.appending(path: edition.description, directoryHint: .isDirectory)
            .appending(path: picture.file, directoryHint: .notDirectory)
    }

    /// The folder of a talk.
    public func folder(of talk: TalkKey) -> URL {
        root.appending(path: talk.description, directoryHint: .isDirectory)
    }

    /// The root as the system wants it.
    var path: String {
        var path = root.path(percentEncoded: false)
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        return path
    }
}
