internal import Foundation

/// Sets and removes keys in a `talk.md`, an `edition.yaml` or an `archive.yaml`, and changes nothing else.
///
/// The file belongs to people: their comments, order, quotes, empty lines and line ends stay. It is therefore edited as
/// lines, at places that the YAML parser has found. After each edit the text is read again; one that does not say just
/// what was wanted is not taken.
struct MetadataEditor {
    /// The file as it is now.
    private(set) var text: String
    private let form: MetadataLayout.Form
    private let order: [String]
    private let limits: ArchiveLimits

    /// - Parameter order: keys as they follow each other; a new key comes behind those that are before it here.
    init(_ text: String, form: MetadataLayout.Form, order: [String], limits: ArchiveLimits) {
        self.text = text
        self.form = form
        self.order = order
        self.limits = limits
    }

    /// The value of a key; nil when it is not there.
    /// - Throws: `form`.
    func value(_ key: String) throws(MetadataEditError) -> MetadataValue? { try layout().block(key)?.value }

    /// Writes a value, or removes the key. A value that is there already leaves its lines as they are.
    /// - Throws: the text is then as before.
    mutating func set(_ key: String, to wanted: MetadataValue?) throws(MetadataEditError) {
        let layout = try layout()
        let old = layout.block(key)
        switch (old?.value, wanted) {
        case (nil, nil): return
        case (let old?, let wanted?) where old.means(wanted): return
        default: break
        }
        for candidate in candidates(key, replacing: old, with: wanted, in: layout)
        where says(candidate, wanted, for: key, as: layout) {
            text = candidate
            return
        }
        throw .key(key)
    }

    /// Writes another text after a front matter. Empty lines around it stay.
    /// - Parameter body: with line feeds between its lines, without empty ones at its ends.
    mutating func setBody(_ body: String) throws(MetadataEditError) {
        let layout = try layout()
        let after = layout.lines[(layout.closing + 1)...]
        let isBlank: (String) -> Bool = { $0.allSatisfy(\.isWhitespace) }
        let gap = after.prefix(while: isBlank)
        let hasBody = gap.count < after.count
        var lines = FrontMatter.lines(of: body).map { line in
            line.hasSuffix("\n") ? String(line.dropLast()) + layout.lineEnd : line + layout.lineEnd
        }
        let end = hasBody ? after.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? after.endIndex : after.endIndex
        // A file whose last line is open may stay so.
        if hasBody, end == after.endIndex, let last = after.last, !last.hasSuffix("\n"), !last.hasSuffix("\r\n"),
            let own = lines.last
        {
            lines[lines.count - 1] = String(own.dropLast())
        }
        let fence = layout.lines[layout.closing]
        let isOpen = !fence.hasSuffix("\n") && !fence.hasSuffix("\r\n")
        let start = isOpen ? [fence + layout.lineEnd] : [fence]
        let range = layout.closing..<end
        text = layout.text(replacing: range, with: start + (hasBody ? Array(gap) : []) + lines)
    }

    private func layout() throws(MetadataEditError) -> MetadataLayout {
        guard let layout = MetadataLayout(text, form: form, limits: limits) else { throw .form }
        return layout
    }

    /// Texts to try, the one that keeps most first.
    private func candidates(
        _ key: String, replacing old: MetadataLayout.Block?, with wanted: MetadataValue?, in layout: MetadataLayout
    ) -> [String] {
        guard let wanted else {
            return old.map { [layout.text(replacing: $0.range, with: [])] } ?? []
        }
        guard let old else {
            let place = place(of: key, in: layout)
            return [layout.text(replacing: place..<place, with: lines(key + ":", wanted, in: layout))]
        }
        var texts: [String] = []
        if case .list(let items) = wanted, case .sequence = old.node.content {
            let merge = MetadataListMerge(old, in: layout, limits: limits)
            if let lines = merge.lines(items) { texts.append(layout.text(replacing: old.range, with: lines)) }
        }
        if let lines = rewritten(old, wanted, in: layout) {
            texts.append(layout.text(replacing: old.range, with: lines))
        }
        return texts
    }

