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
        let base = visit.snapshot.archive.settings.baseURL
        let bytes = try sitemaps(visit).rootXML { SiteAddress.sitemapPart($0).absolute(base: base) }
        return document(Sitemap.mediaType, bytes, seconds: 3600)
    }

    /// `/sitemap/2.xml`, where there is more than one.
    static func sitemapPart(_ visit: Visit) throws -> Content {
        let files = sitemaps(visit).files
        let name = visit.parameter("part")
        guard name.hasSuffix(".xml"), let number = Int(name.dropLast(4)), files.indices.contains(number - 1),
            files.count > 1, "/sitemap/\(name)" == SiteAddress.sitemapPart(number).path
        else { throw SiteError.notFound }
        return document(Sitemap.mediaType, try files[number - 1].xml(), seconds: 3600)
    }

    private static func sitemaps(_ visit: Visit) -> SitemapFiles {
        SitemapFiles(
            archive: visit.snapshot.archive, contents: visit.snapshot.contents,
            limits: SitemapLimits(pages: visit.site.configuration.limits.sitemapAddresses))
    }

    /// RFC 9309. Talks, slides, PDFs, feeds and citations are for everyone. Crawlers stay away from what has addresses
    /// without number (searches, and slides with words marked), what is for programs that know what they want, and the
    /// desk. Each line names these alone: an edition may be called `search-days`.
    static func robots(_ visit: Visit) -> Content {
        let harvesting = SiteAddress.harvesting.path
        let lines = [
            "User-agent: *", "Disallow: /search$", "Disallow: /search?", "Disallow: /search.atom",
            "Disallow: /search.json", "Disallow: /suggest?", "Disallow: /*?q=", "Disallow: \(harvesting)$",
            "Disallow: \(harvesting)?", "Disallow: \(SiteAddress.organize.path)",
            "Disallow: \(HandInAddress.entrance.path)",
            "Disallow: /api/", "",
            "Sitemap: \(SiteAddress.sitemap.absolute(base: visit.snapshot.archive.settings.baseURL))", "",
        ]
        return document("text/plain; charset=utf-8", Array(lines.joined(separator: "\n").utf8), seconds: 3600)
    }

    /// Where to tell of a weakness (RFC 9116); nothing where the archive names nobody.
    ///
    /// `Expires` is not a year after the request: that would say that somebody looks after the site for as long as the
    /// machine runs. It is 364 days (section 2.5.5 recommends less than a year) after archive, templates or program
    /// changed last, since then somebody was there. It is also the same for everyone who asks, so the answer is kept.
    static func securityContact(_ visit: Visit) throws -> Content {
        let settings = visit.snapshot.archive.settings
        guard let contact = settings.securityContact else { throw SiteError.notFound }
        let expires = Timestamp(secondsSinceEpoch: visit.lastModified.secondsSinceEpoch + 364 * 86_400)
        let lines = [
            "Contact: \(contact)", "Expires: \(expires)", "Preferred-Languages: \(settings.language)",
            "Canonical: \(SiteAddress.securityContact.absolute(base: settings.baseURL))", "",
        ]
        return document("text/plain; charset=utf-8", Array(lines.joined(separator: "\n").utf8), seconds: 86_400)
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
