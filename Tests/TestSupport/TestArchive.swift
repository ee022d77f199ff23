public import Foundation
public import TalkArchive

/// An archive's folder, made for a test.
public final class TestArchive: Sendable {
    public let folder: TestFolder

    public static let baseURL = "https://tidepool.example"

    /// - Parameters:
    ///   - settings: further lines of `archive.yaml`.
    ///   - location: where the folder is made; among those of this run when nil.
    public init(_ settings: String = "", in location: URL? = nil) throws {
        folder = try TestFolder(location)
        try folder.write(
            "archive.yaml",
            """
            name: Tidepool
            tagline: The Workshop on Small Waters
            base_url: \(Self.baseURL)
            tag_authority: tidepool.example,2030
            \(settings)
            """)
    }

    /// A folder with these files and no other.
    public init(files: [String: String]) throws {
        folder = try TestFolder(nil)
        for (path, text) in files { try folder.write(path, text) }
    }

    /// Adds an edition.
    /// - Parameter more: further lines of `edition.yaml`.
    public func edition(_ id: String, _ more: String = "") throws {
        try folder.write(
            "\(id)/edition.yaml", "name: Tidepool \(id)\nstarts: \(id)-05-02\nends: \(id)-05-03\n\(more)\n")
    }

    /// Adds a talk.
    /// - Parameters:
    ///   - front: the lines of its front matter, without `decks`.
    ///   - decks: its decks, the current one first; one alone is not listed in the front matter, as in an archive
    ///     made by hand.
    public func talk(_ key: String, _ front: String, text: String = "", decks: [Data] = []) throws {
        var matter = "---\n\(front)\n"
        for (number, deck) in decks.enumerated() {
            let file = number == 0 ? "slides.pdf" : "slides-\(number).pdf"
            try folder.write("\(key)/\(file)", deck)
            if number == 0, decks.count > 1 { matter += "decks:\n" }
            if decks.count > 1 {
                matter +=
                    "  - {file: \(file), sha256: \(TestPDF.hash(of: deck)), bytes: \(deck.count), "
                    + "added: 2031-05-0\(9 - number)T10:00:00Z, origin: \(number == 0 ? "upload" : "sample")}\n"
            }
        }
        try folder.write("\(key)/talk.md", matter + "---\n" + text + "\n")
    }

    /// Makes an organizer's token and gives its text.
    public func token(_ name: String = "Ada") throws -> String {
        try AccessTokens(ArchiveFolder(root: folder.url)).create(name: name, at: Timestamp(secondsSinceEpoch: 0)).text
    }

    /// Takes back the token with this text.
    public func revoke(_ token: String) throws {
        let id = token.split(separator: "_").dropFirst().first.map(String.init) ?? ""
        try AccessTokens(ArchiveFolder(root: folder.url)).revoke(id, at: Timestamp(secondsSinceEpoch: 1))
    }

    /// The archive as the folder has it now, hidden talks too, with what is wrong with it.
    public func load() -> (talks: [Talk], problems: [String]) {
        var hashes = FileHashCache()
        let loaded = ArchiveFolder(root: folder.url).load(hashes: &hashes)
        return (loaded.archive?.talks ?? [], loaded.diagnostics.map(\.description))
    }
}
