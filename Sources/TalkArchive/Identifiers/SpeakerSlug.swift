/// The name of a speaker's page, made from the speaker's name: `Antoni Boucher` has `antoni-boucher`.
public struct SpeakerSlug: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let description: String

    /// The slug of a name as it is written on a programme.
    public init(name: String) {
        description = Slug.make(from: name)
    }

    /// Nil when `text` is not a slug.
    public init?(_ text: String) {
        guard Slug.isValid(text) else { return nil }
        description = text
    }

    public static func < (left: SpeakerSlug, right: SpeakerSlug) -> Bool { left.description < right.description }
}
