internal import Foundation

/// The links by which speakers reach their talks without an account: `links.yaml` in the archive's folder.
///
/// Every call reads the file again, so a link that was revoked is refused at once. A missing file means that there are
/// none; a damaged one lets nobody in. A link to a talk that is not there opens nothing.
public struct TalkLinks: Sendable {
    public let folder: ArchiveFolder

    /// The file's name in the archive's folder.
    public static let fileName = "links.yaml"
    /// The largest number of openings that can be asked for.
    public static let mostOpenings = 1000
    /// Bytes of a link's name.
    public static let nameBytes = 200

    public init(_ folder: ArchiveFolder) {
        self.folder = folder
    }

    /// All links in the order in which they were made, those that do not hold any more too, and what is wrong with the
    /// file.
    ///
    /// When one of the diagnostics is an error the list is empty.
    public func list() -> (links: [TalkLink], diagnostics: [Diagnostic]) {
        let (links, diagnostics) = SecretsFile<TalkLink>(folder).read()
        return (links, diagnostics)
    }

    /// The link with this id, for somebody who came in by it: nil when there is none, it was revoked or has expired, or
    /// its talk is gone.
    public func valid(_ id: String, at now: Timestamp) -> TalkLink? {
        list().links.first { $0.id == id && $0.holds(at: now) && isThere($0.talk) }
    }

    /// Lets somebody in by the link whose secret is in `text`, and counts it. When this returns, the count is on the
    /// disk.
    /// - Returns: nil alike for a link that is unknown, expired, revoked or used up, or whose talk is gone.
    public func open(_ text: String, at now: Timestamp) throws(TalkLinkError) -> TalkLink? {
        // Guesses are turned away before they could make anybody wait for the archive's lock.
        guard let given = SecretText(text, kind: .link), opens(given, list().links, at: now) != nil else { return nil }
        return try changing { links in
            guard let index = opens(given, links, at: now) else { throw Refused() }
            links[index].opened += 1
            links[index].lastOpened = now
            let link = links[index]
            let count = link.openings.map { "\(link.opened) of \($0)" } ?? "\(link.opened)"
            return (link, Self.event(.linkOpened, of: link, by: link.auditName, at: now, "opening \(count)"))
        }
    }

    /// Makes a link. When this returns, it is on the disk.
    /// - Parameters:
    ///   - name: for whom, one line.
    ///   - expires: from when it does not hold any more; nil for never.
    ///   - openings: how often it can be opened; nil for any number.
    ///   - who: who makes it, for the audit log.
    public func create(
        talk: TalkKey, name: String, expires: Timestamp?, openings: Int? = nil, by who: String, at now: Timestamp
    ) throws(TalkLinkError) -> NewTalkLink {
        let line = YAMLText.line(name)
        guard !line.isEmpty, line.utf8.count <= Self.nameBytes else { throw .badName }
        guard expires.map({ $0 > now }) ?? true else { throw .expired }
        guard openings.map({ (1...Self.mostOpenings).contains($0) }) ?? true else { throw .badOpenings }
        guard isThere(talk) else { throw .unknownTalk(talk) }
        return try changed { links in
            let secret = SecretText.make { id in links.contains { $0.id == id } }
            let link = TalkLink(
                id: secret.id, talk: talk, name: line, created: now, expires: expires, openings: openings,
                secretHash: secret.hash)
            links.append(link)
            let until = expires.map { "until \($0)" } ?? "without end"
            return (
                NewTalkLink(link: link, text: secret.text(.link)),
                Self.event(.linkCreated, of: link, by: who, at: now, until)
            )
        }
    }

    /// Takes a link back. One that is revoked already keeps its time.
    @discardableResult
    public func revoke(_ id: String, by who: String, at now: Timestamp) throws(TalkLinkError) -> TalkLink {
        try changed { links in
            guard let index = links.firstIndex(where: { $0.id == id }) else { throw TalkLinkError.unknown(id) }
            links[index].revoked = links[index].revoked ?? now
            return (links[index], Self.event(.linkRevoked, of: links[index], by: who, at: now))
        }
    }

