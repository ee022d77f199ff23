// swift-format-ignore-file: NeverForceUnwrap
// Values for tests: what cannot be made here is a mistake of the test itself.

import ArchiveMirror
import AtomFeeds
import Foundation
import SeededRandom
import Synchronization
import TalkArchive

/// A folder of its own for one test, gone when the last reference is.
final class Folder: Sendable {
    let url = FileManager.default.temporaryDirectory
        .appending(path: "rockpool-mirror-\(UUID().uuidString)", directoryHint: .isDirectory)

    init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: url) }

    func write(_ path: String, _ text: String) throws {
        let file = url.appending(path: path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: url.appending(path: path)), as: UTF8.self)
    }

    func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: url.appending(path: path).path) }

    func remove(_ path: String) throws { try FileManager.default.removeItem(at: url.appending(path: path)) }

    /// All files but those of work folders, by path.
    func files() -> [String: Data] {
        var found: [String: Data] = [:]
        for path in FileManager.default.subpaths(atPath: url.path) ?? [] where !path.hasPrefix(".") {
            if let data = try? Data(contentsOf: url.appending(path: path)) { found[path] = data }
        }
        return found
    }

    /// The archive as everyone sees it, and what is wrong with it.
    func load() -> (archive: Archive?, problems: [String]) {
        var hashes = FileHashCache()
        let loaded = ArchiveFolder(root: url).load(hashes: &hashes)
        return (
            loaded.archive?.visibleToEveryone(at: Self.now),
            loaded.diagnostics.filter { $0.severity == .error }.map(\.description)
        )
    }

    static let now = Timestamp("2030-01-01T00:00:00Z")!
}

/// A site that answers from an archive's folder, as a Rockpool does, and can fail on purpose.
final class SourceArchive: MirrorSource {
    static let base = "https://tidal.example/sub"
    let folder: Folder
    private let state = Mutex(State())

    struct State {
        var requests: [String] = []
        /// Fails each request from this one on, counted from 0.
        var failsFrom = Int.max
        /// Answers in the place of the true ones.
        var lies: [String: Data] = [:]
        /// Breaks off downloads behind so many bytes.
        var breaksOffAt = Int.max
    }

    init(_ folder: Folder) { self.folder = folder }

    func with<Result>(_ body: (inout State) -> Result) -> Result { state.withLock { body(&$0) } }

    /// The requests since the last call.
    func takeRequests() -> [String] {
        with { state in
            defer { state.requests = [] }; return state.requests
        }
    }

    func document(_ path: String, unless entityTag: String?, limit: Int) async throws -> SourceReply {
        let data = try answer(path)
        guard data.count <= limit else { throw SourceError.tooLarge(path, limit: limit) }
        let tag = "\"\(ContentHash(of: data))\""
        return tag == entityTag ? .unchanged : .document(data, entityTag: tag)
    }

    func download(_ path: String, entityTag: String, into file: URL, limit: Int) async throws {
        let data = try answer(path)
        var part = (try? Data(contentsOf: file)) ?? Data()
        if !part.isEmpty { with { $0.requests[$0.requests.count - 1] += " from \(part.count)" } }
        part += data.dropFirst(part.count)
        let end = with { $0.breaksOffAt }
        try Data(part.prefix(end)).write(to: file)
        if part.count > end { throw SourceError.unreachable(path, reason: "it broke off") }
        guard part.count <= limit else { throw SourceError.tooLarge(path, limit: limit) }
    }

    private func answer(_ path: String) throws -> Data {
        let (fails, lie) = with { state in
            state.requests.append(path)
            return (state.requests.count > state.failsFrom, state.lies[path])
        }
        if fails { throw CancellationError() }
        if let lie { return lie }
        guard let data = try truth(path) else { throw SourceError.missing(path) }
        return data
    }

    private func truth(_ path: String) throws -> Data? {
        guard let archive = folder.load().archive else { return nil }
        if path == SiteAddress.archiveSource.path { return Data(SourceDocument.text(of: archive.settings).utf8) }
        if path == SiteAddress.feed(.everything).path { return try feed(.everything, archive) }
        for edition in archive.editions {
            if path == SiteAddress.feed(.edition(edition.id)).path { return try feed(.edition(edition.id), archive) }
            if path == SiteAddress.editionSource(edition.id).path { return Data(SourceDocument.text(of: edition).utf8) }
            for picture in edition.gallery?.pictures ?? []
            where path == SiteAddress.galleryPicture(edition.id, file: picture.file).path {
                return try Data(contentsOf: ArchiveFolder(root: folder.url).file(of: picture, in: edition.id))
            }
            for withdrawal in edition.withdrawals where path == SiteAddress.talkSource(withdrawal.key).path {
                return Data(SourceDocument.text(of: withdrawal).utf8)
            }
        }
        for talk in archive.talks {
            if path == SiteAddress.talkSource(talk.key).path { return Data(SourceDocument.text(of: talk).utf8) }
            for deck in talk.decks where path == SiteAddress.file(deck.hash).path {
                return try Data(contentsOf: ArchiveFolder(root: folder.url).file(of: deck, in: talk.key))
            }
        }
        return nil
    }

