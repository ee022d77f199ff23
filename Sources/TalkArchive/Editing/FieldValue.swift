/// A value as a form or an API hands it in: texts, not yet understood.
///
/// What it may hold is decided by the readers of the archive's files, the same that read what people write by hand.
public enum FieldValue: Sendable, Hashable {
    case text(String)
    case list([String])
    /// Links, organisers, sponsors: each a group of keys.
    case groups([[Entry]])

    /// A key of a group.
    public struct Entry: Sendable, Hashable {
        public let key: String
        public let value: String

        public init(_ key: String, _ value: String) {
            self.key = key
            self.value = value
        }
    }

    /// Keys whose values are written without quotes.
    private static let facts: Set<String> = [
        "date", "order", "starts", "ends", "published", "updated", "embargo", "withdrawn", "online", "uncertain",
        "approval", "freeze",
    ]

    /// Nil when there is nothing to write: an empty field of a form removes its key.
    func metadata(for key: String) -> MetadataValue? {
        switch self {
        case .text(let text): return Self.scalar(text, key: key)
        case .list(let texts):
            let items = texts.compactMap { Self.scalar($0, key: key) }
            return items.isEmpty ? nil : .list(items)
        case .groups(let groups):
            let items = groups.compactMap { group -> MetadataValue? in
                let fields = group.compactMap { entry in
                    Self.scalar(entry.value, key: entry.key).map { MetadataValue.Field(key: entry.key, value: $0) }
                }
                return fields.isEmpty ? nil : .group(fields)
            }
            return items.isEmpty ? nil : .list(items)
        }
    }

    private static func scalar(_ raw: String, key: String) -> MetadataValue? {
        // Browsers send both characters for each line end of a text field (HTML, 4.10.21.4).
        let text = raw.replacing("\r\n", with: "\n").trimmingPrefix { $0.isWhitespace }
        let trimmed = String(text.reversed().drop { $0.isWhitespace }.reversed())
        if trimmed.isEmpty { return nil }
        let isSafe = trimmed.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || "-:.+".utf8.contains(byte)
        }
        let isFact = facts.contains(key) && isSafe && trimmed.first?.isNumber == true
        let isWord = ["online", "uncertain", "approval"].contains(key) && ["true", "false"].contains(trimmed)
        return isFact && trimmed.last != ":" || isWord ? .fact(trimmed) : .text(trimmed)
    }
}
