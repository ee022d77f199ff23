public import LibXML
import TalkArchive

/// All sitemaps of a site: one, or as many as the protocol's limits ask for, under an index.
public struct SitemapFiles: Sendable, Hashable {
    /// One at least.
    public let files: [Sitemap]

    /// - Parameter pages: In the order of the documents.
    public init(pages: [Sitemap.Page], limits: SitemapLimits = SitemapLimits()) {
        var files: [Sitemap] = []
        var start = 0
        var bytes = limits.frameBytes
        for (index, page) in pages.enumerated() {
            let size = limits.bytes(of: page)
            if index > start, index - start >= limits.pages || bytes + size > limits.bytes {
                files.append(Sitemap(pages: Array(pages[start..<index])))
                start = index
                bytes = limits.frameBytes
            }
            bytes += size
        }
        self.files = files + [Sitemap(pages: Array(pages[start...]))]
    }

    /// `/sitemap.xml`: the one sitemap, or the index of all.
    ///
    /// - Parameter location: The absolute address of a file, counted from 1.
    /// - Throws: `XMLWriterError` only if libxml2 gets no memory.
    public func rootXML(location: (Int) -> String) throws(XMLWriterError) -> [UInt8] {
        if files.count == 1 { return try files[0].xml() }
        var writer = try XMLWriter(indented: true)
        writer.startElement("sitemapindex", declaring: [Sitemap.namespace])
        for (index, file) in files.enumerated() {
            writer.startElement("sitemap")
            writer.element("loc", location(index + 1))
            if let newest = file.pages.lazy.compactMap(\.lastModified).max() {
                writer.element("lastmod", newest.description)
            }
            writer.endElement()
        }
        writer.endElement()
        return try writer.finish()
    }
}

/// What the protocol lets one sitemap have.
public struct SitemapLimits: Sendable, Hashable {
    /// Addresses.
    public var pages: Int
    /// Bytes of the document, before it is compressed.
    public var bytes: Int

    public init(pages: Int = 50_000, bytes: Int = 50 * 1024 * 1024) {
        self.pages = pages
        self.bytes = bytes
    }

    /// More than what stands around all pages.
    let frameBytes = 300

    /// At least what a page takes: an address has five bytes for each `&`, and nothing else that is escaped.
    func bytes(of page: Sitemap.Page) -> Int {
        let pictures = page.pictures.reduce(0) { $0 + 80 + Self.escaped($1) }
        return 100 + Self.escaped(page.location) + pictures
    }

    private static func escaped(_ address: String) -> Int {
        address.utf8.count + 4 * address.utf8.count(where: { $0 == UInt8(ascii: "&") })
    }
}
