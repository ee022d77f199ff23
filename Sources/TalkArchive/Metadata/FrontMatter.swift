/// A `talk.md` cut in two: the YAML between its `---` lines, and the Markdown after them.
struct FrontMatter: Hashable {
    /// The YAML's lines without the fences, with their ends.
    let yaml: String
    /// The Markdown, without empty lines around it.
    let body: String
    /// All lines of the file with their ends: `lines[0]` and `lines[closing]` are the fences.
    let lines: [String]
    let closing: Int
    /// What the file begins with that no one sees: a byte order mark, or nothing.
    let byteOrderMark: String

    /// The YAML begins on the second line.
    static let firstLine = 2

    /// Nil when the text does not begin with a fenced block.
    init?(_ text: String) {
        let mark = "\u{FEFF}"
        let hasMark = text.unicodeScalars.first == mark.unicodeScalars.first
        byteOrderMark = hasMark ? mark : ""
        let lines = Self.lines(of: hasMark ? String(text.unicodeScalars.dropFirst()) : text)
        guard let first = lines.first, Self.isFence(first),
            let closing = lines.indices.dropFirst().first(where: { Self.isFence(lines[$0]) })
        else { return nil }
        self.lines = lines
        self.closing = closing
        yaml = lines[1..<closing].joined()
        var rest = lines[(closing + 1)...]
        while let line = rest.first, line.allSatisfy(\.isWhitespace) { rest.removeFirst() }
        while let line = rest.last, line.allSatisfy(\.isWhitespace) { rest.removeLast() }
        body = rest.joined()
    }

    /// Cuts after each line feed. Works on bytes, because `\r\n` is one character to Swift.
    static func lines(of text: String) -> [String] {
        var lines: [String] = []
        var start = text.utf8.startIndex
        while start < text.utf8.endIndex {
            let feed = text.utf8[start...].firstIndex(of: UInt8(ascii: "\n"))
            let end = feed.map { text.utf8.index(after: $0) } ?? text.utf8.endIndex
            lines.append(String(text[start..<end]))
            start = end
        }
        return lines
    }

    private static func isFence(_ line: String) -> Bool {
        line.hasPrefix("---") && line.dropFirst(3).allSatisfy(\.isWhitespace)
    }
}
