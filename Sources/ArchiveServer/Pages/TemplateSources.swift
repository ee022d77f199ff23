internal import Mustache

/// The templates as they were read, and what can be made of them.
struct TemplateSources: Sendable {
    let library: MustacheLibrary
    private let texts: [String: String]

    init(_ texts: [String: String], library: MustacheLibrary) {
        self.texts = texts
        self.library = library
    }

    /// The names of the templates that can be put together from fragments: those that use, and whose partials use,
    /// nothing but variables, sections, partials in the first column and comments. Where inheritance, functions such
    /// as `first()`, dotted names or other delimiters are used, Mustache renders the page as a whole, at its own speed.
    var fragmentable: Set<String> {
        let parsed = texts.mapValues { TemplateSyntax($0) }
        var names = Set(parsed.filter { $0.value.isPlain }.keys)
        while true {
            let kept = names.filter { name in
                parsed[name]?.partials.allSatisfy { names.contains($0) || texts[$0] == nil } ?? false
            }
            if kept.count == names.count { return names }
            names = kept
        }
    }

    /// Whether a section's text follows its tag on the same line, or on a line of its own.
    func standsWithinLine(_ section: String) -> Bool {
        texts.values.contains { $0.contains("}}" + section) }
    }
}

/// Which of Mustache's tags a template uses.
struct TemplateSyntax {
    private(set) var isPlain = true
    private(set) var partials: Set<String> = []

    init(_ text: String) {
        isPlain = !Placeholder.occurs(in: text)
        var rest = Substring(text)
        while let start = rest.firstRange(of: "{{") {
            let isIndented =
                rest[..<start.lowerBound].reversed().prefix { $0 != "\n" }
                .allSatisfy { $0 == " " || $0 == "\t" } && rest[..<start.lowerBound].last.map { $0 != "\n" } ?? false
            rest = rest[start.upperBound...]
            let end = rest.firstRange(of: "}}") ?? rest.endIndex..<rest.endIndex
            read(rest[..<end.lowerBound], isIndented: isIndented)
            rest = rest[end.upperBound...]
        }
    }

    private mutating func read(_ tag: Substring, isIndented: Bool) {
        guard let sign = tag.first, sign != "!" else { return }
        let name = tag.drop { "#^/&{>".contains($0) }.filter { $0 != " " }
        let isName =
            !name.isEmpty
            && name.allSatisfy { sign in
                sign.isASCII && (sign.isLetter || sign.isNumber || "-_".contains(sign))
            }
        if !isName || sign == ">" && isIndented { isPlain = false }
        if sign == ">" { partials.insert(name) }
    }
}
