internal import Foundation

/// What a speaker handed in by a link and an organizer has not yet accepted. No page of everyone knows it.
public struct Proposal: Sendable, Hashable, Identifiable {
    /// The id of the link: each has one proposal at a time.
    public let id: String
    public let talk: TalkKey
    /// Who handed it in, as the audit log names the link.
    public let who: String
    /// When its first part was handed in, and its last.
    public internal(set) var since: Timestamp
    public internal(set) var changed: Timestamp
    public internal(set) var deck: ProposedDeck?
    public internal(set) var title: ProposedValue<String>?
    /// The abstract, Markdown.
    public internal(set) var body: ProposedValue<String>?
    public internal(set) var links: ProposedValue<[ProposedLink]>?
    /// Nil while it waits.
    public internal(set) var refusal: Refusal?
    /// What it was read from; whoever decides about it says which one he saw.
    public internal(set) var revision: ContentHash

    /// Why an organizer did not take it.
    public struct Refusal: Sendable, Hashable {
        public let time: Timestamp
        public let who: String
        public let reason: String
    }

    public var isWaiting: Bool { refusal == nil }
    var hasTexts: Bool { title != nil || body != nil || links != nil }
    var isEmpty: Bool { deck == nil && !hasTexts }

    /// In words, for the log: `slides, title`.
    public var parts: [String] {
        [
            deck.map { _ in "slides" }, title.map { _ in "title" }, body.map { _ in "abstract" },
            links.map { _ in "links" },
        ].compactMap { $0 }
    }

    mutating func removeTexts() { (title, body, links) = (nil, nil, nil) }
}

/// A PDF that was handed in, with the bytes beside the proposal.
public struct ProposedDeck: Sendable, Hashable {
    public let hash: ContentHash
    public let byteCount: Int
    /// One line for people; may be empty.
    public let note: String

    /// Another deck has another name, so that the old one stays until the new one is there as a whole.
    var file: String { "slides-\(hash).pdf" }
}

/// A value that somebody wants, and the one that it is to replace.
public struct ProposedValue<Value: Sendable & Hashable>: Sendable, Hashable {
    public var value: Value
    /// What the talk had when it was handed in. When it has something else now, an organizer has to look.
    public var base: Value

    public init(value: Value, base: Value) {
        self.value = value
        self.base = base
    }
}

extension ProposedValue: Codable where Value: Codable {}

/// A link as a speaker types it. What it may hold is decided by the reader of `talk.md`.
public struct ProposedLink: Sendable, Hashable, Codable {
    public var title: String
    public var url: String
    /// A `Link.Kind`.
    public var kind: String

    public init(title: String, url: String, kind: String) {
        self.title = title
        self.url = url
        self.kind = kind
    }

    init(_ link: Link) {
        self.init(title: link.title, url: link.url.absoluteString, kind: link.kind.rawValue)
    }
}

/// What a speaker wants a talk to say; nil leaves a part as it is.
public struct ProposedTexts: Sendable, Hashable {
    public var title: String?
    public var body: String?
    public var links: [ProposedLink]?
    /// The revision of the `talk.md` that he saw.
    public var seen: ContentHash

    public init(title: String? = nil, body: String? = nil, links: [ProposedLink]? = nil, seen: ContentHash) {
        self.title = title
        self.body = body
        self.links = links
        self.seen = seen
    }

    /// Bytes of all texts.
    var byteCount: Int {
        (title?.utf8.count ?? 0) + (body?.utf8.count ?? 0)
            + (links ?? []).reduce(0) { $0 + $1.title.utf8.count + $1.url.utf8.count + $1.kind.utf8.count }
    }
}

extension Talk {
    /// The texts that speakers may change, as they are.
    var proposable: (title: String, body: String, links: [ProposedLink]) {
        (title, ArchiveEditor.trimmed(text), links.map(ProposedLink.init))
    }
}

extension ProposedTexts {
    /// The same as keys of `talk.md` and the text after them, for an `ArchiveEditor`.
    /// - Parameter talk: as it is now; a link that it has keeps its mark of doubt.
    public func edit(of talk: Talk) -> (fields: [String: FieldValue?], body: String?) {
        var fields: [String: FieldValue?] = [:]
        if let title { fields["title"] = .text(title) }
        // The text may have been a summary by the archive; what speakers write is their abstract.
        if let body, !ArchiveEditor.trimmed(body).isEmpty { fields["text"] = .text(Talk.TextKind.abstract.rawValue) }
        if let links {
            fields["links"] = .groups(
                links.map { link in
                    let known = talk.links.first { $0.url.absoluteString == link.url }
                    let isPlain = link.kind == Link.Kind.website.rawValue
                    return [
                        FieldValue.Entry("title", link.title), FieldValue.Entry("url", link.url),
                        FieldValue.Entry("kind", isPlain ? "" : link.kind),
                        FieldValue.Entry("uncertain", known?.isUncertain == true ? "true" : ""),
                    ]
                })
        }
        return (fields, body)
    }

    /// Without what the talk has already.
    public func differing(from talk: Talk) -> ProposedTexts {
        let now = talk.proposable
        var texts = self
        if texts.title.map(YAMLText.line) == YAMLText.line(now.title) { texts.title = nil }
        if texts.body.map(ArchiveEditor.trimmed) == now.body { texts.body = nil }
        if texts.links == now.links { texts.links = nil }
        return texts
    }

    public var isEmpty: Bool { title == nil && body == nil && links == nil }
}
