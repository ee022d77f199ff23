/// Writes values as YAML that people like to read.
enum MetadataWriter {
    /// Groups with more keys than this get a line for each.
    private static let keysOnOneLine = 4

    /// What stands behind `key:`, and the lines below it, all without line ends.
    static func value(_ value: MetadataValue, indent: Int = 0) -> (behindKey: String, below: [String]) {
        let margin = String(repeating: " ", count: indent + 2)
        switch value {
        case .empty: return ("", [])
        case .fact(let text): return (" " + text, [])
        case .text(let text):
            guard text.contains(where: \.isNewline), let rows = YAMLText.blockRows(text) else {
                return (" " + YAMLText.scalar(text), [])
            }
            return (" |", rows.map { $0.isEmpty ? "" : margin + $0 })
        case .list(let items) where items.contains { $0.fields != nil }:
            return ("", items.flatMap { item($0, indent: indent + 2, isFlow: true) })
        case .list: return (" " + flow(value), [])
        case .group(let fields): return ("", fields.flatMap { field($0, indent: indent + 2) })
        }
    }

    /// An item of a list with its dash.
    /// - Parameter isFlow: a small group is put on one line.
    static func item(_ item: MetadataValue, indent: Int, isFlow: Bool) -> [String] {
        let margin = String(repeating: " ", count: indent)
        guard let fields = item.fields, !fields.isEmpty, !isFlow || fields.count > keysOnOneLine else {
            return [margin + "- " + flow(item)]
        }
        var lines = fields.flatMap { field($0, indent: indent + 2) }
        lines[0] = margin + "- " + lines[0].dropFirst(indent + 2)
        return lines
    }

    /// On one line.
    static func flow(_ value: MetadataValue) -> String {
        switch value {
        case .empty: "~"
        case .fact(let text): text
        case .text(let text): YAMLText.scalar(text)
        case .list(let items): "[" + items.map(flow).joined(separator: ", ") + "]"
        case .group(let fields):
            "{" + fields.map { "\(YAMLText.scalar($0.key)): \(flow($0.value))" }.joined(separator: ", ") + "}"
        }
    }

    private static func field(_ field: MetadataValue.Field, indent: Int) -> [String] {
        let (behindKey, below) = value(field.value, indent: indent)
        return [String(repeating: " ", count: indent) + "\(YAMLText.scalar(field.key)):\(behindKey)"] + below
    }
}
