/// The name of an edition: the folder it lives in and the first part of its address, `2022`.
///
/// Names that the site uses for itself (`search`, `feeds`, `files` ...) are refused, so no edition can hide a page.
public struct EditionID: Hashable, Comparable, Sendable, CustomStringConvertible, Codable {
    /// First path components that belong to the site, and `new`, which is the form of an edition at the desk.
    public static let reservedNames: Set<String> = [
        "api", "assets", "feed", "feeds", "files", "hand-in", "healthz", "metrics", "new", "oai", "opensearch",
        "organize",
        "readyz", "robots", "search", "sitemap", "speakers", "suggest", "tags",
    ]

    public let description: String

    /// Nil when `text` is not a slug or is a reserved name.
    public init?(_ text: String) {
        guard Slug.isValid(text), !Self.reservedNames.contains(text) else { return nil }
        description = text
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let id = EditionID(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is no edition id")
        }
        self = id
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    public static func < (left: EditionID, right: EditionID) -> Bool { left.description < right.description }
}
