public import LibXML
public import TalkArchive

/// A sitemap (sitemaps.org protocol 0.9): pages with the true time of their last change.
public struct Sitemap: Sendable, Hashable {
    /// In the order of the document.
    public let pages: [Page]
    /// How many of the archive's pages did not fit, to be told to the organizer.
    public let leftOut: Int

    /// A `url` element: one address, and when what it shows last changed.
    public struct Page: Sendable, Hashable {
        /// Absolute.
        public let location: String
        /// A stored fact; nil leaves `lastmod` out.
        public let lastModified: Timestamp?

        public init(location: String, lastModified: Timestamp?) {
            self.location = location
            self.lastModified = lastModified
        }
    }

    /// The most `url` elements that the protocol allows in one file.
    public static let maximumPages = 50_000

    /// The media type of a sitemap.
    public static let mediaType = "application/xml; charset=utf-8"

    /// A sitemap of the first `limit` pages.
    public init(pages: [Page], limit: Int = Sitemap.maximumPages) {
        self.pages = Array(pages.prefix(max(limit, 0)))
        leftOut = pages.count - self.pages.count
    }

    /// The document in UTF-8.
    ///
    /// - Throws: `XMLWriterError` only if libxml2 gets no memory.
    public func xml() throws(XMLWriterError) -> [UInt8] {
        var writer = try XMLWriter(indented: true)
        writer.startElement(
            "urlset", declaring: [XMLNamespace(uri: "http://www.sitemaps.org/schemas/sitemap/0.9")])
        for page in pages {
            writer.startElement("url")
            writer.element("loc", page.location)
            if let lastModified = page.lastModified { writer.element("lastmod", lastModified.description) }
            writer.endElement()
        }
        writer.endElement()
        return try writer.finish()
    }
}
