public import Foundation
public import LibXML
public import TalkArchive

/// The OpenSearch 1.1 description by which browsers and feed readers learn how to search the archive.
public struct OpenSearchDescription: Sendable, Hashable {
    /// At most 16 characters (OpenSearch 1.1, `ShortName`): the name that a browser shows.
    public let shortName: String
    /// At most 1024 characters (`Description`).
    public let description: String
    /// BCP 47 (`Language`); nil when unknown.
    public let language: String?
    /// Where to search, the page for people first.
    public var addresses: [Address]
    /// A search that is sure to find something (`Query`, role `example`); nil when nothing is.
    public let example: String?
    /// The absolute address of the site's icon in SVG; nil when it has none.
    public let icon: String?

    /// A `Url` element.
    public struct Address: Sendable, Hashable {
        /// Media type of the answer.
        public let type: String
        /// `results`, `suggestions`, or `self` for the description itself.
        public let relation: String
        /// The address, with `{searchTerms}` where the percent-encoded query goes.
        public let template: String
    }

    static let namespace = "http://a9.com/-/spec/opensearch/1.1/"

    /// The media type of the description.
    public static let mediaType = "application/opensearchdescription+xml; charset=utf-8"

    /// The description of an archive's search.
    ///
    /// - Parameters:
    ///   - baseURL: The site's absolute address; the settings' own unless told otherwise.
    ///   - example: A search that finds something.
    ///   - icon: The path of an icon in SVG.
    public init(
        settings: ArchiveSettings, baseURL: URL? = nil, example: String? = nil, icon: SiteAddress? = nil
    ) {
        self.example = example
        let base = baseURL ?? settings.baseURL
        let name = OneLine.text(settings.name, or: "Talks")
        shortName = OneLine.prefix(name, 16)
        description = OneLine.prefix("Talks and slides of \(name): \(OneLine.text(settings.tagline, or: name))", 1024)
        language = settings.language.isEmpty ? nil : settings.language
        // An empty query ends the address with `q=`, so the template stays in step with every other search address.
        let nothing = SearchAddress(query: "")
        let terms = "{searchTerms}"
        // Pages are counted from 1, as `pageOffset` is unless told otherwise.
        let page = "&page={startPage?}"
        self.icon = icon?.absolute(base: base)
        addresses = [
            Address(
                type: "text/html", relation: "results",
                template: SiteAddress.search(nothing).absolute(base: base) + terms),
            Address(
                type: "application/atom+xml", relation: "results",
                template: SiteAddress.feed(.search(nothing)).absolute(base: base) + terms + page),
            Address(
                type: "application/feed+json", relation: "results",
                template: SiteAddress.jsonFeed(.search(nothing)).absolute(base: base) + terms + page),
            Address(
                type: "application/json", relation: "results",
                template: SiteAddress.api(.search(nothing, pageSize: nil)).absolute(base: base) + terms + page),
            Address(
                type: "application/x-suggestions+json", relation: "suggestions",
                template: SiteAddress.suggestions("").absolute(base: base) + terms),
            Address(
                type: "application/opensearchdescription+xml", relation: "self",
                template: SiteAddress.openSearch.absolute(base: base)),
        ]
    }

    /// The document in UTF-8.
    ///
    /// - Throws: `XMLWriterError` only if libxml2 gets no memory.
    public func xml() throws(XMLWriterError) -> [UInt8] {
        var writer = try XMLWriter(indented: true)
        writer.startElement("OpenSearchDescription", declaring: [XMLNamespace(uri: Self.namespace)])
        writer.element("ShortName", shortName)
        writer.element("Description", description)
        for address in addresses {
            writer.element(
                "Url",
                attributes: [("type", address.type), ("rel", address.relation), ("template", address.template)])
        }
        if let icon {
            writer.element("Image", icon, attributes: [("height", "16"), ("width", "16"), ("type", "image/svg+xml")])
        }
        if let example {
            writer.element("Query", attributes: [("role", "example"), ("searchTerms", example)])
        }
        if let language { writer.element("Language", language) }
        writer.element("InputEncoding", "UTF-8")
        writer.element("OutputEncoding", "UTF-8")
        writer.endElement()
        return try writer.finish()
    }
}
