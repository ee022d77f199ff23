/// The permanent name of a talk: its edition and its slug there, written `2022/rust-gcc`.
///
/// Addresses and feed ids are made from it; it never changes and is never given to another talk.
public struct TalkKey: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let edition: EditionID
    public let slug: TalkSlug

    public init(edition: EditionID, slug: TalkSlug) {
        self.edition = edition
        self.slug = slug
    }

    /// Nil when `text` is not `EDITION/SLUG`.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let edition = EditionID(String(parts[0])), let slug = TalkSlug(String(parts[1])) else {
            return nil
        }
        self.init(edition: edition, slug: slug)
    }

    public var description: String { "\(edition)/\(slug)" }

    public static func < (left: TalkKey, right: TalkKey) -> Bool {
        (left.edition, left.slug) < (right.edition, right.slug)
    }
}

/// The name of a talk inside its edition: the folder of its `talk.md`.
public struct TalkSlug: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let description: String

    /// Nil when `text` is not a slug, or is `slides` or `feed`, which an edition's addresses use.
    public init?(_ text: String) {
        guard Slug.isValid(text), text != "slides", text != "feed" else { return nil }
        description = text
    }

    public static func < (left: TalkSlug, right: TalkSlug) -> Bool { left.description < right.description }
}
