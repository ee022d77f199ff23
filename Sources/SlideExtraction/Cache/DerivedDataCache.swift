public import Foundation
public import TalkArchive

/// The folder of everything that is made from decks and can be made again: slides and pictures by the PDF's SHA-256.
///
/// Form: `<first two digits>/<hash>/v<extractor version>/content.bin` and `.../pictures2/<size>/<page>.picture`, or
/// `<page>.undrawable` where there can be none. Every file is written under another name and renamed, so a reader
/// (also in another process) sees all of it or nothing, and kill -9 leaves at most a file in `tmp/`, which
/// ``removeLeftovers(olderThan:)`` takes away. All files have checksums; a damaged one reads as a missing one.
///
/// The folder is bounded: when its files reach the limit, room is made, see ``init(directory:limit:)``. Copies of this
/// value share the folder and the sum of its bytes.
public struct DerivedDataCache: Sendable {
    /// Room for some two hundred thousand slides with both pictures.
    public static let defaultLimit = 12 << 30

    /// Counts up whenever pictures are made in another form, so that none of an older form is shown.
    private static let picturesFolder = "pictures2"

    public let directory: URL
    private let root: String
    private let ledger: CacheLedger

    /// - Parameter limit: Bytes that the files may have together. When they have more, decks go that are not in the
    ///   archive, those first that were not used for the longest time, then large pictures, then small ones. Texts of
    ///   the archive's decks stay, even if they alone are more.
    public init(directory: URL, limit: Int = Self.defaultLimit) {
        self.directory = directory.standardizedFileURL
        root = self.directory.path
        ledger = CacheLedger(directory: root, limit: max(0, limit), pictures: Self.picturesFolder)
    }

    /// Tells which decks the archive has now; until then every deck counts as one of them.
    public func setCurrentDecks(_ hashes: Set<ContentHash>) {
        ledger.setCurrent(hashes)
    }

    /// The bytes of all files, as far as they were counted; nil before the first write.
    public var countedBytes: Int? { ledger.bytes }

    /// The slides of a deck; nil when they are not here or damaged.
    public func content(for hash: ContentHash) -> DeckContent? {
        guard let data = try? Data(contentsOf: contentFile(hash)) else { return nil }
        return data.withUnsafeBytes(DeckContentCoding.decode)
    }

    /// Keeps the slides of a deck, in place of what was there.
    ///
    /// Coordinates are kept to a tenth of a point.
    public func store(_ content: DeckContent, for hash: ContentHash) throws(ExtractionError) {
        try write(DeckContentCoding.encode(content), to: contentFile(hash).path)
    }

    /// Forgets everything about a deck, of this and of older extractor versions.
    public func remove(_ hash: ContentHash) {
        try? FileManager.default.removeItem(atPath: entry(hash))
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

    func contentFile(_ hash: ContentHash) -> URL { URL(fileURLWithPath: version(hash) + "/content.bin") }

    private var temporaryFolder: URL { directory.appendingPathComponent("tmp") }

    private func entry(_ hash: ContentHash) -> String { "\(root)/\(hash.description.prefix(2))/\(hash)" }

    private func version(_ hash: ContentHash) -> String { "\(entry(hash))/v\(SlideExtractor.version)" }

    func write(_ bytes: [UInt8], to path: String) throws(ExtractionError) {
        let temporary = "\(root)/tmp/\(getpid())-\(UInt64.random(in: .min ... .max))"
        do throws(CacheFiles.Failure) {
            try CacheFiles.write(bytes, to: path, through: temporary)
        } catch {
            throw .cacheUnwritable(reason: error.reason)
        }
        ledger.wrote(bytes.count)
    }
}

// MARK: - Pictures

extension DerivedDataCache {
    /// The WebP picture of a page, counted from 1; nil when it is not here or damaged. A damaged one is removed, so
    /// that it is drawn again.
    public func picture(of hash: ContentHash, page: Int, size: PictureSize) -> Data? {
        let path = picturePath(of: hash, page: page, size: size)
        guard let bytes = CacheFiles.read(path, marksUse: true) else { return nil }
        if let picture = PictureCoding.decode(bytes) { return picture }
        unlink(path)
        return nil
    }

    /// Whether a page's picture is here; whether it is whole is only seen when it is read.
    public func hasPicture(of hash: ContentHash, page: Int, size: PictureSize) -> Bool {
        access(picturePath(of: hash, page: page, size: size), F_OK) == 0
    }

    /// Keeps the WebP picture of a page.
    public func store(
        picture: [UInt8], of hash: ContentHash, page: Int, size: PictureSize
    ) throws(ExtractionError) {
        try write(PictureCoding.encode(picture), to: picturePath(of: hash, page: page, size: size))
    }

    /// Remembers that a page cannot be drawn, so that no restart tries again before the extractor's version changes.
    ///
    /// - Parameter reason: for whoever looks into the folder.
    func store(undrawable reason: String, of hash: ContentHash, page: Int, size: PictureSize) throws(ExtractionError) {
        try write(PictureCoding.encode(Array(reason.utf8)), to: undrawablePath(of: hash, page: page, size: size))
    }

    /// Whether it was found that a page cannot be drawn.
    public func isUndrawable(_ hash: ContentHash, page: Int, size: PictureSize) -> Bool {
        CacheFiles.read(undrawablePath(of: hash, page: page, size: size)).flatMap(PictureCoding.decode) != nil
    }

    /// The pages of which there is a picture, and those that cannot be drawn: one look into a folder, whatever its size.
    func pictures(of hash: ContentHash, size: PictureSize) -> (drawn: Set<Int>, undrawable: Set<Int>) {
        var found: (drawn: Set<Int>, undrawable: Set<Int>) = ([], [])
        for name in CacheScan.names(pictureFolder(of: hash, size: size)) {
            guard let dot = name.firstIndex(of: "."), let page = Int(name[..<dot]) else { continue }
            switch name[dot...] {
            case ".picture": found.drawn.insert(page)
            case ".undrawable" where isUndrawable(hash, page: page, size: size): found.undrawable.insert(page)
            default: break
            }
        }
        return found
    }

    func picturePath(of hash: ContentHash, page: Int, size: PictureSize) -> String {
        "\(pictureFolder(of: hash, size: size))/\(page).picture"
    }

    func undrawablePath(of hash: ContentHash, page: Int, size: PictureSize) -> String {
        "\(pictureFolder(of: hash, size: size))/\(page).undrawable"
    }

    private func pictureFolder(of hash: ContentHash, size: PictureSize) -> String {
        "\(version(hash))/\(Self.picturesFolder)/\(size.rawValue)"
    }
}
