/// Gives a list new items, in which those that were there keep their lines.
struct MetadataListMerge {
    private let block: MetadataLayout.Block
    private let items: [MetadataNode]
    private let layout: MetadataLayout
    private let limits: ArchiveLimits

    init(_ block: MetadataLayout.Block, in layout: MetadataLayout, limits: ArchiveLimits) {
        self.block = block
        self.layout = layout
        self.limits = limits
        items = if case .sequence(let items) = block.node.content { items } else { [] }
    }

    /// The lines of the key with its new list; nil when the list cannot be taken apart by lines.
    func lines(_ wanted: [MetadataValue]) -> [String]? {
        let isOneLine = block.range.count == 1
        if isOneLine, !wanted.contains(where: { $0.fields != nil }) { return flow(wanted).map { [$0] } }
        return wanted.isEmpty ? nil : below(wanted)
    }

    // MARK: `- item` lines

    /// An item as it is written: the comments above it, and its own lines.
    private struct Piece {
        let value: MetadataValue
        let remarks: [String]
        let own: [String]
    }

    private func below(_ wanted: [MetadataValue]) -> [String]? {
        guard let first = items.first else { return nil }
        let indent = layout.lines[first.line - 1].prefix { $0 == " " }.count
        guard let pieces = pieces(indent: indent) else { return nil }
        let isFlow = !pieces.contains { $0.value.fields != nil && !$0.own[0].contains("- {") }
        var lines = Array(layout.lines[block.range.lowerBound..<(first.line - 1 - pieces[0].remarks.count)])
        for (item, match) in zip(wanted, Self.matches(wanted, pieces.map(\.value))) {
            guard let match else {
                lines += MetadataWriter.item(item, indent: indent, isFlow: isFlow).map { $0 + layout.lineEnd }
                continue
            }
            let piece = pieces[match]
            guard let own = piece.value == item.asRead ? piece.own : changed(piece, to: item, indent, isFlow)
            else { return nil }
            lines += piece.remarks + own
        }
        return lines
    }

    /// Nil when the items are not written one below the other.
    private func pieces(indent: Int) -> [Piece]? {
        let starts = items.map { $0.line - 1 }
        guard starts[0] > block.range.lowerBound,
            starts.allSatisfy({ Self.isItem(layout.lines[$0], indent: indent) })
        else { return nil }
        var cuts = starts.map { start in
            var cut = start
            while cut > block.range.lowerBound + 1, MetadataLayout.isRemark(layout.lines[cut - 1], indent: indent) {
                cut -= 1
            }
            return cut
        }
        cuts.append(block.range.upperBound)
        return items.indices.map { index in
            Piece(
                value: MetadataValue(items[index]), remarks: Array(layout.lines[cuts[index]..<starts[index]]),
                own: Array(layout.lines[starts[index]..<cuts[index + 1]]))
        }
    }

    private static func isItem(_ line: String, indent: Int) -> Bool {
        line.prefix { $0 == " " }.count == indent && line.dropFirst(indent).hasPrefix("- ")
    }

    /// An item with another value in the lines of the old one: key by key where each has a line, else written anew.
    private func changed(_ piece: Piece, to item: MetadataValue, _ indent: Int, _ isFlow: Bool) -> [String]? {
        if let lines = edited(piece, to: item, indent: indent) { return lines }
        var lines = MetadataWriter.item(item, indent: indent, isFlow: isFlow)
        let ownCount = piece.own.lastIndex { !MetadataLayout.isRemark($0, indent: indent) }.map { $0 + 1 } ?? 1
        if ownCount == 1 {
            lines[lines.count - 1] += Remark.behind(
                String(piece.own[0].dropFirst(indent)), whose: .list([piece.value]), limits: limits)
        } else if piece.own.contains(where: { $0.contains(" #") }) {
            return nil
        }
        return lines.map { $0 + layout.lineEnd } + piece.own[ownCount...]
    }

