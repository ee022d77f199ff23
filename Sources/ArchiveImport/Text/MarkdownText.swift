internal import Foundation

/// Writes blocks as Markdown that says what they said, and nothing more.
struct MarkdownText {
    private let address: (String) -> String?
    private var paragraphs: [String] = []

    /// - Parameter address: the whole address of a link, nil for one that leads nowhere; its text then stands alone.
    static func text(of blocks: [Block], address: (String) -> String?) -> String {
        withoutActuallyEscaping(address) { address in
            var writer = MarkdownText(address: address)
            var last: Block?
            for block in blocks {
                writer.add(block, after: last)
                last = block
            }
            return CleanText.block(writer.paragraphs.joined())
        }
    }

    private init(address: @escaping (String) -> String?) {
        self.address = address
    }

    private mutating func add(_ block: Block, after last: Block?) {
        let text = content(of: block)
        if text.isEmpty { return }
        var isTight = false
        if case .item = block.kind, let last, case .item = last.kind { isTight = true }
        paragraphs.append((paragraphs.isEmpty ? "" : isTight ? "\n" : "\n\n") + text)
    }

    private func content(of block: Block) -> String {
        switch block.kind {
        case .heading(let level):
            let mark = String(repeating: "#", count: min(6, max(3, level)))
            let words = line(block.lines.flatMap { $0 + [Run(text: " ")] }, isMarkdown: block.isMarkdown)
            return words.isEmpty ? "" : mark + " " + words.replacingOccurrences(of: "\n", with: " ")
        case .preformatted: return fenced(block)
        case .item(let depth):
            let indent = String(repeating: "  ", count: max(0, depth - 1))
            let mark = block.number.map { "\($0). " } ?? "- "
            let margin = indent + String(repeating: " ", count: mark.count)
            return indent + mark + lines(of: block).joined(separator: "\\\n\(margin)").indented(by: margin)
        case .term:
            let words = lines(of: block).joined(separator: " ")
            return words.isEmpty || words.contains("**") ? words : "**\(words)**"
        case .row:
            return block.cells.map { cell in
                cell.blocks.flatMap { lines(of: $0) }.joined(separator: " ")
            }.filter { !$0.isEmpty }.joined(separator: " | ")
        case .paragraph, .definition:
            let margin = String(repeating: "  ", count: block.depth)
            let separator = block.isMarkdown ? "\n" : "\\\n"
            let text = margin + lines(of: block).joined(separator: separator).indented(by: margin)
            return block.isQuote ? "> " + text.indented(by: "> ") : text
        }
    }

    private func lines(of block: Block) -> [String] {
        block.lines.map { line($0, isMarkdown: block.isMarkdown) }.filter { !$0.isEmpty }
    }

    /// Code as it is, in a fence longer than any inside.
    private func fenced(_ block: Block) -> String {
        let lines = block.lines.map { $0.map(\.text).joined().trimmingTrailingSpace }
        let code = lines.joined(separator: "\n").trimmingCharacters(in: .newlines)
        if code.allSatisfy(\.isWhitespace) { return "" }
        let fence = String(repeating: "`", count: max(3, Self.longestRun(of: "`", in: code) + 1))
        return "\(fence)\n\(code)\n\(fence)"
    }

    private func line(_ runs: Line, isMarkdown: Bool) -> String {
        var text = ""
        for (index, run) in runs.enumerated() {
            let next = index + 1 < runs.count ? runs[index + 1].text.first : nil
            let words = inline(run, before: next, isMarkdown: isMarkdown)
            let leads = run.href.flatMap(address) != nil
            // An exclamation mark before a link would make it a picture.
            if leads, text.hasSuffix("!"), index > 0 { text = text.dropLast() + "\\!" }
            text += words
        }
        let trimmed = text.trimmingCharacters(in: .whitespaces)
        return isMarkdown ? trimmed : Self.guarded(trimmed)
    }

