internal import Foundation

/// Puts a new text in the place of one that a person may be editing: all of it at one moment, and only if the old one is
/// still what the new one was made from.
struct TextReplacement {
    /// Path of the file from the archive's root.
    let file: String
    let listing: FolderListing
    let work: WorkFolder
    let limits: ArchiveLimits

    /// Replaces `old` by `new`. To be sure that this lasts, synchronize the file's folder.
    /// - Parameter beforePlacing: called when the new text is on the disk under another name.
    /// - Throws: `DeckStoreError.changedMeanwhile` when the file is not `old` any more.
    func replace(_ old: String, with new: String, beforePlacing: () throws -> Void = {}) throws {
        let path = listing.absolute(file)
        let temporary = work.newPath("text", ending: ".tmp")
        let mode = try FileStatus.of(path, followingLinks: false)?.permissions ?? 0o644
        do {
            try DurableFile.create(temporary, bytes: Data(new.utf8), mode: mode)
            try beforePlacing()
            guard try current() == Data(old.utf8) else { throw DeckStoreError.changedMeanwhile(file: file) }
            try DurableFile.rename(temporary, to: path)
        } catch {
            try? DurableFile.remove(temporary)
            throw error
        }
    }

    /// What the file holds now; nil when it is longer than a text may be.
    func current() throws -> Data? {
        try DurableFile.read(listing.absolute(file), limit: limits.metadataBytes)
    }
}
