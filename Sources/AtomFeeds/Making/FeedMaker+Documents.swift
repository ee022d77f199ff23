import Foundation
import TalkArchive

extension FeedMaker {
    /// A document of a feed's archive, which does not change any more but for what was withdrawn or hidden since (RFC
    /// 5005, section 4); nil when there is none, or it is not full yet.
    ///
    /// An entry shows the talk as it was at its moment, as far as stored facts tell: with the slides that it had, and
    /// with its title and text of today.
    public func archiveDocument(about subject: FeedSubject, year: Int, part: Int) -> AtomFeed? {
        guard let timeline = timeline(of: subject),
            let place = timeline.parts.firstIndex(where: { $0.year == year && $0.number == part })
        else { return nil }
        let parts = timeline.parts
        let events = timeline.events[parts[place].events]
        func neighbour(_ relation: AtomLink.Relation, _ place: Int) -> [AtomLink] {
            parts.indices.contains(place) ? [link(relation, to: parts[place], of: subject)] : []
        }
        let talks = events.compactMap { event in
            if case .talk(let talk, _) = event.subject { talk.asOf(event.time) } else { nil }
        }
        var feed = outline(about: subject, talks: talks, deletions: deletions(in: events)).feed(by: self)
        feed.extent = .archive
        feed.links =
            [
                link(.self, to: parts[place], of: subject),
                AtomLink(.alternate, href: page(of: subject).absolute(base: base), type: "text/html"),
                AtomLink(.current, href: SiteAddress.feed(subject.address).absolute(base: base), type: Self.atomType),
            ] + neighbour(.previousArchive, place - 1) + neighbour(.nextArchive, place + 1) + furtherLinks
        feed.jsonAddresses = nil
        return feed
    }

    /// The years and parts of a feed's archive documents, the oldest first.
    public func archiveParts(about subject: FeedSubject) -> [(year: Int, part: Int)] {
        timeline(of: subject)?.parts.map { ($0.year, $0.number) } ?? []
    }

    /// The document that grows: each talk once, the last changed first.
    func currentDocument(about subject: FeedSubject, timeline: FeedTimeline) -> FeedOutline {
        let events = timeline.events[timeline.current]
        // The last event of a talk is never older than another one, so it is here too.
        let talks = events.sorted { $0.place < $1.place }.compactMap { event in
            if case .talk(let talk, isLast: true) = event.subject { talk } else { nil }
        }
        var outline = outline(about: subject, talks: newest(of: talks), deletions: deletions(in: events))
        if let last = timeline.parts.last {
            outline.frame.links.append(link(.previousArchive, to: last, of: subject))
        }
        return outline
    }

    /// Nil for a feed without an archive: that of an edition is complete, and a search has pages.
    func timeline(of subject: FeedSubject) -> FeedTimeline? {
        switch subject {
        case .everything:
            FeedTimeline(of: archive.talks, withdrawals: archive.withdrawals, limits: limits)
        case .speaker, .tag:
            // Who had spoken about what is gone with a withdrawn talk.
            talks(about: subject).map { FeedTimeline(of: $0, withdrawals: [], limits: limits) }
        case .edition, .search: nil
        }
    }

    func deletion(of withdrawal: Withdrawal) -> AtomDeletion {
        let title = OneLine.text(withdrawal.title, or: withdrawal.key.description)
        let reason = OneLine.fold(withdrawal.reason)
        return AtomDeletion(
            id: ids.talk(withdrawal.key), when: withdrawal.at,
            comment: reason.isEmpty ? "“\(title)” was withdrawn." : "“\(title)” was withdrawn: \(reason)")
    }

    /// One for each withdrawn talk, the last withdrawn first.
    private func deletions(in events: ArraySlice<FeedTimeline.Event>) -> [AtomDeletion] {
        var seen: Set<TalkKey> = []
        let found = events.compactMap { event -> Withdrawal? in
            guard case .withdrawal(let withdrawal) = event.subject, seen.insert(withdrawal.key).inserted else {
                return nil
            }
            return withdrawal
        }
        return deletions(found)
    }

    func deletions(_ withdrawals: [Withdrawal]) -> [AtomDeletion] {
        withdrawals.sorted { ($1.at, $0.key) < ($0.at, $1.key) }.map(deletion)
    }

    private func link(_ relation: AtomLink.Relation, to part: FeedTimeline.Part, of subject: FeedSubject) -> AtomLink {
        let address = SiteAddress.feedArchive(subject.address, year: part.year, part: part.number)
        return AtomLink(relation, href: address.absolute(base: base), type: Self.atomType)
    }
}

extension Talk {
    /// The talk as it was told at one of its moments.
    func asOf(_ time: Timestamp) -> Talk {
        guard let last = moments.last, time < last else { return self }
        var talk = self
        talk.updated = time
        // Decks keep their order in the list where they came at one moment.
        talk.decks = decks.enumerated().filter { $0.element.added <= max(time, published) }
            .sorted { ($1.element.added, $0.offset) < ($0.element.added, $1.offset) }.map(\.element)
        return talk
    }
}