    private func inline(_ run: Run, before next: Character?, isMarkdown: Bool) -> String {
        let core = run.text.trimmingCharacters(in: .whitespaces)
        guard !core.isEmpty else { return run.text.isEmpty ? "" : " " }
        let before = run.text.first?.isWhitespace == true ? " " : ""
        let after = run.text.last?.isWhitespace == true ? " " : ""
        var words = run.style.contains(.code) ? Self.code(core) : isMarkdown ? core : Self.escaped(core)
        if let href = run.href, let address = address(href) {
            let isBare = address == core && !run.style.contains(.code)
            words = isBare ? "<\(address)>" : "[\(Self.label(words))](\(Self.destination(address)))"
        }
        // Where a mark would not be one to Markdown (6.2 of CommonMark), the words stand without it.
        let isClosed =
            core.last.map { $0.isLetter || $0.isNumber } == true || after == " " || next?.isWhitespace ?? true
        if !run.style.contains(.code), core.first.map({ $0.isLetter || $0.isNumber }) == true, isClosed {
            let mark = run.style.contains(.bold) ? "**" : run.style.contains(.emphasis) ? "*" : ""
            words = mark + words + mark
        }
        return before + words + after
    }

    /// Plain words, with a backslash before what Markdown would take for a mark.
    static func escaped(_ text: String) -> String {
        let characters = Array(text)
        var result = ""
        for (index, character) in characters.enumerated() {
            let next = index + 1 < characters.count ? characters[index + 1] : nil
            let last = index > 0 ? characters[index - 1] : nil
            let isInside =
                last.map { $0.isLetter || $0.isNumber } == true && next.map { $0.isLetter || $0.isNumber } == true
            switch character {
            case "\\":
                let isEscape = next.map { $0.isASCII && ($0.isPunctuation || $0.isSymbol) } ?? true
                result += isEscape ? "\\\\" : "\\"
            case "`": result += "\\`"
            case "*": result += (last ?? " ") == " " && (next ?? " ") == " " && last != nil ? "*" : "\\*"
            case "_": result += isInside ? "_" : "\\_"
            case "]": result += next == "(" || next == "[" || next == ":" ? "\\]" : "]"
            case "&": result += next == "#" || next?.isLetter == true ? "\\&" : "&"
            // Inside a line HTML is shown as the text it is, and `Pin<P>` stays readable; at the start it is a block.
            case "<": result += last == nil || "/!?".contains(next ?? " ") ? "\\<" : "<"
            default: result.append(character)
            }
        }
        return result
    }

    /// Code in as many backquotes as it needs.
    private static func code(_ text: String) -> String {
        let text = text.replacingOccurrences(of: "\n", with: " ")
        let mark = String(repeating: "`", count: longestRun(of: "`", in: text) + 1)
        let space = text.hasPrefix("`") || text.hasSuffix("`") ? " " : ""
        return mark + space + text + space + mark
    }

    private static func label(_ words: String) -> String {
        var result = ""
        var previous: Character?
        for character in words {
            if character == "[" || character == "]", previous != "\\" { result += "\\" }
            result.append(character)
            previous = previous == "\\" && character == "\\" ? nil : character
        }
        return result
    }

    private static func destination(_ address: String) -> String {
        address.contains(where: { "()<>".contains($0) || $0.isWhitespace })
            ? "<" + address.replacingOccurrences(of: "<", with: "%3C").replacingOccurrences(of: ">", with: "%3E") + ">"
            : address
    }

    /// A line whose beginning is no mark of a block: `- `, `1. `, `# `, `> `, `---`.
    static func guarded(_ line: String) -> String {
        guard let first = line.first else { return line }
        if "#>+=~".contains(first) || first == "-" || first == "|" { return "\\" + line }
        let digits = line.prefix { $0.isASCII && $0.isNumber }
        if !digits.isEmpty, digits.count < 10, let mark = line.dropFirst(digits.count).first, mark == "." || mark == ")"
        {
            return digits + "\\" + line.dropFirst(digits.count)
        }
        return line
    }

    private static func longestRun(of mark: Character, in text: String) -> Int {
        var longest = 0
        var run = 0
        for character in text {
            run = character == mark ? run + 1 : 0
            longest = max(longest, run)
        }
        return longest
    }
}

extension String {
    /// With a margin before each line but the first.
    fileprivate func indented(by margin: String) -> String {
        margin.isEmpty
            ? self : split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n" + margin)
    }
}
