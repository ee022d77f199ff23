import CLibXML2

/// A document being written to memory, in UTF-8, by libxml2's text writer.
///
/// libxml2's writer checks next to nothing, so this type does: text is filtered to the characters of XML 1.0, names
/// and prefixes are checked, attributes cannot repeat, and there is one root. The first mistake is kept and thrown by
/// `finish()`, so that the calls between need no `try`; whatever is written after a mistake is ignored.
///
/// ```swift
/// var writer = try XMLWriter()
/// writer.element("feed", declaring: [XMLNamespace(uri: "http://www.w3.org/2005/Atom")]) { feed in
///     feed.element("title", "Talks & slides")
///     feed.element("link", attributes: [("rel", "self"), ("href", address)])
/// }
/// let bytes = try writer.finish()
/// ```
public struct XMLWriter: ~Copyable {
    let output: OwnedTextWriter
    /// The open elements, outermost first, with the prefixes that each declares.
    var open: [(name: String, prefixes: [String])] = []
    /// The attributes written at the innermost element; `nil` once its start tag is over.
    var attributes: [String]?
    var hasRoot = false
    var failure: XMLWriterError?

    /// A writer that has written the XML declaration.
    ///
    /// - Parameter indented: Whether elements that hold only elements are broken into lines, two spaces a level.
    public init(indented: Bool = false) throws(XMLWriterError) {
        output = try OwnedTextWriter()
        if indented {
            check(xmlTextWriterSetIndent(output.writer, 1))
            check(xmlTextWriterSetIndentString(output.writer, "  "))
        }
        check(xmlTextWriterStartDocument(output.writer, "1.0", "UTF-8", nil))
    }

    /// Ends the document and gives its bytes, or throws the first mistake made while writing.
    public consuming func finish() throws(XMLWriterError) -> [UInt8] {
        if failure == nil, let name = open.last?.name { failure = .unclosedElement(name) }
        if failure == nil, !hasRoot { failure = .noRoot }
        check(xmlTextWriterEndDocument(output.writer))
        if let failure { throw failure }
        return output.bytes()
    }

    /// Looks at the result of one call of libxml2's writer; a negative one means that it could not go on.
    mutating func check(_ result: Int32) {
        if failure == nil, result < 0 { failure = .outOfMemory }
    }

    /// Keeps the first mistake.
    mutating func fail(_ error: XMLWriterError) {
        if failure == nil { failure = error }
    }
}

/// The writer and its buffer as libxml2 allocates them, freed in the right order.
struct OwnedTextWriter: ~Copyable {
    let writer: xmlTextWriterPtr
    private let buffer: xmlBufferPtr

    init() throws(XMLWriterError) {
        Libxml2.start()
        guard let buffer = xmlBufferCreate() else { throw .outOfMemory }
        guard let writer = xmlNewTextWriterMemory(buffer, 0) else {
            xmlBufferFree(buffer)
            throw .outOfMemory
        }
        self.buffer = buffer
        self.writer = writer
    }

    deinit {
        // The writer flushes into the buffer as it goes, so it goes first.
        xmlFreeTextWriter(writer)
        xmlBufferFree(buffer)
    }

    func bytes() -> [UInt8] {
        Array(UnsafeBufferPointer(start: xmlBufferContent(buffer), count: Int(xmlBufferLength(buffer))))
    }
}
