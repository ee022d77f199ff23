/// How a page writes its talks' titles.
struct TitleStyle: Hashable {
    enum Form: Hashable {
        case heading(Int)
        case term
        /// Pieces to which the page gives one name: `class="talk-title"`.
        case named(String)
        case bold
        case item(Int)
        /// Paragraphs that begin with a time of day.
        case timed
        /// Lines without any mark, known by the names below them.
        case plain
    }

    /// Where the speakers stand.
    enum Place: Int, Hashable {
        case below, beside
        /// The speakers come first, the title after them.
        case before
    }

    var form: Form
    var place: Place

    /// `headings of level 3, with the speakers below`
    var description: String {
        let what =
            switch form {
            case .heading(let level): "headings of level \(level)"
            case .term: "terms of a list"
            case .named(let name): "lines of the class '\(name.prefix(40))'"
            case .bold: "bold lines"
            case .item: "items of a list"
            case .timed: "lines that begin with a time"
            case .plain: "lines above the speakers' names"
            }
        let where_ =
            switch place {
            case .below: "the speakers below"
            case .beside: "the speakers on the same line"
            case .before: "the speakers before them"
            }
        return "\(what), with \(where_)"
    }

    /// The forms in which a block could be a title.
    static func forms(of block: Block) -> [Form] {
        if block.isAside || block.isQuote || block.lines.isEmpty { return [] }
        switch block.kind {
        case .heading(let level): return [.heading(level)]
        case .term: return [.term]
        case .item(let depth): return [.item(depth)]
        case .paragraph, .definition:
            var forms: [Form] = []
            if !block.mark.isEmpty { forms.append(.named(block.mark)) }
            if startsBold(block.lines[0]) { forms.append(.bold) }
            let (rest, hasTime) = TimeText.cut(block.lines[0].text)
            if hasTime, !rest.isEmpty { forms.append(.timed) }
            return forms
        case .preformatted, .row: return []
        }
    }

    /// The better of two that found as many talks comes first.
    var rank: Int {
        let form =
            switch form {
            case .heading(let level): 10 - level
            case .named: 20
            case .term: 30
            case .bold: 40
            case .item(let depth): 50 + depth
            case .timed: 65
            case .plain: 70
            }
        return form + 100 * place.rawValue
    }

    private static func startsBold(_ line: Line) -> Bool {
        guard let first = line.first(where: { !TimeText.cut(CleanText.line($0.text)).rest.isEmpty }) else {
            return false
        }
        return first.style.contains(.bold)
    }
}