    /// The item as a document of its own: its lines without the dash and the indent.
    private func edited(_ piece: Piece, to item: MetadataValue, indent: Int) -> [String]? {
        guard let fields = item.fields, let old = piece.value.fields else { return nil }
        let depth = indent + 1 + piece.own[0].dropFirst(indent + 1).prefix { $0 == " " }.count
        let margin = String(repeating: " ", count: depth)
        var lines = piece.own
        lines[0] = margin + String(lines[0].dropFirst(depth))
        guard lines.allSatisfy({ $0.hasPrefix(margin) || $0.allSatisfy(\.isWhitespace) }) else { return nil }
        let text = lines.map { $0.hasPrefix(margin) ? String($0.dropFirst(depth)) : $0 }.joined()
        var editor = MetadataEditor(text, form: .document, order: fields.map(\.key), limits: limits)
        do throws(MetadataEditError) {
            for field in old where item[field.key] == nil { try editor.set(field.key, to: nil) }
            for field in fields { try editor.set(field.key, to: field.value) }
        } catch {
            return nil
        }
        lines = FrontMatter.lines(of: editor.text).map { $0.allSatisfy(\.isWhitespace) ? $0 : margin + $0 }
        guard let start = lines.first, start.hasPrefix(margin) else { return nil }
        lines[0] = String(piece.own[0].prefix(depth) + start.dropFirst(depth))
        return lines
    }

    /// For each wanted item the old one whose lines it gets: the same, else one about the same thing, else the one at
    /// its place.
    private static func matches(_ wanted: [MetadataValue], _ old: [MetadataValue]) -> [Int?] {
        var matches = [Int?](repeating: nil, count: wanted.count)
        var free = Set(old.indices)
        func match(_ isRight: (Int, Int) -> Bool) {
            for index in wanted.indices where matches[index] == nil {
                guard let found = free.sorted().first(where: { isRight(index, $0) }) else { continue }
                matches[index] = found
                free.remove(found)
            }
        }
        match { wanted[$0].asRead == old[$1] }
        for key in ["file", "url", "title", "name", "from"] {
            match { wanted[$0][key] != nil && wanted[$0][key]?.asRead == old[$1][key] }
        }
        if wanted.count == old.count { match { $0 == $1 } }
        return matches
    }

    // MARK: `[item, item]` on one line

    private func flow(_ wanted: [MetadataValue]) -> String? {
        let line = layout.lines[block.range.lowerBound]
        guard let list = FlowList(line), list.items.count == items.count else { return nil }
        var free = Array(zip(items.map { MetadataValue($0) }, list.items))
        let written = wanted.map { item in
            guard let index = free.firstIndex(where: { $0.0 == item.asRead }) else { return MetadataWriter.flow(item) }
            return free.remove(at: index).1
        }
        return list.line(written)
    }
}

/// A line with a list in brackets, taken apart as it is written.
struct FlowList {
    let items: [String]
    private let head: Substring
    private let tail: Substring
    private let separator: String
    private let padding: (String, String)

    /// Nil when the brackets do not close on the line.
    init?(_ line: String) {
        guard let open = line.firstIndex(of: "[") else { return nil }
        var cuts = [line.index(after: open)]
        var depth = 0
        var quote: Character?
        var end: String.Index?
        var index = cuts[0]
        scan: while index < line.endIndex {
            let character = line[index]
            switch (quote, character) {
            case ("\"", "\\"): index = line.index(after: index)
            case (let mark?, _): if character == mark { quote = nil }
            case (nil, "\""), (nil, "'"):
                // Inside a word it is an apostrophe.
                let before = line[..<index].last { $0 != " " }
                if before == "[" || before == "," || before == "{" || before == ":" { quote = character }
            case (nil, "["), (nil, "{"): depth += 1
            case (nil, "]") where depth == 0:
                end = index
                break scan
            case (nil, "]"), (nil, "}"): depth -= 1
            case (nil, ",") where depth == 0: cuts.append(line.index(after: index))
            default: break
            }
            guard index < line.endIndex else { return nil }
            index = line.index(after: index)
        }
        guard let end else { return nil }
        head = line[..<cuts[0]]
        tail = line[end...]
        let ends = cuts.dropFirst().map { line.index(before: $0) } + [end]
        let raw = zip(cuts, ends).map { line[$0..<$1] }
        items = raw.map { $0.trimmingPrefix { $0 == " " } }.map { text in
            String(text.reversed().drop { $0 == " " }.reversed())
        }.filter { !$0.isEmpty }
        separator = raw.count > 1 && raw[1].first != " " ? "," : ", "
        let isBlank = items.isEmpty
        padding = (
            isBlank ? "" : String(raw[0].prefix { $0 == " " }),
            isBlank ? "" : String((raw.last ?? "").reversed().prefix { $0 == " " })
        )
    }

    func line(_ items: [String]) -> String {
        head + (items.isEmpty ? "" : padding.0 + items.joined(separator: separator) + padding.1) + tail
    }
}
