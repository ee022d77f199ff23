import CLibXML2

extension XMLWriter {
    /// Begins an element; its attributes come next, then its content.
    ///
    /// - Parameters:
    ///   - name: The name, with a prefix before a colon where the element is not in the default namespace.
    ///   - namespaces: The namespaces declared here; they hold for this element and all within.
    public mutating func startElement(_ name: String, declaring namespaces: [XMLNamespace] = []) {
        guard failure == nil else { return }
        if open.isEmpty && hasRoot { return fail(.outsideRoot(name)) }
        for namespace in namespaces where !Self.canDeclare(namespace) { return fail(.invalidNamespace(namespace)) }
        open.append((name, namespaces.compactMap(\.prefix)))
        guard isUsable(name) else { return }
        hasRoot = true
        attributes = []
        check(xmlTextWriterStartElement(output.writer, name))
        for namespace in namespaces {
            writeAttribute(namespace.prefix.map { "xmlns:" + $0 } ?? "xmlns", namespace.uri)
        }
    }

    /// Writes an attribute of the element just begun.
    public mutating func attribute(_ name: String, _ value: String) {
        guard failure == nil, isUsable(name) else { return }
        // "xmlns" alone would pass as a name and change the namespace behind the checks' back.
        if name == "xmlns" { return fail(.invalidName(name)) }
        writeAttribute(name, value)
    }

    /// Writes text, escaped; characters that XML forbids are left out.
    public mutating func text(_ text: String) {
        guard failure == nil else { return }
        if open.isEmpty { return fail(.outsideRoot(text)) }
        attributes = nil
        check(xmlTextWriterWriteString(output.writer, XMLText.permitted(text)))
    }

    /// Ends the innermost open element.
    public mutating func endElement() {
        guard failure == nil else { return }
        if open.popLast() == nil { return fail(.nothingToEnd) }
        attributes = nil
        check(xmlTextWriterEndElement(output.writer))
    }

    /// Writes an element with its attributes and text; with neither, an empty element.
    public mutating func element(
        _ name: String, _ text: String = "", declaring namespaces: [XMLNamespace] = [],
        attributes: [(name: String, value: String)] = []
    ) {
        element(name, declaring: namespaces, attributes: attributes) { inner in
            if !text.isEmpty { inner.text(text) }
        }
    }

    /// Writes an element whose content the closure writes; it is ended when the closure returns or throws.
    public mutating func element<Failure: Error>(
        _ name: String, declaring namespaces: [XMLNamespace] = [],
        attributes: [(name: String, value: String)] = [],
        content: (inout XMLWriter) throws(Failure) -> Void
    ) throws(Failure) {
        startElement(name, declaring: namespaces)
        for attribute in attributes { self.attribute(attribute.name, attribute.value) }
        defer { endElement() }
        try content(&self)
    }

    private mutating func writeAttribute(_ name: String, _ value: String) {
        guard let written = attributes else { return fail(.attributeAfterContent(name)) }
        if written.contains(name) { return fail(.duplicateAttribute(name)) }
        attributes?.append(name)
        check(xmlTextWriterWriteAttribute(output.writer, name, XMLText.permitted(value)))
    }

    /// Whether the name is well formed and its prefix declared; keeps the mistake if not.
    private mutating func isUsable(_ name: String) -> Bool {
        if Self.isPlain(name) { return true }
        let parts = name.split(separator: ":", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy(XMLText.isName) else {
            fail(.invalidName(name))
            return false
        }
        guard parts.count == 2, parts[0] != "xml" else { return true }
        let prefix = String(parts[0])
        if open.contains(where: { $0.prefixes.contains(prefix) }) { return true }
        fail(.undeclaredPrefix(name))
        return false
    }

    /// A name of ASCII letters without a prefix, as nearly all are: told at a tenth of the cost.
    private static func isPlain(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.allSatisfy { ($0 | 0x20) >= UInt8(ascii: "a") && ($0 | 0x20) <= UInt8(ascii: "z") }
    }

    /// Namespaces in XML 1.0, sections 3 and 6: reserved prefixes, and no empty name under a prefix.
    private static func canDeclare(_ namespace: XMLNamespace) -> Bool {
        guard let prefix = namespace.prefix else { return true }
        return XMLText.isName(prefix) && prefix != "xml" && prefix != "xmlns" && !namespace.uri.isEmpty
    }
}
