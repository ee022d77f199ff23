public import Foundation
public import TalkArchive

/// The folder of everything that is made from decks and can be made again: slides and pictures by the PDF's SHA-256.
///
/// Form: `<first two digits>/<hash>/v<extractor version>/content.bin` and `.../pictures/<size>/<page>.png`. Every file
/// is written under another name and renamed, so a reader (also in another process) sees all of it or nothing, and
/// kill -9 leaves at most a file in `tmp/`, which ``removeLeftovers(olderThan:)`` takes away. A damaged entry reads
/// as a missing one. Copies of this value share the folder; nothing is held in memory.
public struct DerivedDataCache: Sendable {
    public let directory: URL

    public init(directory: URL) {
        self.directory = directory.standardizedFileURL
    }

    /// The slides of a deck; nil when they are not here or damaged.
    public func content(for hash: ContentHash) -> DeckContent? {
        guard let data = try? Data(contentsOf: contentFile(hash)) else { return nil }
        return data.withUnsafeBytes(DeckContentCoding.decode)
    }

    /// Keeps the slides of a deck, in place of what was there.
    ///
    /// Coordinates are kept to a tenth of a point.
    public func store(_ content: DeckContent, for hash: ContentHash) throws(ExtractionError) {
        try write(DeckContentCoding.encode(content), to: contentFile(hash))
    }

    /// The PNG of a page, counted from 1; nil when it is not here or cut off.
    public func picture(of hash: ContentHash, page: Int, size: PictureSize) -> Data? {
        guard let data = try? Data(contentsOf: pictureFile(of: hash, page: page, size: size)),
            PNGStream.isWhole(data)
        else { return nil }
        return data
    }

    /// Whether a page's picture is here; whether it is whole is only seen when it is read.
    public func hasPicture(of hash: ContentHash, page: Int, size: PictureSize) -> Bool {
        FileManager.default.fileExists(atPath: pictureFile(of: hash, page: page, size: size).path)
    }

    /// Keeps the PNG of a page.
    public func store(
        picture: [UInt8], of hash: ContentHash, page: Int, size: PictureSize
    ) throws(ExtractionError) {
        try write(picture, to: pictureFile(of: hash, page: page, size: size))
    }

    /// Forgets everything about a deck, of this and of older extractor versions.
    public func remove(_ hash: ContentHash) {
        try? FileManager.default.removeItem(at: entry(hash))
    }

    /// Removes unfinished files of processes that were killed. Younger ones may still be in the making.
    public func removeLeftovers(olderThan age: Duration = .seconds(3600)) {
        let files = try? FileManager.default.contentsOfDirectory(
            at: temporaryFolder, includingPropertiesForKeys: [.contentModificationDateKey])
        let limit = Date(timeIntervalSinceNow: -Double(age.components.seconds))
        for file in files ?? [] {
            let date = try? file.resourceValues(forKeys: [.contentModificationDateKey]).contentModificationDate
            if date ?? .distantPast < limit { try? FileManager.default.removeItem(at: file) }
        }
    }

    func contentFile(_ hash: ContentHash) -> URL { version(hash).appendingPathComponent("content.bin") }

    func pictureFile(of hash: ContentHash, page: Int, size: PictureSize) -> URL {
        version(hash).appendingPathComponent("pictures/\(size.rawValue)/\(page).png")
    }

    private var temporaryFolder: URL { directory.appendingPathComponent("tmp") }

    private func entry(_ hash: ContentHash) -> URL {
        directory.appendingPathComponent("\(hash.description.prefix(2))/\(hash)")
    }

    private func version(_ hash: ContentHash) -> URL {
        entry(hash).appendingPathComponent("v\(SlideExtractor.version)")
    }

    private func write(_ bytes: [UInt8], to file: URL) throws(ExtractionError) {
        let temporary = temporaryFolder.appendingPathComponent("\(getpid())-\(UInt64.random(in: .min ... .max))")
        do {
            let files = FileManager.default
            try files.createDirectory(at: temporaryFolder, withIntermediateDirectories: true)
            try files.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: temporary)
            // Foundation's moveItem refuses an existing destination; rename(2) replaces it in one step.
            guard rename(temporary.path, file.path) == 0 else {
                throw CocoaError(
                    .fileWriteUnknown, userInfo: [NSLocalizedDescriptionKey: String(cString: strerror(errno))])
            }
        } catch {
            try? FileManager.default.removeItem(at: temporary)
            throw .cacheUnwritable(reason: error.localizedDescription)
        }
    }
}
