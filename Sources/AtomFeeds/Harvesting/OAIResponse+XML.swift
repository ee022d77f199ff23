public import LibXML
public import TalkArchive

extension OAIResponse {
    private static let namespace = "http://www.openarchives.org/OAI/2.0/"

    /// The document in UTF-8.
    ///
    /// - Parameter date: The moment of the answer (section 3.2): harvesters begin their next visit with it.
    /// - Throws: `XMLWriterError` only if libxml2 gets no memory.
    public func xml(at date: Timestamp) throws(XMLWriterError) -> [UInt8] {
        var writer = try XMLWriter(indented: true)
        writer.startElement("OAI-PMH", declaring: [XMLNamespace(uri: Self.namespace), .schemaInstance])
        writer.attribute("xsi:schemaLocation", "\(Self.namespace) http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd")
        writer.element("responseDate", date.description)
        writer.element("request", baseURL, attributes: arguments.map { ($0.name, $0.value) })
        write(to: &writer)
        writer.endElement()
        return try writer.finish()
    }

    private func write(to writer: inout XMLWriter) {
        switch body {
        case .errors(let errors):
            for error in errors { writer.element("error", error.message, attributes: [("code", error.code.rawValue)]) }
        case .identity(let identity):
            writer.element("Identify") { $0.write(identity, baseURL: baseURL) }
        case .formats:
            writer.element("ListMetadataFormats") { writer in
                writer.element("metadataFormat") { writer in
                    writer.element("metadataPrefix", HarvestRepository.metadataPrefix)
                    writer.element("schema", DublinCore.schema)
                    writer.element("metadataNamespace", DublinCore.namespace)
                }
            }
        case .sets(let sets):
            writer.element("ListSets") { writer in
                for set in sets { writer.write(set) }
            }
        case .list(let part, let records, let end):
            writer.element(part.verb.rawValue) { writer in
                for record in records {
                    part == .headers ? writer.write(headerOf: record) : writer.write(record)
                }
                if let end { writer.write(end) }
            }
        case .record(let record):
            writer.element("GetRecord") { $0.write(record) }
        }
    }
}

extension XMLNamespace {
    fileprivate static let schemaInstance = XMLNamespace(
        prefix: "xsi", uri: "http://www.w3.org/2001/XMLSchema-instance")
}

extension DublinCore {
    fileprivate static let namespace = "http://www.openarchives.org/OAI/2.0/oai_dc/"
    fileprivate static let schema = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
}

extension XMLWriter {
    fileprivate mutating func write(_ identity: RepositoryIdentity, baseURL: String) {
        element("repositoryName", identity.name)
        element("baseURL", baseURL)
        element("protocolVersion", "2.0")
        element("adminEmail", identity.contact)
        element("earliestDatestamp", identity.earliest.description)
        // A talk that is withdrawn leaves a record, a folder that is removed by hand leaves no trace.
        element("deletedRecord", "transient")
        element("granularity", "YYYY-MM-DDThh:mm:ssZ")
        guard let domain = identity.regularDomain else { return }
        let namespace = "http://www.openarchives.org/OAI/2.0/oai-identifier"
        element("description") { writer in
            writer.startElement("oai-identifier", declaring: [XMLNamespace(uri: namespace), .schemaInstance])
            writer.attribute(
                "xsi:schemaLocation", "\(namespace) http://www.openarchives.org/OAI/2.0/oai-identifier.xsd")
            writer.element("scheme", "oai")
            writer.element("repositoryIdentifier", domain)
            writer.element("delimiter", ":")
            writer.element("sampleIdentifier", identity.sample)
            writer.endElement()
        }
    }

    fileprivate mutating func write(_ set: HarvestSet) {
        element("set") { writer in
            writer.element("setSpec", set.spec)
            writer.element("setName", set.name)
            writer.element("setDescription") { $0.write(set.description) }
        }
    }

    fileprivate mutating func write(headerOf record: HarvestRecord) {
        element("header", attributes: record.metadata == nil ? [("status", "deleted")] : []) { writer in
            writer.element("identifier", record.identifier)
            writer.element("datestamp", record.datestamp.description)
            writer.element("setSpec", record.set)
        }
    }

    fileprivate mutating func write(_ record: HarvestRecord) {
        element("record") { writer in
            writer.write(headerOf: record)
            if let metadata = record.metadata { writer.element("metadata") { $0.write(metadata) } }
        }
    }

    /// Section 3.4: what is in `metadata` declares all of its namespaces itself, so that it can be cut out.
    fileprivate mutating func write(_ metadata: DublinCore) {
        let elements = XMLNamespace(prefix: "dc", uri: "http://purl.org/dc/elements/1.1/")
        startElement(
            "oai_dc:dc",
            declaring: [XMLNamespace(prefix: "oai_dc", uri: DublinCore.namespace), elements, .schemaInstance])
        attribute("xsi:schemaLocation", "\(DublinCore.namespace) \(DublinCore.schema)")
        for value in metadata.elements { element("dc:\(value.name.rawValue)", value.value) }
        endElement()
    }

    fileprivate mutating func write(_ end: PageEnd) {
        element(
            "resumptionToken", end.token ?? "",
            attributes: [("completeListSize", String(end.listSize)), ("cursor", String(end.cursor))])
    }
}
