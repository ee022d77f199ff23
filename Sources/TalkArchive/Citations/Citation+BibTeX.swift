extension Citation {
    /// As an entry of kind `misc`, which every style of BibTeX knows; talks have none of their own.
    var bibtex: String {
        var fields: [(String, String)] = [("title", "{\(Self.escaped(title))}")]
        if !speakers.isEmpty { fields.append(("author", speakers.map(Self.name).joined(separator: " and "))) }
        fields.append(("year", String(year)))
        if let date { fields.append(("month", String(date.month))) }
        if let date { fields.append(("date", date.description)) }
        let occasion = "Talk at " + event + (place.map { ", \($0)" } ?? "")
        fields.append(("howpublished", Self.escaped(occasion)))
        fields.append(("eventtitle", Self.escaped(event)))
        if let place { fields.append(("venue", Self.escaped(place))) }
        fields.append(("url", Self.address(url)))
        if !keywords.isEmpty { fields.append(("keywords", Self.escaped(keywords.joined(separator: ", ")))) }
        if !abstract.isEmpty { fields.append(("abstract", Self.escaped(abstract))) }
        if let pdf { fields.append(("note", "Slides: \\url{\(Self.address(pdf))}")) }
        let lines = fields.map { name, value in "  \(name) = {\(value)}," }
        return "@misc{\(key),\n\(lines.joined(separator: "\n"))\n}\n"
    }

    /// BibTeX takes `and` for the end of a name and a comma for its inversion: such names are kept in braces.
    private static func name(_ name: String) -> String {
        let escaped = escaped(name)
        let isSimple = !name.contains(",") && !name.lowercased().split(separator: " ").contains("and")
        return isSimple ? escaped : "{\(escaped)}"
    }

    /// The characters that TeX gives a meaning; all others stand for themselves in UTF-8.
    private static func escaped(_ text: String) -> String {
        text.onOneCitedLine.map { character in
            switch character {
            case "\\": "\\textbackslash{}"
            case "~": "\\textasciitilde{}"
            case "^": "\\textasciicircum{}"
            case "&", "%", "$", "#", "_", "{", "}": "\\\(character)"
            default: String(character)
            }
        }.joined()
    }

    /// An address is taken as it is; braces alone would end the field.
    private static func address(_ url: String) -> String {
        url.onOneCitedLine.replacing("{", with: "%7B").replacing("}", with: "%7D")
    }
}
