internal import LibXML

/// Takes a page apart into blocks, in reading order.
struct HTMLBlocks {
    private(set) var blocks: [Block] = []
    private var current: Block?
    private var style: Run.Style = []
    private var href: String?
    private var lists: [(isOrdered: Bool, number: Int)] = []
    private var isAside = false
    private var isQuote = false
    private var isPreformatted = false

    private static let hidden: Set = [
        "head", "script", "style", "template", "noscript", "form", "button", "select", "svg", "iframe", "object",
        "title",
        "math",
    ]
    private static let containers: Set = [
        "address", "article", "aside", "body", "caption", "center", "details", "dialog", "div", "dl", "fieldset",
        "figcaption", "figure", "footer", "header", "hr", "html", "legend", "main", "menu", "nav", "p", "section",
        "summary", "ul", "ol", "blockquote", "pre", "tbody", "thead", "tfoot", "tr", "td", "th",
    ]

    static func blocks(of element: XMLTree.Element) -> [Block] {
        var reader = HTMLBlocks()
        reader.add(element)
        reader.flush()
        return reader.blocks
    }

    private mutating func add(_ element: XMLTree.Element) {
        let name = element.name.lowercased()
        if Self.hidden.contains(name) || element.attribute("hidden") != nil { return }
        switch name {
        case "br": lineBreak()
        case "img": image(element)
        case "h1", "h2", "h3", "h4", "h5", "h6":
            block(.heading(Int(name.dropFirst()) ?? 6), element) { $0.addChildren(of: element) }
        case "dt": block(.term, element) { $0.addChildren(of: element) }
        case "dd": block(.definition, element) { $0.addChildren(of: element) }
        case "li": item(element)
        case "table": table(element)
        case "a": link(element)
        case "b", "strong": styled(.bold, element)
        case "i", "em", "cite", "dfn", "var": styled(.emphasis, element)
        case "code", "tt", "kbd", "samp": styled(.code, element)
        case let name where Self.containers.contains(name): container(name, element)
        default: addChildren(of: element)
        }
    }

    private mutating func addChildren(of element: XMLTree.Element) {
        for child in element.children {
            switch child {
            case .element(let inner): add(inner)
            case .text(let text): addText(text, line: element.line)
            }
        }
    }

    private mutating func container(_ name: String, _ element: XMLTree.Element) {
        let outer = (isAside, isQuote, isPreformatted)
        if ["nav", "footer", "aside"].contains(name) { isAside = true }
        if name == "blockquote" { isQuote = true }
        if name == "pre" { isPreformatted = true }
        let isList = name == "ul" || name == "ol" || name == "menu"
        if isList { lists.append((name == "ol", (element.attribute("start").flatMap { Int($0) } ?? 1) - 1)) }
        block(name == "pre" ? .preformatted : .paragraph, element) { $0.addChildren(of: element) }
        if isList { lists.removeLast() }
        (isAside, isQuote, isPreformatted) = outer
    }

    private mutating func item(_ element: XMLTree.Element) {
        if lists.isEmpty { lists.append((false, 0)) }
        lists[lists.count - 1].number += 1
        block(.item(lists.count), element) { $0.addChildren(of: element) }
    }

    /// Begins a block; what comes inside before the next block is its text.
    private mutating func block(_ kind: Block.Kind, _ element: XMLTree.Element, _ body: (inout HTMLBlocks) -> Void) {
        let isInner = kind == .paragraph || kind == .preformatted
        // A paragraph that begins an item, a term or a definition is that item.
        if isInner, let open = current, open.isBlank, open.kind != .paragraph, kind == .paragraph {
            let mark = mark(of: element)
            if open.mark.isEmpty { current?.mark = mark }
        } else {
            flush()
            current = newBlock(kind, line: element.line, mark: mark(of: element))
        }
        body(&self)
        flush()
    }

    private func newBlock(_ kind: Block.Kind, line: Int, mark: String = "") -> Block {
        var block = Block(kind: kind, mark: mark, line: line)
        block.isAside = isAside
        block.isQuote = isQuote
        if case .item = kind {
            if let list = lists.last, list.isOrdered { block.number = list.number }
        } else {
            block.depth = lists.count
        }
        return block
    }

