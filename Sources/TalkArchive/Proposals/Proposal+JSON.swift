internal import Foundation

/// `proposal.json`.
extension Proposal {
    var data: Data {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return try encoder.encode(Record(self))
        }
    }

    /// Nil when the bytes are no proposal.
    init?(id: String, _ data: Data) {
        guard let record = try? JSONDecoder().decode(Record.self, from: data), let talk = TalkKey(record.talk),
            let since = Timestamp(record.since), let changed = Timestamp(record.changed)
        else { return nil }
        self.init(
            id: id, talk: talk, who: record.who, since: since, changed: changed, title: record.title,
            body: record.body, links: record.links, revision: ContentHash(of: data))
        if let deck = record.deck {
            guard let hash = ContentHash(deck.sha256), deck.bytes > 0 else { return nil }
            self.deck = ProposedDeck(hash: hash, byteCount: deck.bytes, note: deck.note)
        }
        if let refusal = record.refusal {
            guard let time = Timestamp(refusal.time) else { return nil }
            self.refusal = Refusal(time: time, who: refusal.who, reason: refusal.reason)
        }
    }

    private struct Record: Codable {
        let talk: String
        let who: String
        let since: String
        let changed: String
        let deck: Deck?
        let title: ProposedValue<String>?
        let body: ProposedValue<String>?
        let links: ProposedValue<[ProposedLink]>?
        let refusal: Refusal?

        struct Deck: Codable {
            let sha256: String
            let bytes: Int
            let note: String
        }

        struct Refusal: Codable {
            let time: String
            let who: String
            let reason: String
        }

        init(_ proposal: Proposal) {
            talk = proposal.talk.description
            who = proposal.who
            since = proposal.since.description
            changed = proposal.changed.description
            deck = proposal.deck.map { Deck(sha256: $0.hash.description, bytes: $0.byteCount, note: $0.note) }
            title = proposal.title
            body = proposal.body
            links = proposal.links
            refusal = proposal.refusal.map { Refusal(time: $0.time.description, who: $0.who, reason: $0.reason) }
        }
    }
}
