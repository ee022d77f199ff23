internal import ArchiveSearch
internal import TalkArchive

/// A slide's text as HTML can show it: paragraphs of lines, code set apart from prose and indented as on the slide,
/// marks kept.
struct SlideParagraphs {
    private(set) var paragraphs: [Paragraph] = []

    /// - Parameters:
    ///   - text: the slide's text, lines set apart by `\n`, paragraphs by an empty line, with its marks.
    ///   - words: the slide's words in the order of the text; their places tell how far a line of code is indented.
    init(_ text: MarkedText, words: [Slide.Word]) {
        var reader = LineReader(words: words)
        for run in text.runs { reader.take(run) }
        for paragraph in reader.finish() {
            // Empty lines within code end a paragraph of the PDF, but not the code.
            if paragraph.isCode, let last = paragraphs.last, last.isCode {
                paragraphs[paragraphs.count - 1].lines += [Line()] + paragraph.lines
            } else {
                paragraphs.append(paragraph)
            }
        }
    }

    /// The slide's heading, as far as its text tells: a short first paragraph that is not code.
    var title: String? {
        guard let first = paragraphs.first, !first.isCode else { return nil }
        let text = first.lines.map(\.text).joined(separator: " ")
        return text.count <= 90 ? text : nil
    }

    /// For the template.
    var context: [PageContext] {
        paragraphs.map { paragraph in
            let isCode = paragraph.isCode
            let left = isCode ? paragraph.lines.compactMap(\.left).min() : nil
            return [
                "isCode": isCode,
                "lines": paragraph.lines.map { line -> PageContext in
                    var runs: [PageContext] = line.runs.map { ["text": $0.text, "marked": $0.isMarked] }
                    let indent = left.map(line.indent) ?? 0
                    if indent > 0 {
                        runs.insert(["text": String(repeating: " ", count: indent), "marked": false], at: 0)
                    }
                    return ["runs": runs]
                },
            ]
        }
    }

    /// Lines that belong together.
    struct Paragraph {
        var lines: [Line]

        /// Code keeps its lines. A PDF does not say what is code; braces, semicolons at line ends and operators of
        /// programming languages do.
        var isCode: Bool {
            let score = lines.reduce(0) { $0 + Self.codeScore($1.text) }
            return score >= 2 && score * 3 >= lines.count
        }

        private static let signs = [
            "::", "->", "=>", "{", "}", "();", "&mut", "#[", "#include", "fn ", "let ", "impl ", "unsafe {", "//",
            "static ", "struct ", "return ", "|=", "!(",
        ]

        private static func codeScore(_ line: String) -> Int {
            if [";", "{", "}", "},"].contains(where: line.hasSuffix) { return 2 }
            return signs.contains(where: line.contains) ? 1 : 0
        }
    }

    /// One line with its marks.
    struct Line {
        var runs: [MarkedText.Run] = []
        /// Left edge of its first word and the width of one of its characters, in points; nil when unknown.
        var place: (left: Double, characterWidth: Double)?

        var text: String { runs.map(\.text).joined() }
        var left: Double? { place?.left }

        /// How many characters of its own width fit between a left edge and its own.
        func indent(from left: Double) -> Int {
            guard let place, place.characterWidth > 0 else { return 0 }
            return min(80, max(0, Int(((place.left - left) / place.characterWidth).rounded())))
        }
    }
}

/// Cuts marked text at its line ends.
private struct LineReader {
    private var words: ArraySlice<Slide.Word>
    private var offset = 0
    private var line = SlideParagraphs.Line()
    private var lines: [SlideParagraphs.Line] = []
    private var paragraphs: [SlideParagraphs.Paragraph] = []

    init(words: [Slide.Word]) {
        self.words = words[...]
    }

    mutating func take(_ run: MarkedText.Run) {
        var isFirst = true
        for piece in run.text.split(separator: "\n", omittingEmptySubsequences: false) {
            if !isFirst {
                endLine()
                offset += 1
            }
            isFirst = false
            guard !piece.isEmpty else { continue }
            if line.runs.isEmpty { line.place = place(at: offset) }
            line.runs.append(MarkedText.Run(text: String(piece), isMarked: run.isMarked))
            offset += piece.utf8.count
        }
    }

    mutating func finish() -> [SlideParagraphs.Paragraph] {
        endLine()
        endParagraph()
        return paragraphs
    }

    private mutating func endLine() {
        if line.runs.contains(where: { !$0.text.allSatisfy(\.isWhitespace) }) {
            lines.append(line)
        } else {
            endParagraph()
        }
        line = SlideParagraphs.Line()
    }

    private mutating func endParagraph() {
        guard !lines.isEmpty else { return }
        paragraphs.append(SlideParagraphs.Paragraph(lines: lines))
        lines = []
    }

    /// Where the word that begins at an offset of the text stands on the page.
    private mutating func place(at offset: Int) -> (left: Double, characterWidth: Double)? {
        words = words.drop { $0.range.lowerBound < offset }
        guard let word = words.first, word.range.lowerBound == offset, !word.range.isEmpty else { return nil }
        return (word.box.x, word.box.width / Double(word.range.count))
    }
}
