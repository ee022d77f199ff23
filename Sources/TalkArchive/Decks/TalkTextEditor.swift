/// Changes the list of decks and the time of the last update in a `talk.md`, and nothing else.
///
/// The file belongs to people: their comments, order, quotes and line ends stay. It is therefore edited as lines,
/// at places that the YAML parser has found; entries of decks move as they are written, with their comments.
struct TalkTextEditor {
    private let matter: FrontMatter
    /// The keys of the outermost level with the lines they cover.
    private let blocks: [Block]
    private let lineEnd: String

    private struct Block {
        let key: String
        let range: Range<Int>
        let value: MetadataNode
    }

    /// Nil when the metadata is not written as one key to a line.
    init?(_ text: String, limits: ArchiveLimits) {
        guard let matter = FrontMatter(text) else { return nil }
        var report = FileReport(file: "")
        let parser = MetadataParser(depthLimit: limits.metadataDepth, firstLine: FrontMatter.firstLine)
        guard let root = parser.parse(matter.yaml, report: &report), case .mapping(let entries) = root.content else {
            return nil
        }
        let starts = entries.map { $0.line - 1 } + [matter.closing]
        var blocks: [Block] = []
        for (index, entry) in entries.enumerated() {
            let start = starts[index]
            guard start < starts[index + 1], Self.begins(matter.lines[start], with: entry.key) else { return nil }
            var end = starts[index + 1]
            while end > start + 1, Self.isRemark(matter.lines[end - 1], indent: 0) { end -= 1 }
            blocks.append(Block(key: entry.key, range: start..<end, value: entry.value))
        }
        self.matter = matter
        self.blocks = blocks
        lineEnd = matter.lines[0].utf8.suffix(2).elementsEqual("\r\n".utf8) ? "\r\n" : "\n"
    }

    /// The text with these decks and this time: first the one that keeps the entries as they are written, then one
    /// with the list written anew, for lists in a form that cannot be taken apart by lines.
    func texts(decks: [DeclaredDeck], updated: Timestamp) -> [String] {
        let block = blocks.first { $0.key == "decks" }
        let lists = [block.flatMap { keptList($0, decks: decks) }, newList(decks, replacing: block)]
        return lists.compactMap { $0 }.map { text(list: $0, replacing: block, updated: updated) }
    }

    private func text(list: [String], replacing block: Block?, updated: Timestamp) -> String {
        var changes: [(range: Range<Int>, lines: [String])] = []
        changes.append((block?.range ?? matter.closing..<matter.closing, list))
        if let old = blocks.first(where: { $0.key == "updated" }) {
            let remark = Self.remark(behind: matter.lines[old.range.lowerBound])
            changes.append((old.range, ["updated: \(updated)\(remark)\(lineEnd)"]))
        } else {
            let place = blocks.first { $0.key == "published" }?.range.upperBound ?? changes[0].range.lowerBound
            changes.append((place..<place, ["updated: \(updated)\(lineEnd)"]))
        }
        var lines = matter.lines
        // From the end, so that the places of the others stay; at one place the time comes before the list.
        changes.sort { ($0.range.lowerBound, $0.lines.count) > ($1.range.lowerBound, $1.lines.count) }
        for change in changes {
            lines.replaceSubrange(change.range, with: change.lines)
        }
        return matter.byteOrderMark + lines.joined()
    }

    /// The list with its entries moved as they are; nil when it is not written as one entry below the other.
    private func keptList(_ block: Block, decks: [DeclaredDeck]) -> [String]? {
        guard case .sequence(let items) = block.value.content, let first = items.first else { return nil }
        let indent = matter.lines[first.line - 1].prefix { $0 == " " }.count
        let starts = items.map { $0.line - 1 }
        guard starts.allSatisfy({ Self.isItem(matter.lines[$0], indent: indent) }), starts[0] > block.range.lowerBound
        else { return nil }
        var cuts = starts.map { start in
            var cut = start
            while cut > block.range.lowerBound + 1, Self.isRemark(matter.lines[cut - 1], indent: indent) { cut -= 1 }
            return cut
        }
        cuts.append(block.range.upperBound)
        var pieces = items.indices.map { index in
            (file: Self.file(of: items[index]), lines: Array(matter.lines[cuts[index]..<cuts[index + 1]]))
        }
        var list = Array(matter.lines[block.range.lowerBound..<cuts[0]])
        for deck in decks {
            if let index = pieces.firstIndex(where: { $0.file == deck.file }) {
                list += pieces.remove(at: index).lines
            } else {
                list += entry(deck, indent: indent)
            }
        }
        return list + pieces.flatMap(\.lines)
    }

    /// The list written anew; nil when it has entries that would be lost.
    private func newList(_ decks: [DeclaredDeck], replacing block: Block?) -> [String]? {
        if case .sequence(let items) = block?.value.content,
            items.contains(where: { item in
                !decks.contains { $0.file == Self.file(of: item) }
            })
        {
            return nil
        }
        return ["decks:\(lineEnd)"] + decks.flatMap { entry($0, indent: 2) }
    }

    private func entry(_ deck: DeclaredDeck, indent: Int) -> [String] {
        var fields = ["file: \(YAMLText.scalar(deck.file))"]
        if let hash = deck.hash { fields.append("sha256: \(hash)") }
        if let byteCount = deck.byteCount { fields.append("bytes: \(byteCount)") }
        if let added = deck.added { fields.append("added: \(added)") }
        if let origin = deck.origin { fields.append("origin: \(origin.rawValue)") }
        if let note = deck.note, !note.isEmpty { fields.append("note: \(YAMLText.scalar(note))") }
        let margin = String(repeating: " ", count: indent)
        return fields.enumerated().map { margin + ($0.offset == 0 ? "- " : "  ") + $0.element + lineEnd }
    }

    private static func file(of item: MetadataNode) -> String? {
        guard case .mapping(let entries) = item.content, let entry = entries.first(where: { $0.key == "file" }),
            case .scalar(let text, _) = entry.value.content
        else { return nil }
        return text
    }

    /// The line begins with the key itself, not with an indent, a brace or a question mark.
    private static func begins(_ line: String, with key: String) -> Bool {
        ["\(key)", "\"\(key)\"", "'\(key)'"].contains { spelling in
            line.hasPrefix(spelling) && line.dropFirst(spelling.count).drop { $0 == " " }.first == ":"
        }
    }

    private static func isItem(_ line: String, indent: Int) -> Bool {
        line.prefix { $0 == " " }.count == indent && line.dropFirst(indent).hasPrefix("- ")
    }

    /// An empty line, or a comment that is not indented more than `indent`.
    private static func isRemark(_ line: String, indent: Int) -> Bool {
        let content = line.drop { $0 == " " }
        if content.allSatisfy(\.isWhitespace) { return true }
        return content.first == "#" && line.count - content.count <= indent
    }

    /// ` # comment` at the end of a line with a time, which has no `#` of its own.
    private static func remark(behind line: String) -> String {
        guard let hash = line.firstIndex(of: "#"), line[..<hash].last == " " else { return "" }
        let spaces = line[..<hash].reversed().prefix { $0 == " " }.count
        let end = line.lastIndex { !$0.isWhitespace } ?? hash
        return String(repeating: " ", count: spaces) + line[hash...end]
    }
}
