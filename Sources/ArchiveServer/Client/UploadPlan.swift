public import Foundation
public import TalkArchive

/// Which PDF of a folder is for which talk.
public struct UploadPlan: Sendable, Equatable {
    /// By name.
    public let files: [Deck]
    /// PDFs for which there is no talk, or more than one PDF.
    public let unmatched: [Unmatched]

    /// A PDF and its talk.
    public struct Deck: Sendable, Equatable {
        /// As it lies in the folder, `rust-gcc.pdf`.
        public let name: String
        public let location: URL
        public let talk: TalkKey
        public let byteCount: Int
        /// What the server has for the talk now.
        public let current: ContentHash?
    }

    /// A PDF that is sent nowhere.
    public struct Unmatched: Sendable, Equatable {
        public let name: String
        /// What to do about it, in one sentence.
        public let reason: String
    }

    /// Bytes of all files.
    public var byteCount: Int { files.reduce(0) { $0 + $1.byteCount } }

    /// The folder cannot be used.
    public enum FolderError: Error, Hashable, Sendable, CustomStringConvertible {
        case unreadable(String)
        case empty(String)

        public var description: String {
            switch self {
            case .unreadable(let path): "The folder \(path) cannot be read."
            case .empty(let path): "There is no file whose name ends in .pdf in \(path)."
            }
        }
    }

    /// Matches PDFs to talks by name alone: `rust-gcc.pdf` or `rust-gcc/slides.pdf` is for the talk `rust-gcc`. Nothing
    /// is guessed.
    /// - Parameter talks: of the edition, with the deck that each has.
    public init(
        folder: URL, edition: EditionID, talks: [TalkSlug: ContentHash?]
    ) throws(FolderError) {
        let found = try Self.pdfs(in: folder)
        guard !found.isEmpty else { throw .empty(folder.path) }
        var files: [TalkSlug: [(name: String, location: URL)]] = [:]
        var unmatched: [Unmatched] = []
        for name in found {
            let location = folder.appending(path: name, directoryHint: .notDirectory)
            if let slug = Self.slug(name), talks.keys.contains(slug) {
                files[slug, default: []].append((name, location))
            } else {
                unmatched.append(
                    Unmatched(
                        name: name,
                        reason: "No talk of \(edition) has this name. Name the file as the talk's address ends, or "
                            + "send it alone with --to \(edition)/TALK."))
            }
        }
        var decks: [Deck] = []
        for (slug, candidates) in files {
            guard candidates.count == 1 else {
                let others = candidates.map(\.name).sorted()
                unmatched += others.map { name in
                    Unmatched(
                        name: name,
                        reason: "There are \(candidates.count) PDFs for the talk \(edition)/\(slug). Leave one of them."
                    )
                }
                continue
            }
            let size = try? candidates[0].location.resourceValues(forKeys: [.fileSizeKey]).fileSize
            decks.append(
                Deck(
                    name: candidates[0].name, location: candidates[0].location,
                    talk: TalkKey(edition: edition, slug: slug), byteCount: size ?? 0,
                    current: talks[slug].flatMap { $0 }))
        }
        self.files = decks.sorted { $0.name < $1.name }
        self.unmatched = unmatched.sorted { $0.name < $1.name }
    }

    /// `rust-gcc` of `rust-gcc.pdf` and of `rust-gcc/slides.pdf`.
    private static func slug(_ name: String) -> TalkSlug? {
        let parts = name.split(separator: "/")
        switch parts.count {
        case 1: return TalkSlug(String(parts[0].dropLast(4)))
        case 2 where parts[1].lowercased() == "slides.pdf": return TalkSlug(String(parts[0]))
        default: return nil
        }
    }

    /// Names of PDFs in the folder and in folders inside it; hidden ones are passed over.
    private static func pdfs(in folder: URL) throws(FolderError) -> [String] {
        func names(_ folder: URL) -> [String]? { try? FileManager.default.contentsOfDirectory(atPath: folder.path) }
        guard let top = names(folder) else { throw .unreadable(folder.path) }
        return top.filter { !$0.hasPrefix(".") }.flatMap { name -> [String] in
            let location = folder.appending(path: name)
            let isFolder = (try? location.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) ?? false
            if !isFolder { return name.lowercased().hasSuffix(".pdf") ? [name] : [] }
            return (names(location) ?? []).filter { !$0.hasPrefix(".") && $0.lowercased().hasSuffix(".pdf") }
                .map { "\(name)/\($0)" }
        }.sorted()
    }
}
