/// HTML read as plain text.
public enum HTMLText {
    /// The text of an HTML fragment or document as a reader sees it.
    ///
    /// White space is folded outside `pre`; paragraphs are set apart by an empty line, other blocks and `br` by a line
    /// break, table cells by a tab (the rules of `innerText`, HTML standard, section 3.2.7). What is never shown
    /// (scripts, styles, the head) is left out.
    public static func plainText(_ html: String, limits: XMLLimits = XMLLimits()) throws(XMLError) -> String {
        plainText(of: try XMLTree(html: html, limits: limits).root)
    }

    /// The text of one element of an HTML tree as a reader sees it.
    public static func plainText(of element: XMLTree.Element) -> String {
        var folder = TextFolder()
        folder.add(element)
        return folder.text
    }
}

/// Text that is folded as it arrives: spaces and line breaks wait until a word needs them.
private struct TextFolder {
    private(set) var text = ""
    private var breaks = 0
    private var tabs = 0
    private var hasSpace = false
    private var isPreformatted = false

    private static let hidden: Set = ["head", "noscript", "script", "style", "template", "title"]
    private static let paragraphs: Set = [
        "blockquote", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "pre", "ul",
    ]
    private static let blocks: Set = [
        "address", "article", "aside", "body", "caption", "center", "dd", "details", "dialog", "dir", "div", "dt",
        "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html", "legend", "li", "main", "menu",
        "nav", "option", "section", "summary", "table", "tr",
    ]

    mutating func add(_ element: XMLTree.Element) {
        if Self.hidden.contains(element.name) { return }
        if element.name == "br" { return addLineBreak() }
        let needed = Self.paragraphs.contains(element.name) ? 2 : Self.blocks.contains(element.name) ? 1 : 0
        let outerIsPreformatted = isPreformatted
        if element.name == "pre" { isPreformatted = true }
        breaks = max(breaks, needed)
        for child in element.children {
            switch child {
            case .element(let inner): add(inner)
            case .text(let run): isPreformatted ? addLines(run) : addWords(run)
            }
        }
        breaks = max(breaks, needed)
        isPreformatted = outerIsPreformatted
        if element.name == "td" || element.name == "th" { tabs += 1 }
    }

    private mutating func addWords(_ run: String) {
        for scalar in run.unicodeScalars {
            // HTML's own white space; a no-break space is a character like others.
            if scalar == " " || scalar == "\n" || scalar == "\t" || scalar == "\u{C}" || scalar == "\r" {
                hasSpace = true
            } else {
                settle()
                text.unicodeScalars.append(scalar)
            }
        }
    }

    private mutating func addLines(_ run: String) {
        settle()
        text += run
    }

    private mutating func addLineBreak() {
        breaks += 1
        hasSpace = false
    }

    /// Writes what waits: line breaks before tabs before a space, and none at the beginning.
    private mutating func settle() {
        if !text.isEmpty {
            let gap = breaks > 0 ? ("\n", breaks) : tabs > 0 ? ("\t", tabs) : (" ", hasSpace ? 1 : 0)
            text += String(repeating: gap.0, count: gap.1)
        }
        breaks = 0
        tabs = 0
        hasSpace = false
    }
}
