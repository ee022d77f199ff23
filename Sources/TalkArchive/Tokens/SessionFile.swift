internal import Foundation

/// The sessions of an archive's server, in `.rockpool/sessions`: so that a restart signs nobody out.
///
/// One server keeps the list in memory and writes it as a whole; a line of JSON for each session. The work folder stays
/// out of git and of copies. Losing the file means that people sign in again, and nothing else.
public struct SessionFile: Sendable {
    private let folder: ArchiveFolder

    static let name = "sessions"

    /// Bytes of a file that is read; some ten thousand sessions.
    static let longest = 4 << 20

    public init(_ folder: ArchiveFolder) {
        self.folder = folder
    }

    /// The sessions that can be read.
    /// - Returns: `damage` says in a sentence what is wrong with the file; nil when it is whole or not there.
    public func read() -> (sessions: [StoredSession], damage: String?) {
        do throws(SystemFailure) {
            let listing = try FolderListing(root: folder.path)
            let file = "\(WorkFolder.name)/\(Self.name)"
            // A link could lead to anything.
            switch try listing.kind(of: file) {
            case nil: return ([], nil)
            case .file: break
            case .folder, .strayLink, .other: return ([], "It is no file.")
            }
            guard let bytes = try DurableFile.read(listing.absolute(file), limit: Self.longest) else {
                return ([], "It has more than \(Self.longest) bytes.")
            }
            let lines = bytes.split(separator: UInt8(ascii: "\n"))
            let sessions = lines.compactMap { Line($0)?.session }
            let lost = lines.count - sessions.count
            return (sessions, lost > 0 ? "\(lost) of its \(lines.count) lines cannot be read." : nil)
        } catch {
            return ([], "\(error)")
        }
    }

    /// Puts these in the place of all before. When this returns, they are on the disk.
    /// - Throws: `SessionFileError`; then what was kept before is as it was.
    public func write(_ sessions: [StoredSession]) throws(SessionFileError) {
        do throws(SystemFailure) {
            let work = WorkFolder(in: try FolderListing(root: folder.path))
            try work.prepare()
            let temporary = "\(work.path)/\(Self.name).new"
            try DurableFile.remove(temporary)
            do throws(SystemFailure) {
                try DurableFile.create(temporary, bytes: Self.bytes(of: sessions), mode: 0o600)
                try DurableFile.rename(temporary, to: "\(work.path)/\(Self.name)")
            } catch {
                try? DurableFile.remove(temporary)
                throw error
            }
            try DurableFile.synchronizeFolder(work.path)
        } catch {
            throw SessionFileError(description: "\(error)")
        }
    }

    /// Forgets all, which works on a full disk, too.
    public func remove() throws(SessionFileError) {
        do throws(SystemFailure) {
            let work = WorkFolder(in: try FolderListing(root: folder.path))
            try DurableFile.remove("\(work.path)/\(Self.name)")
            try DurableFile.synchronizeFolder(work.path)
        } catch {
            throw SessionFileError(description: "\(error)")
        }
    }

    private static func bytes(of sessions: [StoredSession]) -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var bytes = Data()
        for session in sessions {
            // Texts alone, which JSON can hold all of.
            guard let line = try? encoder.encode(Line(session)) else { continue }
            bytes.append(line)
            bytes.append(UInt8(ascii: "\n"))
        }
        return bytes
    }

    /// One session as JSON.
    private struct Line: Codable {
        var id: String
        var token: String?
        var link: String?
        var talk: String?
        var name: String
        var began: String
        var ends: String
        var sha256: String

        init(_ session: StoredSession) {
            id = session.id
            name = session.name
            began = session.began.description
            ends = session.ends.description
            sha256 = session.secretHash.description
            switch session.holder {
            case .token(let id): token = id
            case .link(let id, let key): (link, talk) = (id, key.description)
            }
        }

        init?(_ bytes: Data) {
            guard let line = try? JSONDecoder().decode(Line.self, from: bytes) else { return nil }
            self = line
        }

        var session: StoredSession? {
            guard let began = Timestamp(began), let ends = Timestamp(ends), let hash = ContentHash(sha256),
                let holder, !id.isEmpty
            else { return nil }
            return StoredSession(id: id, holder: holder, name: name, began: began, ends: ends, secretHash: hash)
        }

        private var holder: StoredSession.Holder? {
            switch (token, link, talk.flatMap { TalkKey($0) }) {
            case (let token?, nil, nil) where talk == nil: .token(token)
            case (nil, let link?, let talk?): .link(link, talk)
            default: nil
            }
        }
    }
}

/// The sessions could not be written.
public struct SessionFileError: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String
}
