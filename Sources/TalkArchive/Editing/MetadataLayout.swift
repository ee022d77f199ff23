/// Where in a file's lines each key of the outermost level stands.
struct MetadataLayout {
    /// How a file holds its metadata.
    enum Form: Hashable {
        /// Between two `---`, with a text after them: `talk.md`.
        case frontMatter
        /// The whole file: `edition.yaml`, `archive.yaml`.
        case document
    }

    /// A key with all its lines; comments and empty lines below it belong to what follows.
    struct Block {
        let key: String
        let range: Range<Int>
        let node: MetadataNode

        var value: MetadataValue { MetadataValue(node) }
    }

    let form: Form
    /// With their ends; the last one of a document has one even if the file lacks it.
    var lines: [String]
    let blocks: [Block]
    /// Where the metadata ends: the index of the second `---`, or the number of lines.
    let closing: Int
    let lineEnd: String
    private let byteOrderMark: String
    private let isLastLineOpen: Bool

    /// Nil when the metadata cannot be read, or is not written as one key to a line.
    init?(_ text: String, form: Form, limits: ArchiveLimits) {
        self.form = form
        let yaml: String
        var firstLine = 1
        switch form {
        case .frontMatter:
            guard let matter = FrontMatter(text) else { return nil }
            (lines, closing, yaml) = (matter.lines, matter.closing, matter.yaml)
            byteOrderMark = matter.byteOrderMark
            isLastLineOpen = false
            firstLine = FrontMatter.firstLine
        case .document:
            let hasMark = text.unicodeScalars.first == "\u{FEFF}"
            byteOrderMark = hasMark ? "\u{FEFF}" : ""
            yaml = hasMark ? String(text.unicodeScalars.dropFirst()) : text
            lines = FrontMatter.lines(of: yaml)
            closing = lines.count
            isLastLineOpen = lines.last.map { $0.utf8.last != UInt8(ascii: "\n") } ?? false
        }
        lineEnd = lines.first?.utf8.suffix(2).elementsEqual("\r\n".utf8) == true ? "\r\n" : "\n"
        if isLastLineOpen { lines[lines.count - 1] += lineEnd }
        var report = FileReport(file: "")
        let parser = MetadataParser(depthLimit: limits.metadataDepth, firstLine: firstLine)
        guard let root = parser.parse(yaml, report: &report), report.diagnostics.isEmpty,
            case .mapping(let entries) = root.content
        else { return nil }
        let starts = entries.map { $0.line - 1 } + [closing]
        var blocks: [Block] = []
        for (index, entry) in entries.enumerated() {
            let start = starts[index]
            guard start < starts[index + 1], lines.indices.contains(start), Self.begins(lines[start], with: entry.key)
            else { return nil }
            var end = starts[index + 1]
            while end > start + 1, Self.isRemark(lines[end - 1], indent: 0) { end -= 1 }
            blocks.append(Block(key: entry.key, range: start..<end, node: entry.value))
        }
        self.blocks = blocks
    }

    func block(_ key: String) -> Block? { blocks.first { $0.key == key } }

    /// The file with some lines exchanged.
    func text(replacing range: Range<Int>, with new: [String]) -> String {
        var lines = lines
        lines.replaceSubrange(range, with: new)
        let text = byteOrderMark + lines.joined()
        guard isLastLineOpen, text.hasSuffix(lineEnd) else { return text }
        return String(text.unicodeScalars.dropLast(lineEnd.unicodeScalars.count))
    }

    /// The line begins with the key itself, not with an indent, a brace or a question mark.
    private static func begins(_ line: String, with key: String) -> Bool {
        ["\(key)", "\"\(key)\"", "'\(key)'"].contains { spelling in
            line.hasPrefix(spelling) && line.dropFirst(spelling.count).drop { $0 == " " }.first == ":"
        }
    }

    /// An empty line, or a comment that is not indented more than `indent`.
    static func isRemark(_ line: String, indent: Int) -> Bool {
        let content = line.drop { $0 == " " }
        if content.allSatisfy(\.isWhitespace) { return true }
        return content.first == "#" && line.count - content.count <= indent
    }
}
