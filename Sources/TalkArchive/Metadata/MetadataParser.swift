internal import Foundation
internal import Yams

/// Turns YAML into nodes with line numbers; the only place that knows the YAML library.
///
/// No type is guessed: `title: 2022` and `title: no` are texts until a field asks for something else. Anchors and
/// aliases are refused, because a few lines of them can stand for billions of values.
struct MetadataParser {
    let depthLimit: Int
    /// The line of the file on which the YAML begins, counted from 1.
    var firstLine = 1

    /// Nil when nothing of the text can be used; the report says why.
    func parse(_ text: String, report: inout FileReport) -> MetadataNode? {
        guard !AliasBound.canExplode(text) else {
            reportAnchor(line: nil, report: &report)
            return nil
        }
        do {
            let parser = try Yams.Parser(yaml: text, resolver: .basic, encoding: .utf8)
            // Nodes know their anchors only while their parser lives.
            return try withExtendedLifetime(parser) {
                guard let root = try parser.singleRoot() else { return nil }
                return node(root, depth: 0, report: &report)
            }
        } catch let error as YamlError {
            self.report(error, in: text, to: &report)
        } catch {
            report.error("yaml-syntax", "The file cannot be read: \(error).", "Write it as plain YAML.")
        }
        return nil
    }

    private func node(_ node: Node, depth: Int, report: inout FileReport) -> MetadataNode? {
        let line = (node.mark?.line ?? 1) + firstLine - 1
        if hasAnchor(node) {
            reportAnchor(line: line, report: &report)
            return nil
        }
        guard depth <= depthLimit else {
            report.error(
                "yaml-depth", line: line, "Lists and groups are nested more than \(depthLimit) deep.",
                "Write them flatter; nothing in an archive needs that depth.")
            return nil
        }
        switch node {
        case .scalar(let scalar):
            let isPlain = scalar.style == .plain || scalar.style == .any
            return MetadataNode(line: line, content: .scalar(scalar.string, isPlain: isPlain))
        case .sequence(let sequence):
            let items = sequence.compactMap { self.node($0, depth: depth + 1, report: &report) }
            return MetadataNode(line: line, content: .sequence(items))
        case .mapping(let mapping):
            let entries = mapping.compactMap { key, value -> MetadataNode.Entry? in
                guard case .scalar(let name) = key, !hasAnchor(key) else {
                    report.error("wrong-type", line: line, "A key is not a word.", "Write 'key: value'.")
                    return nil
                }
                guard let content = self.node(value, depth: depth + 1, report: &report) else { return nil }
                let keyLine = (name.mark?.line ?? 1) + firstLine - 1
                return MetadataNode.Entry(key: name.string, line: keyLine, value: content)
            }
            return MetadataNode(line: line, content: .mapping(entries))
        case .alias:
            reportAnchor(line: line, report: &report)
            return nil
        }
    }

    private func hasAnchor(_ node: Node) -> Bool {
        switch node {
        case .scalar(let scalar): scalar.anchor != nil
        case .sequence(let sequence): sequence.anchor != nil
        case .mapping(let mapping): mapping.anchor != nil
        case .alias: true
        }
    }

    private func reportAnchor(line: Int?, report: inout FileReport) {
        report.error(
            "yaml-anchor", line: line, "YAML anchors (&name) and aliases (*name) are not used here.",
            "Write the value out; a text that begins with & or * goes into quotes.")
    }

    private func report(_ error: YamlError, in text: String, to report: inout FileReport) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            report.error(
                "yaml-syntax", line: mark.line + firstLine - 1, "This is not YAML: \(problem).",
                "Put a text with ': ' or ' #' in it, or with a special first character, into quotes;"
                    + " indent with spaces, not tabs.")
        case .reader(let problem, let offset, _, _):
            let line = offset.map { text.prefix($0).count(where: \.isNewline) + firstLine }
            report.error("yaml-syntax", line: line, "This is not YAML: \(problem).", "Remove the character.")
        case .duplicatedKeysInMapping(let duplicates, let context):
            let key = duplicates.first ?? ""
            let line = secondLine(of: key, in: text, after: context.mark.line)
            report.error(
                "duplicate-key", line: line + firstLine - 1, "The key '\(key)' is written twice.",
                "Keep one of the two.")
        default:
            report.error("yaml-syntax", "This is not YAML.", "Write 'key: value' lines.")
        }
    }

    /// Where a key stands for the second time; the YAML library names only the first.
    private func secondLine(of key: String, in text: String, after first: Int) -> Int {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, line) in lines.enumerated() where index >= first {
            let start = line.drop { $0 == " " || $0 == "-" || $0 == "{" || $0 == "\"" || $0 == "'" }
            let rest = start.dropFirst(key.count)
            if start.hasPrefix(key), rest.first == ":" || rest.first == "\"" || rest.first == "'" { return index + 1 }
        }
        return first
    }
}
