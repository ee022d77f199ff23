internal import Foundation
internal import LibXML

/// Text of which nobody says whether it is plain, Markdown, HTML or reStructuredText, as Markdown.
enum MarkupText {
    static func markdown(_ text: String, address: (String) -> String?) -> String {
        if isHTML(text), let tree = try? XMLTree(html: text) {
            return MarkdownText.text(of: HTMLBlocks.blocks(of: tree.root), address: address)
        }
        return CleanText.block(withoutRoles(text))
    }

    /// Closing tags of HTML stand in it, or line breaks. `Pin<P>` alone is no HTML.
    static func isHTML(_ text: String) -> Bool {
        let closing = [
            "</p>", "</a>", "</ul>", "</ol>", "</li>", "</em>", "</strong>", "</div>", "</span>", "</pre>", "</code>",
            "</h1>", "</h2>", "</h3>", "</h4>", "</blockquote>", "</i>", "</b>", "<br>", "<br/>", "<br />",
        ]
        return text.contains("<") && closing.contains { text.contains($0) }
    }

    /// Links of reStructuredText, `` `words <https://…>`__ ``, as Markdown's.
    private static func withoutRoles(_ text: String) -> String {
        guard text.contains(">`_") else { return text }
        var result = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "`") {
            result += rest[..<open]
            let inner = rest[rest.index(after: open)...]
            // Within a short distance, so that a text of nothing but backquotes takes no longer than others.
            guard let close = inner.prefix(1000).firstIndex(of: "`"), inner[..<close].hasSuffix(">"),
                inner[inner.index(after: close)...].hasPrefix("_"),
                let bracket = inner[..<close].range(of: " <", options: .backwards),
                let url = Addresses.absolute(String(inner[bracket.upperBound..<close].dropLast()))
            else {
                result.append("`")
                rest = inner
                continue
            }
            result += "[\(inner[..<bracket.lowerBound])](\(url.absoluteString))"
            rest = inner[inner.index(after: close)...].drop { $0 == "_" }
        }
        return result + rest
    }
}
