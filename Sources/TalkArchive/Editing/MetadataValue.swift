internal import Foundation

/// A value of the metadata, whatever the way in which it is written.
indirect enum MetadataValue: Hashable, Sendable {
    /// A key without a value.
    case empty
    case text(String)
    /// A day, a moment, a number, `true`: written without quotes. Read, it is a text like any other.
    case fact(String)
    case list([MetadataValue])
    case group([Field])

    /// A key of a group with its value.
    struct Field: Hashable, Sendable {
        let key: String
        let value: MetadataValue
    }

    init(_ node: MetadataNode) {
        if node.isEmpty {
            self = .empty
            return
        }
        switch node.content {
        case .scalar(let text, _): self = .text(text.trimmingCharacters(in: .whitespacesAndNewlines))
        case .sequence(let items): self = .list(items.map(Self.init))
        case .mapping(let entries): self = .group(entries.map { Field(key: $0.key, value: Self($0.value)) })
        }
    }

    /// As it comes back when it is read.
    var asRead: MetadataValue {
        switch self {
        case .empty: .empty
        case .text(let text), .fact(let text): .text(text.trimmingCharacters(in: .whitespacesAndNewlines))
        case .list(let items): .list(items.map(\.asRead))
        case .group(let fields): .group(fields.map { Field(key: $0.key, value: $0.value.asRead) })
        }
    }

    /// Two values that every reader takes for the same: a list of one text may be written as that text.
    func means(_ other: MetadataValue) -> Bool {
        let (left, right) = (asRead, other.asRead)
        return left == right || left == .list([right]) && right.isText || right == .list([left]) && left.isText
    }

    var isText: Bool { if case .text = self { true } else { false } }

    var fields: [Field]? { if case .group(let fields) = self { fields } else { nil } }

    /// The value of a key of a group.
    subscript(key: String) -> MetadataValue? { fields?.first { $0.key == key }?.value }
}
