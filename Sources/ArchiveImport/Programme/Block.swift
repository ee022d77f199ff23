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
struct Block {
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

    /// What its lines say if they stand below a title; empty until `analysed`, because it is asked for often.
    private(set) var heads: [HeadLine] = []
    /// The forms of title that it could be.
    private(set) var forms: [TitleStyle.Form] = []

    struct Cell {
        var blocks: [Block]
        var isHeader: Bool
        var span: Int
    }

    /// All its lines in one.
    var text: String { CleanText.line(lines.map(\.text).joined(separator: " ")) }
    var isBlank: Bool { lines.allSatisfy(\.isBlank) && cells.isEmpty }

    /// What a line says.
    func head(at index: Int) -> HeadLine {
        heads.count == lines.count ? heads[index] : HeadLine(lines[index])
    }

    /// The block with what is asked for again and again.
    func analysed() -> Block {
        var block = self
        block.heads = lines.map(HeadLine.init)
        block.forms = TitleStyle.forms(of: self)
        return block
    }

    /// The block with other lines.
    func with(_ lines: [Line]) -> Block {
        var block = self
        block.lines = lines
        block.heads = []
        return block
    }
}
