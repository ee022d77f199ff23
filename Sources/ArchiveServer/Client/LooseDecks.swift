public import Foundation
internal import SlideExtraction
internal import TalkArchive

/// Files and folders of PDFs that belong to no archive, read to see what would come of them.
public struct LooseDecks: Sendable {
    private let decks: DeckReading
    /// The files, each once, with how they are called.
    private let files: [(name: String, location: URL)]

    /// A path that leads nowhere, or a folder without a PDF.
    public enum PathError: Error, CustomStringConvertible {
        case missing(String)
        case empty(String)

        public var description: String {
            switch self {
            case .missing(let path): "There is no file or folder '\(path)'."
            case .empty(let path): "There is no file whose name ends in .pdf in '\(path)'."
            }
        }
    }

    /// - Parameter paths: a file is taken whatever its name; of a folder, all files that end in `.pdf`, also deeper.
    /// - Throws: `PathError`; an error that names the package of a missing program.
    public init(_ paths: [String], cache: URL, options: DeckReadingOptions = DeckReadingOptions()) async throws {
        var files: [(name: String, location: URL)] = []
        var seen: Set<String> = []
        for path in paths {
            for file in try Self.files(at: path) where seen.insert(file.location.standardizedFileURL.path).inserted {
                files.append(file)
            }
        }
        self.files = files
        decks = try await DeckReading(cache: cache, options: options, logger: .commandLine)
    }

    /// The files, ready to be read. Reads all of their bytes once.
    public func intake() -> DeckIntake {
        var talks: [Talk] = []
        var jobs: [DeckIngester.Job] = []
        var refused: [DeckReport] = []
        for (number, file) in files.enumerated() {
            do {
                let found = try Self.fingerprint(file.location)
                jobs.append(DeckIngester.Job(deck: file.name, file: file.location, hash: found.hash))
                talks += Self.talk(number, file.location, found)
            } catch {
                refused.append(
                    DeckReport(
                        deck: file.name, hash: nil, bytes: nil,
                        refusedBecause: ExtractionError.unreadable(reason: error.localizedDescription).description))
            }
        }
        return DeckIntake(archive: Self.archive(talks), jobs: jobs, refused: refused, decks: decks)
    }

    private static func files(at path: String) throws(PathError) -> [(name: String, location: URL)] {
        let location = URL(fileURLWithPath: path)
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: location.path, isDirectory: &isFolder) else {
            throw .missing(path)
        }
        guard isFolder.boolValue else { return [(path, location)] }
        let base = path.hasSuffix("/") ? path : path + "/"
        let names = FileManager.default.enumerator(atPath: location.path)?.compactMap { $0 as? String } ?? []
        let found = names.filter { name in
            name.lowercased().hasSuffix(".pdf") && !name.split(separator: "/").contains { $0.hasPrefix(".") }
        }
        guard !found.isEmpty else { throw .empty(path) }
        return found.sorted().map { (base + $0, location.appending(path: $0, directoryHint: .notDirectory)) }
    }

    private static func fingerprint(_ file: URL) throws -> (hash: ContentHash, byteCount: Int) {
        guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else {
            throw CocoaError(.fileReadUnknown, userInfo: [NSLocalizedDescriptionKey: "not a regular file"])
        }
        let handle = try FileHandle(forReadingFrom: file)
        defer { try? handle.close() }
        var hasher = ContentHasher()
        var byteCount = 0
        while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
            hasher.update(piece)
            byteCount += piece.count
        }
        return (hasher.finish(), byteCount)
    }

    /// A talk for a file, so that its words can be weighed against the others'.
    private static func talk(_ number: Int, _ file: URL, _ found: (hash: ContentHash, byteCount: Int)) -> [Talk] {
        guard let key = TalkKey("decks/deck-\(number + 1)") else { return [] }
        let epoch = Timestamp(secondsSinceEpoch: 0)
        let deck = Deck(
            file: file.lastPathComponent, hash: found.hash, byteCount: found.byteCount, added: epoch, origin: .upload)
        // No title: the file's name is not on any slide.
        return [Talk(key: key, title: "", published: epoch, updated: epoch, decks: [deck])]
    }

    private static func archive(_ talks: [Talk]) -> Archive {
        var editions: [Edition] = []
        if let id = EditionID("decks"), let day = CalendarDate("1970-01-01") {
            editions.append(
                Edition(
                    id: id, name: "", starts: day, ends: day, published: Timestamp(secondsSinceEpoch: 0), talks: talks))
        }
        return Archive(
            settings: ArchiveSettings(name: "", baseURL: URL(fileURLWithPath: "/"), tagAuthority: ""),
            editions: editions)
    }
}
