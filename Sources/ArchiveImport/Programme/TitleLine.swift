internal import Foundation

/// A line that holds a title, taken apart.
struct TitleLine {
    var title: String
    /// What follows the title on its line.
    var rest: Line = []
    var references: [HeadLine.Reference] = []

    /// The line is a title, or begins with one that stands out by its style.
    init(whole line: Line, canBeMixed: Bool) {
        if canBeMixed, let (lead, rest) = Self.lead(of: line) {
            title = lead.text
            self.rest = Self.withoutSeparator(rest)
            takeLinks(of: lead)
        } else {
            title = line.text
            takeLinks(of: line)
        }
    }

    /// The title and the speakers stand on one line: `Title — Ada Low`, `Title (Ada Low)`, `Ada Low: Title`.
    /// - Parameter speakersFirst: the order is the other way round.
    init?(mixed head: HeadLine, speakersFirst: Bool) {
        references = head.all
        let text = head.rest
        guard text.utf8.count <= 2000, let (left, right) = Self.split(text, speakersFirst: speakersFirst) else {
            return nil
        }
        title = speakersFirst ? right : left
        rest = [Run(text: speakersFirst ? left : right)]
    }

    /// The speakers stand out by their style, and the title follows: `<b>Ada Low</b>, <i>The sea</i>`.
    init?(namesFirst line: Line) {
        guard let (lead, rest) = Self.lead(of: line), NameLine(lead.text) != nil else { return nil }
        let following = Self.withoutSeparator(rest)
        let head = HeadLine(following)
        let isStyled = following.first { !$0.text.allSatisfy(\.isWhitespace) }?.style.isEmpty == false
        guard !head.rest.isEmpty, isStyled || NameLine(head.rest) == nil else { return nil }
        title = head.rest
        references = head.all
        self.rest = lead
    }

    /// A link that is the title itself leads to the talk's slides or page.
    private mutating func takeLinks(of line: Line) {
        for run in line {
            if let href = run.href { references.append(HeadLine.Reference(text: CleanText.line(run.text), href: href)) }
        }
    }

    private static func split(_ text: String, speakersFirst: Bool) -> (String, String)? {
        let separators =
            speakersFirst
            ? [": ", " — ", " – ", " - ", " | "] : [" — ", " – ", " - ", " | ", "; ", ": ", " by ", ", "]
        for separator in separators {
            // A title may hold the separator; the names are the first piece, or the longest run of last pieces.
            let pieces = text.components(separator: separator)
            guard pieces.count > 1 else { continue }
            for cut in 1..<min(pieces.count, 8) {
                let left = pieces[..<cut].joined(separator: separator)
                let right = pieces[cut...].joined(separator: separator)
                let names = speakersFirst ? left : right
                let title = speakersFirst ? right : left
                guard NameLine(names) != nil, !title.trimming("").isEmpty else { continue }
                if separator == ", ", NameLine(title) != nil { continue }
                if speakersFirst, NameLine(title) != nil { continue }
                return (left, right)
            }
        }
        guard !speakersFirst, text.hasSuffix(")"), let open = text.lastIndex(of: "(") else { return nil }
        let inside = String(text[text.index(after: open)...].dropLast())
        return NameLine(inside) == nil ? nil : (String(text[..<open]), inside)
    }

    /// The runs at the start of a line that stand out, and what follows them; nil when all or none of it does.
    private static func lead(of line: Line) -> (Line, Line)? {
        var start = 0
        while start < line.count, line[start].style.isEmpty, line[start].href == nil,
            TimeText.cut(CleanText.line(line[start].text)).rest.isEmpty
        {
            start += 1
        }
        guard start < line.count else { return nil }
        let first = line[start]
        let isLink = first.href != nil && !LinkWords.isLabel(CleanText.line(first.text))
        guard !first.style.isDisjoint(with: [.bold, .emphasis]) || isLink else { return nil }
        var end = start + 1
        while end < line.count,
            !line[end].style.isDisjoint(with: first.style) || (isLink && line[end].href == first.href)
        {
            end += 1
        }
        let lead = Array(line[start..<end])
        let rest = Array(line[end...])
        return rest.isBlank ? nil : (lead, rest)
    }

    private static func withoutSeparator(_ line: Line) -> Line {
        var line = line
        guard let first = line.first else { return line }
        line[0].text = String(first.text.drop { $0.isWhitespace || "—–-|·•,;:".contains($0) })
        return line
    }
}

extension String {
    /// The pieces between a separator.
    fileprivate func components(separator: String) -> [String] {
        var pieces: [String] = []
        var rest = self[...]
        while let found = rest.range(of: separator) {
            pieces.append(String(rest[..<found.lowerBound]))
            rest = rest[found.upperBound...]
        }
        return pieces + [String(rest)]
    }
}
