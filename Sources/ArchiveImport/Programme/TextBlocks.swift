internal import Foundation

/// Takes a programme in plain text apart into blocks: paragraphs between empty lines, and what Markdown marks.
enum TextBlocks {
    static func blocks(of text: String) -> [Block] {
        var blocks: [Block] = []
        var paragraph: Block?
        var isCode = false
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        func flush() {
            if let done = paragraph, !done.isBlank || done.kind == .preformatted { blocks.append(done) }
            paragraph = nil
        }
        for (index, raw) in lines.enumerated() {
            let line = raw.trimmingTrailingSpace
            let content = line.drop { $0 == " " || $0 == "\t" }
            if content.hasPrefix("```") || content.hasPrefix("~~~") {
                if !isCode { flush() }
                if isCode { flush() } else { paragraph = block(.preformatted, index) }
                isCode.toggle()
            } else if isCode {
                paragraph?.lines.append([Run(text: line)])
            } else if content.isEmpty {
                flush()
            } else if let level = underline(content), paragraph?.lines.count == 1, paragraph?.kind == .paragraph {
                paragraph?.kind = .heading(level)
                flush()
            } else if content.count >= 3, content.allSatisfy({ "-=_*~".contains($0) }) {
                flush()
            } else if let (level, title) = heading(content) {
                flush()
                var found = block(.heading(level), index)
                found.lines = [runs(title)]
                blocks.append(found)
            } else if let (depth, rest) = item(line) {
                flush()
                paragraph = block(.item(depth), index)
                paragraph?.lines = [runs(rest)]
            } else {
                let (rest, hasTime) = TimeText.cut(String(content.prefix(60)))
                if hasTime, !rest.isEmpty { flush() }
                if paragraph == nil { paragraph = block(.paragraph, index) }
                paragraph?.lines.append(runs(String(content)))
            }
        }
        flush()
        return blocks
    }

    private static func block(_ kind: Block.Kind, _ index: Int) -> Block {
        var block = Block(kind: kind, line: index + 1)
        block.isMarkdown = true
        return block
    }

    private static func underline(_ line: Substring) -> Int? {
        guard line.count >= 3 else { return nil }
        if line.allSatisfy({ $0 == "=" }) { return 1 }
        return line.allSatisfy({ $0 == "-" }) || line.allSatisfy({ $0 == "~" }) ? 2 : nil
    }

    private static func heading(_ line: Substring) -> (Int, String)? {
        let level = line.prefix { $0 == "#" }.count
        guard (1...6).contains(level), line.dropFirst(level).first == " " else { return nil }
        return (level, String(line.dropFirst(level)).trimming("#"))
    }

    private static func item(_ line: String) -> (Int, String)? {
        let indent = line.prefix { $0 == " " || $0 == "\t" }.count
        let content = line.dropFirst(indent)
        guard let mark = content.first, "-*+•".contains(mark), content.dropFirst().first == " " else { return nil }
        return (1 + min(indent / 2, 5), String(content.dropFirst(2)).trimming(""))
    }

    /// Bold text, code, links of Markdown and bare addresses.
    static func runs(_ text: String) -> Line {
        var line: Line = []
        var plain = ""
        var rest = Substring(text)
        func add(_ run: Run) {
            if !plain.isEmpty { line.append(Run(text: plain)) }
            plain = ""
            if !run.text.isEmpty { line.append(run) }
        }
        while let first = rest.first {
            if first == "[", let close = rest.prefix(400).range(of: "]("),
                let end = rest[close.upperBound...].prefix(2000).firstIndex(of: ")")
            {
                let label = String(rest[rest.index(after: rest.startIndex)..<close.lowerBound])
                add(Run(text: label.trimming("*_`"), href: CleanText.line(String(rest[close.upperBound..<end]))))
                rest = rest[rest.index(after: end)...]
            } else if rest.hasPrefix("**") || rest.hasPrefix("__"),
                let end = rest.dropFirst(2).prefix(400).range(of: rest.prefix(2))
            {
                let inner = String(rest.dropFirst(2)[..<end.lowerBound])
                let innerRuns = runs(inner)
                add(Run(text: ""))
                line += innerRuns.map { Run(text: $0.text, style: $0.style.union(.bold), href: $0.href) }
                rest = rest[end.upperBound...]
            } else if first == "`", let end = rest.dropFirst().prefix(400).firstIndex(of: "`") {
                add(Run(text: String(rest.dropFirst()[..<end]), style: .code))
                rest = rest[rest.index(after: end)...]
            } else if rest.hasPrefix("https://") || rest.hasPrefix("http://") {
                var address = String(rest.prefix { !$0.isWhitespace && !"<>\"".contains($0) })
                rest = rest.dropFirst(address.count)
                var tail = ""
                while let last = address.last,
                    ".,;:!?'".contains(last) || (last == ")" && !address.contains("(")) || last == "]"
                {
                    tail = String(address.removeLast()) + tail
                }
                add(Run(text: address, href: address))
                plain += tail
            } else {
                plain.append(first)
                rest = rest.dropFirst()
            }
        }
        add(Run(text: ""))
        return line
    }
}
