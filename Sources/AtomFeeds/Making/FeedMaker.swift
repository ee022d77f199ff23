public import Foundation
public import LibXML
public import TalkArchive

/// Makes feeds out of an archive that is already cut down to what everyone may see.
///
/// A pure function of its inputs: no clock, no files, no network. The same archive and base address give the same
/// bytes, and another base address changes links only, never an id or a date.
public struct FeedMaker: Sendable {
    let archive: Archive
    let contents: [ContentHash: DeckContent]
    let history: DeckHistory
    let base: URL
    let limits: FeedLimits
    let furtherLinks: [AtomLink]
    let ids: TagURI

    /// - Parameters:
    ///   - archive: The result of `visibleToEveryone(at:)`; whatever is in it is published.
    ///   - contents: What is known of decks; an entry whose deck is missing here has no pictures and no page count.
    ///   - history: What is known of older decks; without it no entry says what a deck changed.
    ///   - baseURL: Where the site is; the settings' own address unless told otherwise.
    ///   - furtherLinks: Links that every feed has, such as that to a hub.
    public init(
        archive: Archive, contents: [ContentHash: DeckContent] = [:], history: DeckHistory = DeckHistory(),
        baseURL: URL? = nil, limits: FeedLimits = FeedLimits(), furtherLinks: [AtomLink] = []
    ) {
        self.archive = archive
        self.contents = contents
        self.history = history
        base = baseURL ?? archive.settings.baseURL
        self.limits = limits
        self.furtherLinks = furtherLinks
        ids = TagURI(authority: archive.settings.tagAuthority)
    }

    /// The feed of a subject; nil when the archive has no such edition, speaker or tag.
    ///
    /// That of an edition is complete; the others have what was told last and lead to the rest.
    public func feed(about subject: FeedSubject) -> AtomFeed? { outline(of: subject)?.feed(by: self) }

    /// The same feed as XML. Entries are made one by one as they are written, so that the feed of a large edition needs
    /// little more memory than its bytes.
    ///
    /// - Throws: `XMLWriterError` only if libxml2 gets no memory.
    public func xml(about subject: FeedSubject) throws(XMLWriterError) -> WrittenFeed? {
        guard let outline = outline(of: subject) else { return nil }
        return WrittenFeed(
            bytes: try outline.frame.xml(entries: outline.talks.lazy.map(entry(for:))),
            updated: outline.frame.updated)
    }

    private func outline(of subject: FeedSubject) -> FeedOutline? {
        if let timeline = timeline(of: subject) { return currentDocument(about: subject, timeline: timeline) }
        guard let talks = talks(about: subject) else { return nil }
        var withdrawals: [Withdrawal] = []
        if case .edition(let id) = subject { withdrawals = archive.edition(id)?.withdrawals ?? [] }
        var outline = outline(about: subject, talks: talks, deletions: deletions(withdrawals))
        if case .edition = subject { outline.frame.extent = .complete }
        return outline
    }

    /// The feed's own facts with these talks.
    func outline(about subject: FeedSubject, talks: [Talk], deletions: [AtomDeletion]) -> FeedOutline {
        let changes = [talks.lazy.map(\.lastChange).max(), deletions.lazy.map(\.when).max()]
        let frame = AtomFeed(
            id: ids.feed(subject.address), title: title(of: subject), subtitle: subtitle(of: subject),
            updated: changes.compactMap { $0 }.max() ?? lastChange(of: subject),
            authors: [AtomPerson(name: seriesName, uri: SiteAddress.home.absolute(base: base))],
            links: links(of: subject) + furtherLinks, language: archive.settings.language,
            counts: counts(of: subject), jsonAddresses: jsonAddresses(of: subject), deletions: deletions)
        return FeedOutline(frame: frame, talks: talks)
    }

    /// The series' name as it stands in titles and as the author of what has no other.
    var seriesName: String { OneLine.text(archive.settings.name, or: archive.settings.tagAuthority) }

    func talks(about subject: FeedSubject) -> [Talk]? {
        switch subject {
        case .everything: archive.talks
        case .edition(let id): archive.edition(id).map { newest(of: $0.talks) }
        case .speaker(let slug): slug.description.isEmpty ? nil : existing(archive.talks(by: slug))
        case .tag(let tag): existing(archive.talks(tagged: tag))
        case .search(let results): results.talks
        }
    }

    private func existing(_ talks: [Talk]) -> [Talk]? { talks.isEmpty ? nil : talks }

    /// Last changed first, then last published; what came in at one moment stays in the archive's own order, in which
    /// the talks are given.
    func newest(of talks: [Talk]) -> [Talk] {
        let places = talks.map { (changed: $0.lastChange, published: $0.published) }
        let sorted = talks.indices.sorted { left, right in
            let (a, b) = (places[left], places[right])
            if a.changed != b.changed { return a.changed > b.changed }
            if a.published != b.published { return a.published > b.published }
            return left < right
        }
        return sorted.map { talks[$0] }
    }

    /// For a feed without entries: the last change of what it is about.
    private func lastChange(of subject: FeedSubject) -> Timestamp {
        if case .edition(let id) = subject, let edition = archive.edition(id) { return edition.updated }
        return archive.updated ?? ids.start
    }
}

/// A feed as bytes.
public struct WrittenFeed: Sendable {
    /// The document in UTF-8.
    public var bytes: [UInt8]
    /// The feed's date.
    public var updated: Timestamp
}

/// A feed whose entries are not made yet.
struct FeedOutline {
    /// Without entries.
    var frame: AtomFeed
    /// What the entries tell of, in their order.
    let talks: [Talk]

    func feed(by maker: FeedMaker) -> AtomFeed {
        var feed = frame
        feed.entries = talks.map(maker.entry(for:))
        return feed
    }
}

extension Talk {
    /// Its newest moment; a deck that was listed by hand may be newer than what the file says of the talk.
    var lastChange: Timestamp { max(decks.lazy.map(\.added).max() ?? updated, updated, published) }
}