    /// The place of the link that this opens.
    private func opens(_ given: SecretText, _ links: [TalkLink], at now: Timestamp) -> Int? {
        let index = links.firstIndex { $0.id == given.id }
        guard given.matches(index.map { links[$0].secretHash }), let index, links[index].state(at: now) == .open,
            isThere(links[index].talk)
        else { return nil }
        return index
    }

    /// Looks at names alone: whether the talk can be read is for those who change it.
    private func isThere(_ talk: TalkKey) -> Bool {
        guard let listing = try? FolderListing(root: folder.path) else { return false }
        return ["\(talk.edition)/edition.yaml", "\(talk)/talk.md"].allSatisfy { (try? listing.kind(of: $0)) == .file }
    }

    private static func event(
        _ what: AuditEvent.Action, of link: TalkLink, by who: String, at now: Timestamp, _ more: String = ""
    ) -> AuditEvent {
        let about = "\(link.name) (\(link.id))" + (more.isEmpty ? "" : ", \(more)")
        return AuditEvent(what, by: who, at: now, talk: link.talk, file: fileName, about: about)
    }

    /// Somebody else was quicker.
    private struct Refused: Error {}

    private func changing(
        _ change: (inout [TalkLink]) throws -> (TalkLink, AuditEvent)
    ) throws(TalkLinkError) -> TalkLink? {
        try TalkLinkError.wording {
            do {
                return try SecretsFile<TalkLink>(folder).change(change)
            } catch is Refused {
                return nil
            }
        }
    }

    private func changed<Result>(
        _ change: (inout [TalkLink]) throws -> (Result, AuditEvent)
    ) throws(TalkLinkError) -> Result {
        try TalkLinkError.wording { try SecretsFile<TalkLink>(folder).change(change) }
    }
}

/// Why the list of links did not change.
public enum TalkLinkError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The name is empty or has too many bytes.
    case badName
    /// The end is not in the future.
    case expired
    case badOpenings
    case unknownTalk(TalkKey)
    /// There is no link with this id.
    case unknown(String)
    /// `links.yaml` cannot be read, so writing it would lose what is in it.
    case damaged([Diagnostic])
    /// The file would be larger than this, in bytes.
    case full(limit: Int)
    /// The file could not be written.
    case storage(DeckStoreError)

    public var description: String {
        switch self {
        case .badName: "A link needs a name of 1 to \(TalkLinks.nameBytes) bytes that says for whom it is."
        case .expired: "The link would have expired already. Choose a day in the future."
        case .badOpenings:
            "A link can be opened 1 to \(TalkLinks.mostOpenings) times. Leave the field empty for any number."
        case .unknownTalk(let key): "There is no talk '\(key)'. Somebody may have removed it."
        case .unknown: "There is no such link. Look at the list of links again."
        case .damaged(let problems):
            "\(TalkLinks.fileName) cannot be read. Mend it, or remove it and make new links."
                + problems.map { "\n\($0)" }.joined()
        case .full(let limit):
            "\(TalkLinks.fileName) would have more than \(limit) bytes. Remove links from it that nobody needs."
        case .storage(let error): error.description
        }
    }

    fileprivate static func wording<Result>(_ body: () throws -> Result) throws(TalkLinkError) -> Result {
        do {
            return try body()
        } catch let error as TalkLinkError {
            throw error
        } catch SecretsFileError.damaged(let problems) {
            throw .damaged(problems)
        } catch SecretsFileError.full(let limit) {
            throw .full(limit: limit)
        } catch let error as DeckStoreError {
            throw .storage(error)
        } catch let failure as SystemFailure {
            throw .storage(DeckStoreError(failure))
        } catch {
            throw .storage(.storage("\(error)"))
        }
    }
}
