import LibXML

/// What a reader's filter would object to in an entry's HTML.
enum HTMLCheck {
    private static let elements: Set = [
        "html", "body", "p", "a", "img", "strong", "em", "code", "pre", "ul", "ol", "li", "blockquote", "br", "hr",
        "h1", "h2", "h3", "h4", "h5", "h6",
    ]
    private static let attributes: Set = ["href", "src", "alt", "width", "height", "rel", "title", "class", "start"]

    static func problems(in html: String) throws -> [String] {
        problems(in: try XMLTree(html: html).root)
    }

    private static func problems(in element: XMLTree.Element) -> [String] {
        var found: [String] = []
        if !elements.contains(element.name) { found.append("<\(element.name)>") }
        for attribute in element.attributes {
            if !attributes.contains(attribute.name) { found.append("@\(attribute.name)") }
            let isAddress = attribute.name == "href" || attribute.name == "src"
            let isAbsolute = ["https://", "http://", "mailto:"].contains { attribute.value.hasPrefix($0) }
            if isAddress && !isAbsolute { found.append("\(attribute.name)=\(attribute.value)") }
        }
        return found + element.elements.flatMap(problems(in:))
    }
}
