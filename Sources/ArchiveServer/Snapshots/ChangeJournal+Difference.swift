internal import Foundation
internal import SlideExtraction
internal import TalkArchive

extension ChangeJournal {
    /// What a program could have read of a talk, as digests.
    struct TalkState: Sendable, Equatable, Codable {
        /// Of its facts, as `talk.md` has them.
        var facts: String
        /// Of its slides; empty when it has none.
        var slides: String
    }

    /// What is other than the journal says.
    struct Difference: Sendable {
        let key: TalkKey
        let kind: Change.Kind
        let state: TalkState?
    }

    /// What is other than the journal says, in the order of the archive's keys.
    static func difference(_ journal: State, _ before: Snapshot?, _ after: Snapshot) -> [Difference] {
        let known = Dictionary(journal.changes.map { ($0.key, $0) }) { _, last in last }
        var differences: [Difference] = []
        for talk in after.archive.talks where !isSame(talk, before, after) {
            let former = known[talk.key]?.state
            let now = state(of: talk, in: after, before: former)
            guard now != former else { continue }
            differences.append(Difference(key: talk.key, kind: former == nil ? .added : .changed, state: now))
        }
        let withdrawn = Set(after.archive.withdrawals.map(\.key))
        for (key, change) in known where after.archive.talk(key) == nil {
            if withdrawn.contains(key) {
                if change.kind != .withdrawn { differences.append(Difference(key: key, kind: .withdrawn, state: nil)) }
            } else if change.state != nil || change.kind == .withdrawn {
                differences.append(Difference(key: key, kind: .removed, state: nil))
            }
        }
        for key in withdrawn where known[key] == nil {
            differences.append(Difference(key: key, kind: .withdrawn, state: nil))
        }
        return differences.sorted { $0.key < $1.key }
    }

    private static func isSame(_ talk: Talk, _ before: Snapshot?, _ after: Snapshot) -> Bool {
        guard let before, before.archive.talk(talk.key) == talk else { return false }
        guard let hash = talk.currentDeck?.hash else { return true }
        return before.hasSame(hash, content: after.contents[hash], isUnreadable: after.unreadable.contains(hash))
    }

    private static func state(of talk: Talk, in snapshot: Snapshot, before: TalkState?) -> TalkState {
        TalkState(facts: digest(Facts(talk)), slides: slides(of: talk, in: snapshot) ?? before?.slides ?? "")
    }

    /// Nil while the deck is being read: what it was goes on being told until it is known.
    private static func slides(of talk: Talk, in snapshot: Snapshot) -> String? {
        guard let hash = talk.currentDeck?.hash else { return "" }
        guard let content = snapshot.contents[hash] else {
            return snapshot.unreadable.contains(hash) ? "unreadable" : nil
        }
        // Text follows from the bytes and the way they are read; only recognition comes later.
        return digest([
            hash.description, String(SlideExtractor.version), String(content.slides.count),
            content.recognisedPages.map { String($0) }.joined(separator: ","),
        ])
    }

    private static func digest(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return ContentHash(of: (try? encoder.encode(value)) ?? Data()).prefix
    }

    /// What is told of a talk, without addresses: moving the site changes no talk.
    private struct Facts: Encodable {
        let title: String
        let speakers: [String]
        let kind: String
        let date: String?
        let order: Int?
        let tags: [String]
        let textKind: String
        let text: String
        let originalSlides: String?
        let links: [[String]]
        let published: String
        let updated: String
        let decks: [[String]]

        init(_ talk: Talk) {
            title = talk.title
            speakers = talk.speakers.map(\.name)
            kind = talk.kind.rawValue
            date = talk.date?.description
            order = talk.order
            tags = talk.tags.map(\.description)
            textKind = talk.textKind.rawValue
            text = talk.text
            originalSlides = talk.originalSlides?.absoluteString
            links = talk.links.map { [$0.title, $0.url.absoluteString, $0.kind.rawValue, String($0.isUncertain)] }
            published = talk.published.description
            updated = talk.updated.description
            decks = talk.decks.map {
                [$0.hash.description, String($0.byteCount), $0.added.description, $0.origin.rawValue, $0.note]
            }
        }
    }
}
