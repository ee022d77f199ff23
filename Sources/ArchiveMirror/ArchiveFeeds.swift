internal import Foundation
internal import TalkArchive

/// A file that a feed lists: where it is and which bytes it has.
struct ListedFile: Hashable, Sendable {
    /// Under the source's address.
    let path: String
    let hash: ContentHash
}

/// The feed of the whole archive.
struct ArchiveFeed: Sendable {
    let id: String
    /// The source's own address, without trailing slash: what all its links begin with.
    let base: String
    let settings: ListedFile
    let editions: [EditionID]

    /// Nil when the feed does not describe an archive, as that of an edition does not.
    init?(_ feed: SourceFeed, limits: MirrorLimits) throws(FeedError) {
        let ending = SiteAddress.feed(.everything).path
        guard let own = feed.links.first(where: { $0.relation == "self" })?.address, own.hasSuffix(ending) else {
            return nil
        }
        id = feed.id
        let base = String(own.dropLast(ending.count))
        self.base = base
        let site = SourceSite(base: base)
        let described = feed.links.filter { $0.relation == "describedby" }
        guard let link = described.first(where: { $0.address == base + SiteAddress.archiveSource.path }) else {
            return nil
        }
        settings = try site.file(link)
        var editions: [EditionID] = []
        for link in feed.links where link.relation == "section" {
            let path = try site.path(of: link.address)
            guard let id = path.split(separator: "/").first.flatMap({ EditionID(String($0)) }),
                path == SiteAddress.feed(.edition(id)).path
            else { throw FeedError("'\(path)' is no feed of an edition.") }
            if !editions.contains(id) { editions.append(id) }
        }
        guard editions.count <= limits.editions else {
            throw FeedError("It lists \(editions.count) editions; the limit is \(limits.editions).")
        }
        self.editions = editions
    }
}

/// The feed of one edition: all its talks and pictures.
struct EditionFeed: Sendable {
    let id: EditionID
    let edition: ListedFile
    /// By file name.
    let pictures: [String: ListedFile]
    /// Withdrawn ones too.
    let talks: [TalkKey: ListedFile]

    init(_ feed: SourceFeed, of id: EditionID, base: String, limits: MirrorLimits) throws(FeedError) {
        // A part of the talks would make the others look as if they were gone.
        guard feed.isComplete else {
            throw FeedError("It is not marked as complete (RFC 5005), so talks may be missing from it.")
        }
        let items = feed.links.filter { $0.relation == "item" }
        guard items.count <= limits.talksOfEdition else {
            throw FeedError("It lists \(items.count) talks; the limit is \(limits.talksOfEdition).")
        }
        let site = SourceSite(base: base)
        self.id = id
        let described = feed.links.first { $0.relation == "describedby" }
        guard let described, try site.path(of: described.address) == SiteAddress.editionSource(id).path else {
            throw FeedError("It does not lead to \(SiteAddress.editionSource(id).path).")
        }
        edition = try site.file(described)
        var pictures: [String: ListedFile] = [:]
        for link in feed.links where link.relation == "enclosure" {
            let file = try site.file(link)
            guard let name = file.path.split(separator: "/").last.flatMap({ String($0).removingPercentEncoding }),
                file.path == SiteAddress.galleryPicture(id, file: name).path
            else { throw FeedError("'\(file.path)' is no picture of the edition.") }
            pictures[name] = file
        }
        self.pictures = pictures
        var talks: [TalkKey: ListedFile] = [:]
        for link in items {
            let file = try site.file(link)
            let name = file.path.split(separator: "/").dropLast().joined(separator: "/")
            guard let key = TalkKey(name), key.edition == id, file.path == SiteAddress.talkSource(key).path else {
                throw FeedError("'\(file.path)' is no talk of the edition.")
            }
            talks[key] = file
        }
        self.talks = talks
    }
}

/// Where the source says it is. It may be asked under another address: a server behind a proxy, or one being tried.
struct SourceSite: Sendable {
    let base: String

    /// The part of a link behind the source's address.
    /// - Throws: for a link that leads anywhere else.
    func path(of address: String) throws(FeedError) -> String {
        guard address.hasPrefix(base + "/"), address.utf8.count <= 4096,
            !address.contains(where: { $0.isWhitespace || $0 == "?" || $0 == "#" || $0 == "\\" })
        else { throw FeedError("It links to \(address.prefix(200)), which is not under \(base)/.") }
        return String(address.dropFirst(base.count))
    }

    func file(_ link: SourceLink) throws(FeedError) -> ListedFile {
        let path = try path(of: link.address)
        guard let hash = link.hash else { throw FeedError("It does not say the SHA-256 of \(path).") }
        return ListedFile(path: path, hash: hash)
    }
}
