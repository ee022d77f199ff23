public import LibXML
public import TalkArchive

/// A sitemap (sitemaps.org protocol 0.9): pages with the true time of their last change, and pictures on them.
public struct Sitemap: Sendable, Hashable {
    /// In the order of the document.
    public let pages: [Page]

    /// A `url` element: one address, and when what it shows last changed.
    public struct Page: Sendable, Hashable {
        /// Absolute.
        public let location: String
        /// A stored fact; nil leaves `lastmod` out.
        public let lastModified: Timestamp?
        /// Absolute addresses of pictures (Google's extension "image sitemaps").
        public let pictures: [String]

        public init(location: String, lastModified: Timestamp?, pictures: [String] = []) {
            self.location = location
            self.lastModified = lastModified
            self.pictures = pictures
        }
    }

    /// The media type of a sitemap and of an index of sitemaps.
    public static let mediaType = "application/xml; charset=utf-8"

    static let namespace = XMLNamespace(uri: "http://www.sitemaps.org/schemas/sitemap/0.9")

    public init(pages: [Page]) {
        self.pages = pages
    }

    /// The document in UTF-8.
    ///
    /// - Throws: `XMLWriterError` only if libxml2 gets no memory.
    public func xml() throws(XMLWriterError) -> [UInt8] {
        var writer = try XMLWriter(indented: true)
        let pictures = XMLNamespace(prefix: "image", uri: "http://www.google.com/schemas/sitemap-image/1.1")
        writer.startElement("urlset", declaring: [Self.namespace, pictures])
        for page in pages {
            writer.startElement("url")
            writer.element("loc", page.location)
            if let lastModified = page.lastModified { writer.element("lastmod", lastModified.description) }
            for picture in page.pictures {
                writer.startElement("image:image")
                writer.element("image:loc", picture)
                writer.endElement()
            }
            writer.endElement()
        }
        writer.endElement()
        return try writer.finish()
    }
}
