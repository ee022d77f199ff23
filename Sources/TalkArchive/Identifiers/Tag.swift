/// A subject that talks share, also the name of its page: `pinning`.
public struct Tag: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let description: String

    /// Nil when `text` is not a slug (`a–z`, `0–9`, hyphens).
    public init?(_ text: String) {
        guard Slug.isValid(text) else { return nil }
        description = text
    }

    public static func < (left: Tag, right: Tag) -> Bool { left.description < right.description }
}
