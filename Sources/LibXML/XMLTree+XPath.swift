import CLibXML2
import Synchronization

extension XMLTree {
    /// The elements that an XPath 1.0 expression selects, as values, in document order.
    ///
    /// - Parameters:
    ///   - xpath: The expression. XPath has no default namespace, so elements in one need a prefix.
    ///   - namespaces: The prefixes that the expression uses, each with its namespace's URI.
    public func elements(at xpath: String, namespaces: [String: String] = [:]) throws(XMLError) -> [Element] {
        try evaluate(xpath, namespaces: namespaces) { value throws(XMLError) in
            var found: [Element] = []
            for node in Self.nodes(of: value) where node.pointee.type == XML_ELEMENT_NODE {
                found.append(try OwnedDocument.copy(node, depthLeft: .max, limits: XMLLimits()))
            }
            return found
        }
    }

    /// The string values of what an XPath 1.0 expression selects: one for each element, attribute or text, and
    /// exactly one where the expression gives a number, a truth value or a string.
    public func strings(at xpath: String, namespaces: [String: String] = [:]) throws(XMLError) -> [String] {
        try evaluate(xpath, namespaces: namespaces) { value throws(XMLError) in
            guard value.pointee.type == XPATH_NODESET else {
                return [Libxml2.string(owning: xmlXPathCastToString(value))]
            }
            return Self.nodes(of: value).map { Libxml2.string(owning: xmlXPathCastNodeToString($0)) }
        }
    }

    private func evaluate<Value: Sendable>(
        _ xpath: String, namespaces: [String: String],
        read: @Sendable (xmlXPathObjectPtr) throws(XMLError) -> Value
    ) throws(XMLError) -> Value {
        try document.withLock { document throws(XMLError) in
            guard let context = xmlXPathNewContext(document.pointer) else { throw .outOfMemory }
            defer { xmlXPathFreeContext(context) }
            for (prefix, uri) in namespaces where xmlXPathRegisterNs(context, prefix, uri) != 0 {
                throw .invalidXPath(expression: xpath, message: "the prefix '\(prefix)' cannot be used")
            }
            let errors = ErrorListener()
            let value = errors.listen { listener in
                rockpool_xml_listen_xpath(context, listener)
                return xmlXPathEvalExpression(xpath, context)
            }
            guard let value else {
                let message = errors.diagnostics.first?.message ?? "syntax error"
                throw .invalidXPath(expression: xpath, message: message)
            }
            defer { xmlXPathFreeObject(value) }
            return try read(value)
        }
    }

    private static func nodes(of value: xmlXPathObjectPtr) -> [xmlNodePtr] {
        guard let set = value.pointee.nodesetval, let table = set.pointee.nodeTab else { return [] }
        return UnsafeBufferPointer(start: table, count: Int(set.pointee.nodeNr)).compactMap { $0 }
    }
}
