internal import Foundation
internal import TalkArchive

/// A line between a talk's title and its abstract, and what it says: names, links, a day.
struct HeadLine {
    /// A link with the words that name it.
    struct Reference: Hashable {
        var text: String
        var href: String
    }

    var references: [Reference] = []
    /// The line speaks of slides without a link to them.
    var mentionsSlides = false
    /// What is left when links are taken out.
    var rest: String
    /// Links of the names themselves.
    var inner: [Reference] = []

    /// A longer line is a paragraph of an abstract.
    private static let longest = 1500

    init(_ line: Line) {
        rest = ""
        let length = line.reduce(0) { $0 + $1.text.utf8.count }
        guard length <= Self.longest else {
            rest = line.text
            return
        }
        var text = ""
        for run in line {
            guard let href = run.href else {
                text += run.text
                continue
            }
            let words = CleanText.line(run.text)
            if LinkWords.isLabel(words) || words.isEmpty {
                references.append(Reference(text: words, href: href))
                text += " "
            } else if words == href || words.hasPrefix("http") {
                references.append(Reference(text: Self.takeLabel(&text), href: href))
                text += " "
            } else {
                inner.append(Reference(text: words, href: href))
                text += run.text
            }
        }
        rest = withoutLabels(CleanText.line(text))
        names = NameLine(rest)
    }

    /// Nothing but links, or words that name links.
    var isLinks: Bool { rest.isEmpty && (!references.isEmpty || mentionsSlides) }

    private(set) var names: NameLine?

    /// The links that have a meaning of their own, those of names as well.
    var all: [Reference] { references + inner }

    /// The last words before a bare address, `Slides: https://…`.
    private static func takeLabel(_ text: inout String) -> String {
        let trimmed = text.trimming("")
        guard trimmed.hasSuffix(":") else { return "" }
        let start = trimmed.dropLast()
        let cut = start.lastIndex { "|·•;,()[]–—".contains($0) }.map { start.index(after: $0) } ?? start.startIndex
        let label = CleanText.line(String(start[cut...]))
        guard LinkWords.isLabel(label) else { return "" }
        text = String(start[..<cut])
        return label
    }

    /// Takes out pieces between separators that name links only, and the brackets that links left empty.
    private mutating func withoutLabels(_ text: String) -> String {
        var kept = ""
        var piece = ""
        var separator = ""
        func isSeparator(_ character: Character) -> Bool { "—–|·•[](){},;/-".contains(character) }
        let characters = Array(text)
        func flush(_ next: String) {
            let words = piece.trimming(":")
            if LinkWords.isLabel(words) {
                if LinkWords.meaning(of: words, url: nil, address: "") == .slides { mentionsSlides = true }
            } else {
                kept += separator + piece
            }
            piece = ""
            separator = next
        }
        for (index, character) in characters.enumerated() {
            let isAlone = character != "-" && character != "/" || (index > 0 && characters[index - 1] == " ")
            if isSeparator(character), isAlone { flush(String(character)) } else { piece.append(character) }
        }
        flush("")
        kept += separator
        if references.contains(where: { LinkWords.meaning(of: $0.text, url: nil, address: $0.href) == .slides }) {
            mentionsSlides = false
        }
        for empty in ["( )", "()", "[ ]", "[]", "{ }", "{}"] {
            kept = kept.replacingOccurrences(of: empty, with: "")
        }
        var result = CleanText.line(kept)
        while let last = result.last, last.isWhitespace || "—–|·•[({,;/-:".contains(last) { result.removeLast() }
        while let first = result.first, first.isWhitespace || "—–|·•])},;/:".contains(first) { result.removeFirst() }
        return result
    }
}
