internal import Foundation
internal import TalkArchive

/// What the top of a programme page tells of its edition.
struct EditionFacts {
    var edition = ImportedEdition()

    /// How far down a page its head reaches, in blocks.
    private static let reach = 60

    init(_ blocks: [Block], pageTitle: String?, year: Int?) {
        let head = blocks.filter { !$0.isAside && $0.kind != .row }.prefix(Self.reach)
        edition.name = Self.name(head, pageTitle: pageTitle)
        for block in head {
            for line in block.lines where line.text.count <= 160 {
                guard let found = DateText(line.text, year: year) else { continue }
                edition.days = found.days
                edition.place = Self.place(found.after) ?? Self.place(found.rest) ?? Self.place(after: line, in: block)
                return
            }
        }
        // A date in a sentence is better than none.
        for block in head {
            guard let found = DateText(block.text, year: nil) else { continue }
            edition.days = found.days
            return
        }
    }

    private static func name(_ head: ArraySlice<Block>, pageTitle: String?) -> String? {
        let heading =
            head.first { $0.kind == .heading(1) } ?? head.first { if case .heading = $0.kind { true } else { false } }
        let first = head.first?.lines.first?.text
        let candidates = [heading?.text, pageTitle.map(firstPart), first]
        return candidates.compactMap { $0 }.map { CleanText.line($0) }.first {
            !$0.isEmpty && $0.count <= 100 && !SessionWords.isOtherSection($0)
        }
    }

    /// `Kangrejos 2022 | The Rust for Linux Workshop` is `Kangrejos 2022`.
    private static func firstPart(_ title: String) -> String {
        for separator in [" | ", " – ", " — ", " - ", ": "] {
            if let found = title.range(of: separator) { return String(title[..<found.lowerBound]) }
        }
        return title
    }

    /// Town and country beside the days.
    private static func place(_ text: String) -> String? {
        var text = TimeText.cut(text).rest
        for word in ["in ", "at ", "In ", "At ", "@ "] where text.hasPrefix(word) {
            text = String(text.dropFirst(word.count))
        }
        text = text.trimming(",;:|·•–—-()[].")
        let words = text.split(separator: " ")
        guard let first = text.first, first.isUppercase, (1...6).contains(words.count), text.count <= 60,
            !text.contains(where: { $0.isNumber || "?!:<>@()".contains($0) }), text.contains(","),
            !DayNames.isDayOrMonth(words[0])
        else { return nil }
        return text
    }

    private static func place(after line: Line, in block: Block) -> String? {
        guard let index = block.lines.firstIndex(of: line), index + 1 < block.lines.count else { return nil }
        return place(block.lines[index + 1].text)
    }
}