    /// Behind the last key that comes before this one, or before all.
    private func place(of key: String, in layout: MetadataLayout) -> Int {
        let before = order.prefix { $0 != key }
        let last = layout.blocks.last { before.contains($0.key) }
        return last?.range.upperBound ?? layout.blocks.first?.range.lowerBound ?? layout.closing
    }

    /// The key's own line with what stands before its value and behind it, and a new value; nil when comments inside
    /// the old value would be lost.
    private func rewritten(
        _ old: MetadataLayout.Block, _ wanted: MetadataValue, in layout: MetadataLayout
    ) -> [String]? {
        let oldLines = layout.lines[old.range]
        guard let first = oldLines.first, let colon = first.firstIndex(of: ":") else { return nil }
        let remark = Remark.behind(first, whose: .group([.init(key: old.key, value: old.value)]), limits: limits)
        let isCollection = if case .scalar = old.node.content { false } else { true }
        // Of an emptied list nothing is to stay.
        if isCollection, wanted != .list([]), oldLines.count > 1 {
            let start = remark.isEmpty ? first : first.replacingOccurrences(of: remark, with: "")
            if start.contains("#") || oldLines.dropFirst().contains(where: { $0.contains("#") }) { return nil }
        }
        var head = String(first[...colon])
        var lines = lines(head, wanted, in: layout)
        guard let written = lines.first else { return nil }
        // People line values up.
        let gap = first[first.index(after: colon)...].prefix { $0 == " " }
        if gap.count > 1, written.dropFirst(head.count).first == " " {
            head += gap.dropFirst()
            lines[0] = head + written.dropFirst(first[...colon].count)
        }
        let end = lines[0].lastIndex { !$0.isNewline }.map { lines[0].index(after: $0) } ?? lines[0].startIndex
        lines[0].insert(contentsOf: remark, at: end)
        return lines
    }

    private func lines(_ key: String, _ value: MetadataValue, in layout: MetadataLayout) -> [String] {
        let (behindKey, below) = MetadataWriter.value(value)
        return ([key + behindKey] + below).map { $0 + layout.lineEnd }
    }

    /// The new text says what was wanted for the key, and everything else as before, in the same order.
    private func says(
        _ text: String, _ wanted: MetadataValue?, for key: String, as old: MetadataLayout
    ) -> Bool {
        guard let new = MetadataLayout(text, form: form, limits: limits) else { return false }
        func others(_ layout: MetadataLayout) -> [MetadataValue.Field] {
            layout.blocks.filter { $0.key != key }.map { MetadataValue.Field(key: $0.key, value: $0.value) }
        }
        return new.block(key)?.value == wanted?.asRead && others(new) == others(old)
    }
}

/// Why a key was not changed.
enum MetadataEditError: Error, Hashable {
    /// The metadata cannot be read, or is not written as one key to a line.
    case form
    /// The value of this key is written in a way that only a person can change without loss.
    case key(String)
}

/// ` # remark` at the end of a line.
enum Remark {
    /// The comment behind a value that ends on its first line, or behind the beginning of one that does not, with the
    /// white space before it; empty when there is none.
    ///
    /// Where a value ends the YAML parser knows best: the shortest part before a `#` that says the same is it.
    static func behind(_ line: String, whose value: MetadataValue, limits: ArchiveLimits) -> String {
        let content = line.last?.isNewline == true ? line.dropLast() : line[...]
        for index in content.indices where content[index] == "#" {
            let head = content[..<index]
            guard let last = head.last, last == " " || last == "\t", says(head, value, limits: limits) else { continue }
            let spaces = head.reversed().prefix { $0 == " " || $0 == "\t" }.count
            return String(content[content.index(index, offsetBy: -spaces)...])
        }
        return ""
    }

    private static func says(_ head: Substring, _ value: MetadataValue, limits: ArchiveLimits) -> Bool {
        var report = FileReport(file: "")
        let parser = MetadataParser(depthLimit: limits.metadataDepth)
        guard let node = parser.parse(String(head), report: &report) else { return false }
        let found = MetadataValue(node)
        if found == value { return true }
        // `key:` or `key: |` with the value below it.
        switch (found.fields, value.fields) {
        case (let found?, let wanted?):
            return found.map(\.key) == wanted.map(\.key) && found.count == 1
                && [.empty, .text("")].contains(found[0].value)
        default: return false
        }
    }
}
