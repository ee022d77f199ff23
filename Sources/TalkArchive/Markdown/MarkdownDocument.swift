internal import CMark
internal import Foundation

/// A parsed text, the only place that knows libcmark.
struct MarkdownDocument: ~Copyable {
    private let root: OpaquePointer

    init?(_ text: String) {
        var text = text
        let parsed = text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                cmark_parse_document($0.baseAddress, $0.count, CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8)
            }
        }
        guard let parsed else { return nil }
        root = parsed
    }

    deinit { cmark_node_free(root) }

    /// libcmark leaves raw HTML and dangerous links out by itself (no `CMARK_OPT_UNSAFE`); `makeSafe` has to come
    /// first only so that what they say is kept as text.
    borrowing func html() -> String {
        guard let rendered = cmark_render_html(root, CMARK_OPT_DEFAULT) else { return "" }
        defer { free(rendered) }
        return String(cString: rendered)
    }

    /// Changes what must not reach a page, and the levels of headings.
    borrowing func makeSafe(topHeading: Int) {
        for node in nodes() {
            switch cmark_node_get_type(node) {
            case CMARK_NODE_HEADING:
                let level = Int(cmark_node_get_heading_level(node)) + topHeading - 1
                cmark_node_set_heading_level(node, Int32(min(level, 6)))
            case CMARK_NODE_HTML_INLINE:
                replace(node, by: textNode(literal(of: node)))
            case CMARK_NODE_HTML_BLOCK:
                let paragraph = cmark_node_new(CMARK_NODE_PARAGRAPH)
                let text = literal(of: node).trimmingCharacters(in: .newlines)
                cmark_node_append_child(paragraph, textNode(text))
                replace(node, by: paragraph)
            case CMARK_NODE_LINK where !LinkTarget.isSafe(url(of: node)):
                unwrap(node)
            case CMARK_NODE_IMAGE:
                makeLink(node)
            default:
                break
            }
        }
    }

    /// See `Markdown.plainText`.
    borrowing func plainText() -> String {
        var text = ""
        let blocks = [
            CMARK_NODE_PARAGRAPH, CMARK_NODE_HEADING, CMARK_NODE_CODE_BLOCK, CMARK_NODE_HTML_BLOCK, CMARK_NODE_ITEM,
        ]
        for node in nodes() {
            let type = cmark_node_get_type(node)
            if blocks.contains(type), !text.isEmpty, text.last != "\n" { text += "\n" }
            switch type {
            case CMARK_NODE_TEXT, CMARK_NODE_CODE, CMARK_NODE_HTML_INLINE, CMARK_NODE_CODE_BLOCK,
                CMARK_NODE_HTML_BLOCK:
                text += literal(of: node)
            case CMARK_NODE_SOFTBREAK: text += " "
            case CMARK_NODE_LINEBREAK: text += "\n"
            default: break
            }
        }
        // Not `trimmingCharacters`, which copies into an NSString first: summaries are made for every feed and page.
        let start = text.firstIndex { !$0.isWhitespace } ?? text.endIndex
        let end = text.lastIndex { !$0.isWhitespace }.map(text.index(after:)) ?? start
        return String(text[start..<end])
    }

    /// All nodes in the order of the text. They are collected first, so that the tree may change while they are
    /// looked at.
    private borrowing func nodes() -> [OpaquePointer] {
        var nodes: [OpaquePointer] = []
        let iterator = cmark_iter_new(root)
        defer { cmark_iter_free(iterator) }
        while true {
            let event = cmark_iter_next(iterator)
            if event == CMARK_EVENT_DONE { return nodes }
            if event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(iterator) { nodes.append(node) }
        }
    }

    private borrowing func literal(of node: OpaquePointer) -> String {
        cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
    }

    private borrowing func url(of node: OpaquePointer) -> String {
        cmark_node_get_url(node).map { String(cString: $0) } ?? ""
    }

    private borrowing func textNode(_ text: String) -> OpaquePointer? {
        let node = cmark_node_new(CMARK_NODE_TEXT)
        cmark_node_set_literal(node, text)
        return node
    }

    private borrowing func replace(_ node: OpaquePointer, by other: OpaquePointer?) {
        cmark_node_replace(node, other)
        cmark_node_free(node)
    }

    /// Puts the children into the node's place.
    private borrowing func unwrap(_ node: OpaquePointer) {
        while let child = cmark_node_first_child(node) { cmark_node_insert_before(node, child) }
        cmark_node_unlink(node)
        cmark_node_free(node)
    }

    /// A picture becomes a link to it with the picture's description as text.
    private borrowing func makeLink(_ image: OpaquePointer) {
        let target = url(of: image)
        guard LinkTarget.isSafe(target), !target.isEmpty, !isInsideLink(image),
            let link = cmark_node_new(CMARK_NODE_LINK)
        else {
            unwrap(image)
            return
        }
        cmark_node_set_url(link, target)
        if cmark_node_first_child(image) == nil { cmark_node_append_child(link, textNode(target)) }
        while let child = cmark_node_first_child(image) { cmark_node_append_child(link, child) }
        replace(image, by: link)
    }

    private borrowing func isInsideLink(_ node: OpaquePointer) -> Bool {
        var parent = cmark_node_parent(node)
        while let found = parent {
            if cmark_node_get_type(found) == CMARK_NODE_LINK { return true }
            parent = cmark_node_parent(found)
        }
        return false
    }
}

/// Where a link of a text may lead.
enum LinkTarget {
    /// True for http, https and mail addresses, and for addresses without a scheme.
    static func isSafe(_ target: String) -> Bool {
        // A scheme ends at a colon before any slash, question mark or hash (RFC 3986, section 4.2). Browsers drop
        // control characters before they look for it, so anything odd in front of a colon counts as a scheme too.
        let head = target.prefix { !"/?#".contains($0) }
        guard let colon = head.firstIndex(of: ":") else { return true }
        return ["http", "https", "mailto"].contains(head[..<colon].lowercased())
    }
}
