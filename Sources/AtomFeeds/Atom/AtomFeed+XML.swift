public import LibXML
import TalkArchive

extension AtomFeed {
    /// The document in UTF-8. Characters that XML forbids are left out of all text.
    ///
    /// - Throws: `XMLWriterError` only if libxml2 gets no memory; no value of a feed makes a document ill-formed.
    public func xml() throws(XMLWriterError) -> [UInt8] { try xml(entries: entries) }

    /// The document with other entries than its own, each of which is let go when it is written.
    func xml(entries: some Sequence<AtomEntry>) throws(XMLWriterError) -> [UInt8] {
        var writer = try XMLWriter()
        writer.startElement("feed", declaring: namespaces)
        if let language, !language.isEmpty { writer.attribute("xml:lang", language) }
        writer.element("id", id)
        writer.element("title", title)
        if let subtitle { writer.element("subtitle", subtitle) }
        writer.element("updated", updated.description)
        for author in authors { writer.write(author) }
        for link in links { writer.write(link) }
        for category in categories { writer.write(category) }
        if let generator { writer.element("generator", generator) }
        if let counts {
            writer.element("opensearch:totalResults", String(counts.totalResults))
            writer.element("opensearch:startIndex", String(counts.startIndex))
            writer.element("opensearch:itemsPerPage", String(counts.itemsPerPage))
        }
        if let extent { writer.element("fh:\(extent.rawValue)") }
        for deletion in deletions { writer.write(deletion) }
        for entry in entries { writer.write(entry) }
        writer.endElement()
        return try writer.finish()
    }

    private var namespaces: [XMLNamespace] {
        var namespaces = [
            XMLNamespace(uri: "http://www.w3.org/2005/Atom"),
            XMLNamespace(prefix: "le", uri: AtomLink.extensionNamespace),
        ]
        if counts != nil {
            namespaces.append(XMLNamespace(prefix: "opensearch", uri: OpenSearchDescription.namespace))
        }
        if extent != nil {
            namespaces.append(XMLNamespace(prefix: "fh", uri: "http://purl.org/syndication/history/1.0"))
        }
        if !deletions.isEmpty {
            namespaces.append(XMLNamespace(prefix: "at", uri: "http://purl.org/atompub/tombstones/1.0"))
        }
        return namespaces
    }
}

extension XMLWriter {
    fileprivate mutating func write(_ entry: AtomEntry) {
        startElement("entry")
        element("id", entry.id)
        element("title", entry.title)
        element("published", entry.published.description)
        element("updated", entry.updated.description)
        for author in entry.authors { write(author) }
        for link in entry.links { write(link) }
        for category in entry.categories { write(category) }
        if let summary = entry.summary { element("summary", summary) }
        element("content", entry.contentHTML, attributes: [("type", "html")])
        endElement()
    }

    /// Before the entries, as other metadata: grammars that know RFC 4287 alone take it so.
    fileprivate mutating func write(_ deletion: AtomDeletion) {
        startElement("at:deleted-entry")
        attribute("ref", deletion.id)
        attribute("when", deletion.when.description)
        element("at:comment", deletion.comment)
        endElement()
    }

    fileprivate mutating func write(_ person: AtomPerson) {
        startElement("author")
        element("name", person.name)
        if let uri = person.uri { element("uri", uri) }
        endElement()
    }

    fileprivate mutating func write(_ link: AtomLink) {
        startElement("link")
        attribute("rel", link.relation.rawValue)
        if let type = link.type { attribute("type", type) }
        attribute("href", link.href)
        if let length = link.length { attribute("length", String(length)) }
        if let title = link.title { attribute("title", title) }
        if let hash = link.hash { attribute("le:hash", "sha-256:\(hash)") }
        endElement()
    }

    fileprivate mutating func write(_ category: AtomCategory) {
        startElement("category")
        attribute("term", category.term)
        if let scheme = category.scheme { attribute("scheme", scheme) }
        if let label = category.label { attribute("label", label) }
        endElement()
    }
}