    private func mark(of element: XMLTree.Element) -> String {
        (element.attribute("class") ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private mutating func flush() {
        guard var block = current else { return }
        current = nil
        block.lines = block.lines.map(Self.trimmed)
        if block.kind != .preformatted { block.lines.removeAll(where: \.isBlank) }
        if !block.lines.isEmpty, !block.isBlank { blocks.append(block) }
    }

    private mutating func addText(_ text: String, line: Int) {
        if current == nil {
            if text.allSatisfy(\.isWhitespace) { return }
            current = newBlock(.paragraph, line: line)
        }
        guard isPreformatted else { return append(Self.folded(text)) }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, part) in lines.enumerated() {
            if index > 0 { current?.lines.append([]) }
            append(String(part))
        }
    }

    private mutating func append(_ text: String) {
        // Taken out and put back, so that a long block is not copied for each run.
        guard var block = current, !text.isEmpty else { return }
        current = nil
        if block.lines.isEmpty { block.lines.append([]) }
        let line = block.lines.count - 1
        let run = Run(text: text, style: style, href: href)
        if let last = block.lines[line].last, last.style == run.style, last.href == run.href {
            block.lines[line][block.lines[line].count - 1].text += run.text
        } else {
            block.lines[line].append(run)
        }
        current = block
    }

    private mutating func lineBreak() {
        current?.lines.append([])
    }

    private mutating func image(_ element: XMLTree.Element) {
        guard let alternative = element.attribute("alt"), !alternative.isEmpty else { return }
        addText(alternative, line: element.line)
    }

    private mutating func link(_ element: XMLTree.Element) {
        let outer = href
        let address = CleanText.line(element.attribute("href") ?? "")
        // A mark that only leads to its own heading says nothing.
        if address.hasPrefix("#"),
            ["#", "¶", "🔗", "§", "", "Link to heading", "permalink"].contains(CleanText.line(element.text))
        {
            return
        }
        if !address.isEmpty, !address.hasPrefix("#") { href = address }
        addChildren(of: element)
        href = outer
    }

    private mutating func styled(_ added: Run.Style, _ element: XMLTree.Element) {
        let outer = style
        style.insert(added)
        addChildren(of: element)
        style = outer
    }

    private static func folded(_ text: String) -> String {
        var result = ""
        var hasSpace = false
        for character in text {
            if character.isWhitespace && character != "\u{A0}" {
                hasSpace = true
            } else {
                if hasSpace { result += " " }
                hasSpace = false
                result.append(character)
            }
        }
        return hasSpace ? result + " " : result
    }

    /// Without spaces at the ends of the line, and with one between runs.
    private static func trimmed(_ line: Line) -> Line {
        var line = line
        while let first = line.first, first.text.allSatisfy(\.isWhitespace) { line.removeFirst() }
        while let last = line.last, last.text.allSatisfy(\.isWhitespace) { line.removeLast() }
        return line
    }
}

extension HTMLBlocks {
    /// A table of a programme becomes rows; one that only lays out the page becomes what is in it.
    private mutating func table(_ table: XMLTree.Element) {
        flush()
        let rows = Self.rows(of: table)
        let isLayout = rows.contains { row in
            row.elements.contains { cell in Self.holds(["table", "h1", "h2", "h3", "article"], cell) }
        }
        guard !isLayout, rows.contains(where: { $0.elements.count > 1 }) else {
            for row in rows {
                for cell in row.elements { block(.paragraph, cell) { $0.addChildren(of: cell) } }
            }
            return
        }
        if let caption = table.first("caption") { add(caption) }
        for row in rows {
            var block = newBlock(.row, line: row.line, mark: mark(of: row))
            block.cells = row.elements.filter { $0.name == "td" || $0.name == "th" }.map { cell in
                let span = cell.attribute("colspan").flatMap { Int($0) } ?? 1
                return Block.Cell(
                    blocks: Self.blocks(of: cell), isHeader: cell.name == "th", span: max(1, min(span, 100)))
            }
            if block.cells.contains(where: { !$0.blocks.isEmpty }) { blocks.append(block) }
        }
    }

    private static func rows(of table: XMLTree.Element) -> [XMLTree.Element] {
        table.elements.flatMap { child -> [XMLTree.Element] in
            switch child.name {
            case "tr": return [child]
            case "thead", "tbody", "tfoot": return child.elements(named: "tr")
            default: return []
            }
        }
    }

    private static func holds(_ names: Set<String>, _ element: XMLTree.Element) -> Bool {
        element.elements.contains { names.contains($0.name) || holds(names, $0) }
    }
}
