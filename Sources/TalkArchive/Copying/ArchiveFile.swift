/// A file of an archive by its place: the only paths that a copy is ever written to.
public struct ArchiveFile: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Relative to the archive's folder.
    public let path: String

    public static let settings = ArchiveFile(unchecked: "archive.yaml")

    public static func edition(_ id: EditionID) -> ArchiveFile { ArchiveFile(unchecked: "\(id)/edition.yaml") }

    public static func talk(_ key: TalkKey) -> ArchiveFile { ArchiveFile(unchecked: "\(key)/talk.md") }

    /// Nil when the name is not one that a deck can have.
    public static func deck(_ name: String, of key: TalkKey) -> ArchiveFile? {
        DeckFileName.isValid(name) ? ArchiveFile(unchecked: "\(key)/\(name)") : nil
    }

    /// Nil when the name is not one that a picture can have.
    public static func picture(_ name: String, of id: EditionID) -> ArchiveFile? {
        PictureFileName.isValid(name) ? ArchiveFile(unchecked: "\(id)/\(name)") : nil
    }

    /// Nil unless it is the path of one of these.
    public init?(path: String) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let file: ArchiveFile?
        switch parts.count {
        case 1: file = .settings
        case 2:
            guard let id = EditionID(parts[0]) else { return nil }
            file = parts[1] == "edition.yaml" ? .edition(id) : .picture(parts[1], of: id)
        case 3:
            guard let key = TalkKey("\(parts[0])/\(parts[1])") else { return nil }
            file = parts[2] == "talk.md" ? .talk(key) : .deck(parts[2], of: key)
        default: return nil
        }
        guard let file, file.path == path else { return nil }
        self = file
    }

    private init(unchecked path: String) {
        self.path = path
    }

    /// The edition whose folder it lies in.
    public var edition: EditionID? { path.split(separator: "/").dropLast().first.flatMap { EditionID(String($0)) } }

    /// The talk whose folder it lies in.
    public var talk: TalkKey? {
        let parts = path.split(separator: "/")
        return parts.count == 3 ? TalkKey("\(parts[0])/\(parts[1])") : nil
    }

    public var description: String { path }

    /// The folder it lies in; empty for the archive's own.
    var parent: String { path.split(separator: "/").dropLast().joined(separator: "/") }

    public static func < (left: ArchiveFile, right: ArchiveFile) -> Bool { left.path < right.path }
}
