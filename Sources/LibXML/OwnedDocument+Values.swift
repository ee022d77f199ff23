import CLibXML2

extension OwnedDocument {
    /// The whole tree under the root as values.
    func copyRoot(limits: XMLLimits) throws(XMLError) -> XMLTree.Element {
        guard let root = xmlDocGetRootElement(pointer) else {
            throw .malformed(XMLDiagnostic(line: nil, message: "There is no root element."))
        }
        // libxml2 stops at its own limit, and the HTML parser does so without a word: one level more is already lost.
        let limits = XMLLimits(bytes: limits.bytes, depth: min(limits.depth, XMLLimits.deepest))
        return try Self.copy(root, depthLeft: limits.depth, limits: limits)
    }

    /// An element and everything within as values.
    static func copy(_ node: xmlNodePtr, depthLeft: Int, limits: XMLLimits) throws(XMLError) -> XMLTree.Element {
        guard depthLeft > 0 else { throw .tooDeep(limit: limits.depth) }
        var children: [XMLTree.Node] = []
        var next = node.pointee.children
        while let child = next {
            switch child.pointee.type {
            case XML_ELEMENT_NODE:
                children.append(.element(try copy(child, depthLeft: depthLeft - 1, limits: limits)))
            case XML_TEXT_NODE, XML_CDATA_SECTION_NODE:
                append(Libxml2.string(child.pointee.content) ?? "", to: &children)
            case XML_ENTITY_REF_NODE:
                throw .malformed(unexpanded(child))
            default: break
            }
            next = child.pointee.next
        }
        return XMLTree.Element(
            name: Libxml2.string(node.pointee.name) ?? "", namespace: Libxml2.string(node.pointee.ns?.pointee.href),
            attributes: try copyAttributes(node), children: children, line: xmlGetLineNo(node))
    }

    private static func copyAttributes(_ node: xmlNodePtr) throws(XMLError) -> [XMLTree.Attribute] {
        var attributes: [XMLTree.Attribute] = []
        var next = node.pointee.properties
        while let attribute = next {
            var value = ""
            var nextPart = attribute.pointee.children
            while let part = nextPart {
                if part.pointee.type == XML_ENTITY_REF_NODE { throw .malformed(unexpanded(part)) }
                value += Libxml2.string(part.pointee.content) ?? ""
                nextPart = part.pointee.next
            }
            attributes.append(
                XMLTree.Attribute(
                    name: Libxml2.string(attribute.pointee.name) ?? "",
                    namespace: Libxml2.string(attribute.pointee.ns?.pointee.href), value: value))
            next = attribute.pointee.next
        }
        return attributes
    }

    /// Neighbouring runs (text beside CDATA, or cut by a comment) are one text to the reader.
    private static func append(_ text: String, to children: inout [XMLTree.Node]) {
        if case .text(let before) = children.last {
            children[children.count - 1] = .text(before + text)
        } else {
            children.append(.text(text))
        }
    }

    private static func unexpanded(_ reference: xmlNodePtr) -> XMLDiagnostic {
        let name = Libxml2.string(reference.pointee.name) ?? ""
        let line = xmlGetLineNo(reference.pointee.parent)
        return XMLDiagnostic(
            line: line > 0 ? line : nil,
            message: "The entity &\(name); is not expanded; write its characters instead.")
    }
}
