import CLibXML2

/// libxml2's tree of one document.
struct OwnedDocument: ~Copyable {
    let pointer: xmlDocPtr

    init(xml bytes: [UInt8], limits: XMLLimits) throws(XMLError) {
        let options = XML_PARSE_NONET.rawValue | XML_PARSE_BIG_LINES.rawValue | XML_PARSE_COMPACT.rawValue
        let errors = ErrorListener()
        let document = try Self.parse(bytes, limits: limits, with: { xmlNewParserCtxt() }) { parser, bytes in
            rockpool_xml_refuse_declarations(parser)
            return errors.listen { listener in
                rockpool_xml_listen_parser(parser, listener)
                return xmlCtxtReadMemory(parser, bytes.baseAddress, Int32(bytes.count), nil, nil, Int32(options))
            }
        }
        // libxml2 gives a tree also where a namespace or an entity is not declared, and where it was stopped.
        if document == nil || !errors.diagnostics.isEmpty {
            xmlFreeDoc(document)
            throw .malformed(errors.diagnostics.first ?? XMLDiagnostic(line: nil, message: "There is no document."))
        }
        guard let document else { throw .outOfMemory }
        pointer = document
    }

    init(html bytes: [UInt8], encoding: String?, limits: XMLLimits) throws(XMLError) {
        // Without the last two the HTML parser prints its errors, whoever listens; no HTML is an error to us.
        let options =
            HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NONET.rawValue | HTML_PARSE_COMPACT.rawValue
            | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
        func parse(_ bytes: [UInt8]) throws(XMLError) -> xmlDocPtr? {
            try Self.parse(bytes, limits: limits, with: { htmlNewParserCtxt() }) { parser, bytes in
                htmlCtxtReadMemory(parser, bytes.baseAddress, Int32(bytes.count), nil, encoding, Int32(options))
            }
        }
        var document = try parse(bytes)
        if document == nil || xmlDocGetRootElement(document) == nil {
            // Nothing but white space and comments: a page with an empty body.
            xmlFreeDoc(document)
            document = try parse(Array("<html><body></body></html>".utf8))
        }
        guard let document else { throw .outOfMemory }
        pointer = document
    }

    private static func parse(
        _ bytes: [UInt8], limits: XMLLimits, with newParser: () -> xmlParserCtxtPtr?,
        read: (xmlParserCtxtPtr, UnsafeBufferPointer<CChar>) -> xmlDocPtr?
    ) throws(XMLError) -> xmlDocPtr? {
        Libxml2.start()
        let limit = min(limits.bytes, Int(Int32.max))
        guard bytes.count <= limit else { throw .tooLarge(bytes: bytes.count, limit: limit) }
        guard let parser = newParser() else { throw .outOfMemory }
        defer { xmlFreeParserCtxt(parser) }
        return bytes.withUnsafeBytes { read(parser, $0.bindMemory(to: CChar.self)) }
    }

    deinit { xmlFreeDoc(pointer) }
}
