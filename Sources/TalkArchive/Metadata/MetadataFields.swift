internal import Foundation

/// The keys of one group, asked for by type. What is wrong with a value goes into the report, and nil comes back.
struct MetadataFields {
    let line: Int
    private let entries: [String: MetadataNode.Entry]

    /// Reads a group and reports keys that it does not know.
    /// - Parameters:
    ///   - what: what the group describes, `a talk`.
    ///   - known: all keys that may stand in it.
    /// - Returns: nil when the node is not a group of keys.
    init?(_ node: MetadataNode, of what: String, known: [String], report: inout FileReport) {
        guard case .mapping(let found) = node.content else {
            report.error(
                "wrong-type", line: node.line, "This is \(node.kindName), where \(what) belongs.",
                "Write it as 'key: value' lines with the keys \(known.joined(separator: ", ")).")
            return nil
        }
        line = node.line
        var entries: [String: MetadataNode.Entry] = [:]
        for entry in found {
            if entries[entry.key] != nil {
                report.error(
                    "duplicate-key", line: entry.line, "The key '\(entry.key)' is written twice.",
                    "Keep one of the two.")
            } else if known.contains(entry.key) {
                entries[entry.key] = entry
            } else {
                Self.reportUnknown(entry, of: what, known: known, report: &report)
            }
        }
        self.entries = entries
    }

    /// The key is written, whatever stands behind it.
    func has(_ key: String) -> Bool { entries[key] != nil }

    /// The line of a key, or of the group when the key is not there.
    func line(of key: String) -> Int { entries[key]?.line ?? line }

    /// The value of a key; nil when it is absent or empty.
    func node(_ key: String, report: inout FileReport) -> MetadataNode? {
        guard let entry = entries[key] else { return nil }
        if entry.value.isEmpty {
            report.warning(
                "empty-value", line: entry.line, "'\(key)' has no value.", "Write one, or remove the line.")
            return nil
        }
        return entry.value
    }

    /// A single text, without white space at its ends.
    func text(_ key: String, report: inout FileReport) -> String? {
        guard let node = node(key, report: &report) else { return nil }
        guard case .scalar(let text, _) = node.content else {
            wrongType(key, "one text", node, report: &report)
            return nil
        }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// A text that has to be there and say something.
    func requiredText(_ key: String, of what: String, report: inout FileReport) -> String? {
        if let entry = entries[key], !entry.value.isEmpty {
            guard let text = text(key, report: &report) else { return nil }
            if !text.isEmpty { return text }
        }
        report.error("missing-key", line: line(of: key), "\(what) has no '\(key)'.", "Add '\(key): ...'.")
        return nil
    }

    /// Items of a list.
    func list(_ key: String, report: inout FileReport) -> [MetadataNode]? {
        guard let node = node(key, report: &report) else { return nil }
        guard case .sequence(let items) = node.content else {
            wrongType(key, "a list", node, report: &report)
            return nil
        }
        return items
    }

    /// A list of texts, or a single one.
    func texts(_ key: String, report: inout FileReport) -> [(text: String, line: Int)] {
        guard let node = node(key, report: &report) else { return [] }
        let items: [MetadataNode]
        switch node.content {
        case .scalar: items = [node]
        case .sequence(let found): items = found
        case .mapping:
            wrongType(key, "a list of texts", node, report: &report)
            return []
        }
        return items.compactMap { item in
            guard case .scalar(let text, _) = item.content, !item.isEmpty,
                case let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines), !trimmed.isEmpty
            else {
                wrongType(key, "a list of texts", item, report: &report)
                return nil
            }
            return (trimmed, item.line)
        }
    }

    private func wrongType(_ key: String, _ wanted: String, _ node: MetadataNode, report: inout FileReport) {
        report.error(
            "wrong-type", line: node.line, "'\(key)' is \(wanted), and this is \(node.kindName).",
            "Write \(wanted) behind '\(key)'.")
    }

    private static func reportUnknown(
        _ entry: MetadataNode.Entry, of what: String, known: [String], report: inout FileReport
    ) {
        let nearest = KeySuggestion.nearest(to: entry.key, among: known)
        report.error(
            "unknown-key", line: entry.line, "\(what) has no key '\(entry.key)'.",
            nearest.map { "Did you mean '\($0)'?" } ?? "The keys are \(known.joined(separator: ", ")).")
    }
}
