public import Foundation
public import TalkArchive

/// Makes feeds out of an archive that is already cut down to what everyone may see.
///
/// A pure function of its inputs: no clock, no files, no network. The same archive and base address give the same
/// bytes, and another base address changes links only, never an id or a date.
public struct FeedMaker: Sendable {
    let archive: Archive
    let contents: [ContentHash: DeckContent]
    let base: URL
    let limits: FeedLimits
    let ids: TagURI

    /// - Parameters:
    ///   - archive: The result of `visibleToEveryone(at:)`; whatever is in it is published.
    ///   - contents: What is known of decks; an entry whose deck is missing here has no pictures and no page count.
    ///   - baseURL: Where the site is; the settings' own address unless told otherwise.
    public init(
        archive: Archive, contents: [ContentHash: DeckContent] = [:], baseURL: URL? = nil,
        limits: FeedLimits = FeedLimits()
    ) {
        self.archive = archive
        self.contents = contents
        base = baseURL ?? archive.settings.baseURL
        self.limits = limits
        ids = TagURI(authority: archive.settings.tagAuthority)
    }

    /// The feed of a subject; nil when the archive has no such edition, speaker or tag.
    public func feed(about subject: FeedSubject) -> AtomFeed? {
        guard let talks = talks(about: subject) else { return nil }
        return AtomFeed(
            id: ids.feed(subject.address), title: title(of: subject), subtitle: subtitle(of: subject),
            updated: talks.map(\.updated).max() ?? lastChange(of: subject),
            authors: [AtomPerson(name: seriesName, uri: SiteAddress.home.absolute(base: base))],
            links: links(of: subject), language: archive.settings.language, counts: counts(of: subject),
            entries: talks.map(entry(for:)))
    }

    /// The series' name as it stands in titles and as the author of what has no other.
    var seriesName: String { OneLine.text(archive.settings.name, or: archive.settings.tagAuthority) }

    private func talks(about subject: FeedSubject) -> [Talk]? {
        switch subject {
        case .everything: newest(of: archive.talks)
        case .edition(let id): archive.edition(id).map { newest(of: $0.talks) }
        case .speaker(let slug): slug.description.isEmpty ? nil : existing(archive.talks(by: slug))
        case .tag(let tag): existing(archive.talks(tagged: tag))
        case .search(let results): results.talks
        }
    }

    private func existing(_ talks: [Talk]) -> [Talk]? { talks.isEmpty ? nil : newest(of: talks) }

    /// Last changed first, then last published; what came in at one moment stays in the archive's own order.
    private func newest(of talks: [Talk]) -> [Talk] {
        let sorted = talks.enumerated().sorted { left, right in
            let (a, b) = (left.element, right.element)
            if a.updated != b.updated { return a.updated > b.updated }
            if a.published != b.published { return a.published > b.published }
            return left.offset < right.offset
        }
        return sorted.prefix(max(limits.entries, 0)).map(\.element)
    }

    /// For a feed without entries: the last change of what it is about.
    private func lastChange(of subject: FeedSubject) -> Timestamp {
        if case .edition(let id) = subject, let edition = archive.edition(id) { return edition.updated }
        return archive.updated ?? ids.start
    }
}
