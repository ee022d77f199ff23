internal import TalkArchive

/// What each feed of an archive has to tell, as a short text that changes when that does: what a hub is told about.
///
/// Only stored facts count that readers are told of, as in the feeds themselves. Searches are no topics: there is no
/// end to them.
struct FeedTopics: Equatable {
    /// By the feed's path.
    private(set) var digests: [String: String] = [:]

    init(_ archive: Archive) {
        var states: [SiteAddress.FeedSubject: [UInt8]] = [.everything: []]
        for edition in archive.editions { states[.edition(edition.id)] = [] }
        for withdrawal in archive.withdrawals {
            let state = Array("\(withdrawal.key)\n\(withdrawal.at)\n\(withdrawal.reason)\n".utf8)
            for subject in [.everything, .edition(withdrawal.key.edition)] as [SiteAddress.FeedSubject] {
                states[subject, default: []] += state
            }
        }
        for talk in archive.talks {
            let state = Array(Self.state(of: talk).utf8)
            let speakers = Set(talk.speakers.map(\.slug)).filter { !$0.description.isEmpty }
            let subjects: [SiteAddress.FeedSubject] =
                [.everything, .edition(talk.key.edition)]
                + speakers.map { .speaker($0) } + Set(talk.tags).map { .tag($0) }
            for subject in subjects { states[subject, default: []] += state }
        }
        for (subject, state) in states {
            digests[SiteAddress.feed(subject).path] = String(ContentHash(of: state).description.prefix(16))
        }
    }

    private static func state(of talk: Talk) -> String {
        let deck = talk.currentDeck?.hash.description ?? ""
        return "\(talk.key)\n\(talk.title)\n\(talk.published)\n\(talk.updated)\n\(deck)\n"
    }
}
