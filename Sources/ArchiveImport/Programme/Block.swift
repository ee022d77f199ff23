/// A run of text in one style.
struct Run: Hashable {
    var text: String
    var style: Style = []
    /// Where it leads, as written.
    var href: String?

    struct Style: OptionSet, Hashable {
        let rawValue: Int
        static let bold = Style(rawValue: 1)
        static let emphasis = Style(rawValue: 2)
        static let code = Style(rawValue: 4)
    }
}

/// A line of a page: runs up to a line break.
typealias Line = [Run]

extension [Run] {
    var text: String { CleanText.line(map(\.text).joined()) }
    var isBlank: Bool { allSatisfy { $0.text.allSatisfy(\.isWhitespace) } }
}

/// A piece of a page that stands on lines of its own.
struct Block: Hashable {
    enum Kind: Hashable {
        case heading(Int)
        case paragraph
        /// A list's item; the number of lists that it stands in.
        case item(Int)
        case term
        case definition
        case preformatted
        case row
    }

    var kind: Kind
    var lines: [Line] = []
    /// The page's own name for such a piece, `talk-title`: the `class` of its element.
    var mark = ""
    /// Where it begins in the source, counted from 1.
    var line: Int
    /// The number of an ordered list's item.
    var number: Int?
    /// How many lists it stands in without being the item's first piece.
    var depth = 0
    var isQuote = false
    /// The source is text in which marks of Markdown mean themselves.
    var isMarkdown = false
    /// In a part of the page that leads around the site.
    var isAside = false
    /// The cells of a row.
    var cells: [Cell] = []

    struct Cell: Hashable {
        var blocks: [Block]
        var isHeader: Bool
        var span: Int
    }

    /// All its lines in one.
    var text: String { CleanText.line(lines.map(\.text).joined(separator: " ")) }
    var isBlank: Bool { lines.allSatisfy(\.isBlank) && cells.isEmpty }
}
