import Foundation
import TalkArchive
import Testing

@testable import ArchiveImport

/// An empty archive and a place for sources, gone when the test is over.
final class ImportFolder {
    let url: URL

    init(_ files: [String: String] = [:]) throws {
        url = FileManager.default.temporaryDirectory
            .appending(path: "rockpool-import-\(UUID().uuidString)", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        try write(
            "Archive/archive.yaml",
            "name: Tidal\nbase_url: https://tidal.example\ntag_authority: tidal.example,2020\n")
        for (path, text) in files { try write(path, text) }
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    var archive: ArchiveFolder { ArchiveFolder(root: url.appending(path: "Archive", directoryHint: .isDirectory)) }

    func write(_ path: String, _ data: Data) throws {
        let file = url.appending(path: path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: file)
    }

    func write(_ path: String, _ text: String) throws { try write(path, Data(text.utf8)) }

    func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: url.appending(path: path)), as: UTF8.self)
    }

    /// What a source says.
    func read(_ source: String, pageURL: String? = nil, year: Int? = nil, limits: ImportLimits = ImportLimits())
        throws -> ImportReading
    {
        var found = ImportSource(
            url.appending(path: source), pageURL: pageURL.flatMap { URL(string: $0) }, year: year)
        found.limits = limits
        return try found.read()
    }

    /// What would be done with a source.
    func plan(
        _ source: String, to edition: String = "2031", pageURL: String? = nil, isUpdate: Bool = false,
        details: EditionDetails = EditionDetails(starts: CalendarDate("2031-05-02"), ends: CalendarDate("2031-05-09"))
    ) throws -> ImportPlan {
        let reading = try read(source, pageURL: pageURL, year: 2031)
        let id = try #require(EditionID(edition))
        let moment = try #require(Timestamp("2031-06-01T10:00:00Z"))
        return try ImportPlanner(archive, edition: id, at: moment)
            .plan(reading, details: details, isUpdate: isUpdate)
    }

    /// Imports a source; what became of each talk.
    @discardableResult
    func run(_ source: String, to edition: String = "2031", pageURL: String? = nil, isUpdate: Bool = false) throws
        -> [ImportWriter.Outcome]
    {
        var outcomes: [ImportWriter.Outcome] = []
        let plan = try plan(source, to: edition, pageURL: pageURL, isUpdate: isUpdate)
        try ImportWriter(archive).write(plan) { _, outcome in outcomes.append(outcome) }
        return outcomes
    }

    /// Everything that `rockpool check` would say.
    func problems() -> [String] { load().diagnostics.map(\.description) }

    func load() -> LoadedArchive {
        var hashes = FileHashCache()
        return archive.load(hashes: &hashes)
    }

    func talks(_ edition: String = "2031") -> [Talk] {
        load().archive?.editions.first { $0.id.description == edition }?.talks ?? []
    }

    /// Every file of the archive but the lock.
    func contents() -> [String: Data] {
        let root = archive.root
        var found: [String: Data] = [:]
        for path in FileManager.default.subpaths(atPath: root.path()) ?? [] where path != ".rockpool/lock" {
            if let data = try? Data(contentsOf: root.appending(path: path)) { found[path] = data }
        }
        return found
    }
}

/// A talk in a line, for comparing: `Title | Speaker, Speaker | slides | links`.
extension ImportedTalk {
    var told: String {
        var parts = [title, speakers.joined(separator: ", ")]
        if let slides { parts.append(slides.absoluteString) }
        if !links.isEmpty {
            parts.append(links.map { "\($0.kind.rawValue) \($0.url.absoluteString)" }.joined(separator: " "))
        }
        return parts.joined(separator: " | ")
    }
}
