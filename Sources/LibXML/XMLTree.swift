import Synchronization

/// A parsed document, XML or HTML: its elements as plain values, and XPath over it.
///
/// The values under `root` are whole copies and need no lock. libxml2's own tree is kept for XPath and validation,
/// which write into it, so those take turns behind a lock.
public final class XMLTree: Sendable {
    /// The root element.
    public let root: Element
    let document: Mutex<OwnedDocument>

    /// Parses XML. Nothing outside the bytes is read, and entities are not expanded: a document that declares any, or
    /// declares default attributes, is refused.
    public convenience init(parsing bytes: [UInt8], limits: XMLLimits = XMLLimits()) throws(XMLError) {
        try self.init(owning: try OwnedDocument(xml: bytes, limits: limits), limits: limits)
    }

    /// Parses XML from a string.
    public convenience init(parsing text: String, limits: XMLLimits = XMLLimits()) throws(XMLError) {
        try self.init(parsing: Array(text.utf8), limits: limits)
    }

    /// Parses an HTML document or fragment as forgivingly as a browser, with `html` and `body` added where missing.
    public convenience init(html: String, limits: XMLLimits = XMLLimits()) throws(XMLError) {
        let bytes = Array(XMLText.permitted(html).utf8)
        try self.init(owning: try OwnedDocument(html: bytes, encoding: "UTF-8", limits: limits), limits: limits)
    }

    /// Parses an HTML page whose encoding is what its bytes say: a byte order mark, UTF-8 where they are that, else what
    /// the page names, else Windows-1252, as browsers do (Encoding and HTML standards; see `HTMLEncoding`).
    public convenience init(htmlBytes bytes: [UInt8], limits: XMLLimits = XMLLimits()) throws(XMLError) {
        guard bytes.count <= limits.bytes else { throw .tooLarge(bytes: bytes.count, limit: limits.bytes) }
        if let text = HTMLEncoding.text(of: bytes) {
            try self.init(html: text, limits: limits)
        } else {
            try self.init(owning: try OwnedDocument(html: bytes, encoding: nil, limits: limits), limits: limits)
        }
    }

    private init(owning document: consuming sending OwnedDocument, limits: XMLLimits) throws(XMLError) {
        root = try document.copyRoot(limits: limits)
        self.document = Mutex(document)
    }
}
