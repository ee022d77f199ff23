internal import AtomFeeds
internal import TalkArchive

/// Documents for programs that are about the whole site.
enum SiteDocuments {
    static func openSearch(_ visit: Visit) throws -> Content {
        let icon = "favicon.svg"
        var description = OpenSearchDescription(
            settings: visit.snapshot.archive.settings, example: visit.snapshot.popularTags.first?.description,
            icon: visit.site.assets.version(of: icon).map { .asset(name: icon, version: $0) })
        // Without a server there is nothing that answers programs.
        if visit.site.isStatic { description.addresses.removeAll { $0.relation != "self" && $0.type != "text/html" } }
        return document(OpenSearchDescription.mediaType, try description.xml(), seconds: 86_400)
    }

    static func sitemap(_ visit: Visit) throws -> Content {
        let map = Sitemap(archive: visit.snapshot.archive, contents: visit.snapshot.contents)
        return document("application/xml; charset=utf-8", try map.xml(), seconds: 3600)
    }

    /// RFC 9309. Talks, slides and PDFs are for crawlers; result pages and the desk are not.
    static func robots(_ visit: Visit) -> Content {
        let lines = [
            "User-agent: *", "Disallow: /search", "Disallow: \(SiteAddress.organize.path)", "Disallow: /api/", "",
            "Sitemap: \(SiteAddress.sitemap.absolute(base: visit.snapshot.archive.settings.baseURL))", "",
        ]
        return document("text/plain; charset=utf-8", Array(lines.joined(separator: "\n").utf8), seconds: 3600)
    }

    /// The process answers.
    static func health(_ visit: Visit) -> Content {
        Content("text/plain; charset=utf-8", bytes: Array("ok\n".utf8), caching: .never)
    }

    /// The archive is loaded and can be searched.
    static func readiness(_ visit: Visit) -> Content {
        let snapshot = visit.snapshot
        let text =
            "ready: snapshot \(snapshot.number), \(HumanText.count(snapshot.archive.talks.count, "talk")), "
            + "\(HumanText.count(snapshot.slideCount, "slide"))\n"
        return Content("text/plain; charset=utf-8", bytes: Array(text.utf8), caching: .never)
    }

    private static func document(_ mediaType: String, _ bytes: [UInt8], seconds: Int) -> Content {
        var content = Content(mediaType, bytes: bytes, caching: .seconds(seconds))
        content.security = .data
        return content
    }
}
