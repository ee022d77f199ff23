/// What a token allows.
public enum TokenScope: Sendable, Hashable, CustomStringConvertible {
    /// To see and change all of the archive.
    case everything
    /// To put slides up in one edition, and to see what is hidden of it.
    case upload(EditionID)
    /// To see what is hidden, and to change nothing.
    case reading

    /// As people write it: `everything`, `upload 2022`, `read`.
    public var description: String {
        switch self {
        case .everything: "everything"
        case .upload(let edition): "upload \(edition)"
        case .reading: "read"
        }
    }

    /// Nil when `text` is none of the three.
    public init?(_ text: String) {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        switch (parts.first, parts.count) {
        case ("everything", 1): self = .everything
        case ("read", 1): self = .reading
        case ("upload", 2):
            guard let edition = EditionID(String(parts[1])) else { return nil }
            self = .upload(edition)
        default: return nil
        }
    }
}