    private func feed(_ subject: FeedSubject, _ archive: Archive) throws -> Data? {
        guard let feed = FeedMaker(archive: archive).feed(about: subject) else { return nil }
        return Data(try feed.xml())
    }
}

extension SourceArchive {
    /// A source with two editions and three talks, one with two decks, one without.
    static func small() throws -> SourceArchive {
        let folder = try Folder()
        try folder.write(
            "archive.yaml", "name: Tidal\nbase_url: \(base)\ntag_authority: tidal.example,2020\n# a remark\n")
        try folder.write(
            "2024/edition.yaml",
            """
            name: Tidal 2024
            starts: 2024-05-02
            gallery:
              pictures: [{file: "the pool.jpg", caption: The pool}]
            """)
        try folder.write("2024/the pool.jpg", "JPEG")
        try folder.write("2023/edition.yaml", "name: Tidal 2023\nstarts: 2023-05-02\n")
        try folder.talk("2024/limpets", "title: Limpets\nspeakers: [Ada Low]", decks: ["limpets two", "limpets one"])
        try folder.talk("2024/pool", "title: A pool\nspeakers: [Bea Ono]", decks: [])
        try folder.talk("2023/waves", "title: Waves\nspeakers: [Ada Low]", decks: ["waves"])
        try folder.talk("2023/covert", "title: Covert\nspeakers: [Cy]\nvisibility: hidden", decks: ["covert"])
        return SourceArchive(folder)
    }

    /// A source of any shape.
    static func random(seed: UInt64) throws -> SourceArchive {
        var random = SeededGenerator(seed: seed)
        let folder = try Folder()
        let words = ["Pools", "a: b # c", "“Ünïcode” 🦀", "<&>\"'", "שקופיות", "yes", "2024", "x\\n"]
        func word() -> String { "'" + words.randomElement(using: &random)!.replacing("'", with: "''") + "'" }
        try folder.write("archive.yaml", "name: \(word())\nbase_url: \(base)\ntag_authority: tidal.example,2020\n")
        for year in 2020..<(2020 + Int.random(in: 1...3, using: &random)) {
            var pictures = ""
            for number in 0..<Int.random(in: 0...2, using: &random) {
                try folder.write("\(year)/p \(number)ü.png", "PNG \(Int.random(in: 0...9, using: &random))")
                pictures += "\n  - {file: p \(number)ü.png, caption: \(word())}"
            }
            try folder.write(
                "\(year)/edition.yaml",
                "name: \(word())\nstarts: \(year)-05-02\nplace: \(word())\n"
                    + (pictures.isEmpty ? "" : "gallery:\n  pictures:\(pictures.replacing("\n", with: "\n  "))\n"))
            for number in 0..<Int.random(in: 0...5, using: &random) {
                let more = [
                    "", "\nvisibility: hidden", "\nembargo: 2029-01-01", "\nembargo: 2031-01-01",
                    "\nvisibility: withdrawn\nwithdrawn: 2025-01-01\nwithdrawal_reason: Gone",
                ].randomElement(using: &random)!
                try folder.talk(
                    "\(year)/talk-\(number)", "title: \(word())\nspeakers: [\(word())]\norder: \(number + 1)\(more)",
                    text: (0..<3).map { _ in words.randomElement(using: &random)! }.joined(separator: "\n\n"),
                    decks: (0..<Int.random(in: 0...2, using: &random)).map {
                        "\(year) \(number % 2) \($0) "
                            + String(repeating: "x", count: Int.random(in: 0...99, using: &random))
                    })
            }
        }
        return SourceArchive(folder)
    }
}

extension Folder {
    /// Adds or replaces a talk with its decks, the current one first.
    func talk(_ key: String, _ front: String, text: String = "A text.", decks: [String]) throws {
        var matter = "---\n\(front)\n"
        for (number, deck) in decks.enumerated() {
            try write("\(key)/deck \(number).pdf", "%PDF-1.7\n\(deck)\n%%EOF\n")
            matter += (number == 0 ? "decks:\n" : "") + "  - {file: deck \(number).pdf, origin: sample}\n"
        }
        try write("\(key)/talk.md", matter + "---\n\(text)\n")
    }
}
