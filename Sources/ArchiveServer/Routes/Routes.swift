internal import HTTPTypes
internal import Hummingbird
internal import TalkArchive

/// The one list of what the site answers. A path is spelled as `SiteAddress` spells it; one that ends in `/` is a
/// page, and the same path without it leads there.
struct Routes: Sendable {
    let site: Site

    func responder() -> some HTTPResponder<SiteContext> {
        MeteredResponder(
            metrics: site.metrics, inner: ErrorResponses(site: site, routed: router().buildResponder()))
    }

    /// Everything that there is, in no order; parameters begin with `:`.
    var all: [(method: String, path: String)] {
        router().routes.map { ($0.method.rawValue, "\($0.path)") }
    }

    private func router() -> Router<SiteContext> {
        let router = Router(context: SiteContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: RouterErrors())

        kept(router, "/", HomePage.content)
        kept(router, "/speakers/", PeoplePages.everyone)
        kept(router, "/speakers/:speaker/", PeoplePages.speaker)
        kept(router, "/tags/", TagPages.all)
        kept(router, "/tags/:tag/", TagPages.tag)
        kept(router, "/feeds/", FeedsPage.content)
        kept(router, "/:edition/", EditionPage.content)
        kept(router, "/:edition/:talk/", TalkPage.content)
        keptPlain(router, "/:edition/:talk/slides/:number", SlidePage.content)
        keptPlain(router, "/search", SearchPage.content)

        for (ending, format) in [("atom", Feeds.Format.atom), ("json", .json)] {
            kept(router, "/feed.\(ending)", Feeds.everything(format))
            kept(router, "/:edition/feed.\(ending)", Feeds.edition(format))
            kept(router, "/speakers/:speaker/feed.\(ending)", Feeds.speaker(format))
            kept(router, "/tags/:tag/feed.\(ending)", Feeds.tag(format))
            made(router, "/search.\(ending)", Feeds.search(format))
        }
        kept(router, "/feed/:part", Feeds.everythingBefore)
        kept(router, "/speakers/:speaker/feed/:part", Feeds.speakerBefore)
        kept(router, "/tags/:tag/feed/:part", Feeds.tagBefore)
        for format in CitationFormat.allCases {
            kept(router, "/:edition/cite.\(format.rawValue)", Citations.edition(format))
            kept(router, "/:edition/:talk/cite.\(format.rawValue)", Citations.talk(format))
            made(router, "/:edition/:talk/slides/:number/cite.\(format.rawValue)", Citations.slide(format))
        }
        kept(router, "/archive.yaml", SourceFiles.archive)
        kept(router, "/:edition/edition.yaml", SourceFiles.edition)
        kept(router, "/:edition/:talk/talk.md", SourceFiles.talk)
        kept(router, "/opensearch.xml", SiteDocuments.openSearch)
        kept(router, "/sitemap.xml", SiteDocuments.sitemap)
        kept(router, "/sitemap/:part", SiteDocuments.sitemapPart)
        kept(router, "/robots.txt", SiteDocuments.robots)
        kept(router, "/.well-known/security.txt", SiteDocuments.securityContact)
        made(router, "/oai", Harvesting.asked)
        taken(router, .post, "/oai", Harvesting.sent)
        made(router, "/healthz", SiteDocuments.health)
        made(router, "/readyz", SiteDocuments.readiness)
        made(router, "/metrics", MetricsDocument.content)

        made(router, "/:edition/:talk/slides.pdf", DeckFiles.current)
        made(router, "/files/:file", DeckFiles.exact)
        made(router, "/files/:file/:picture", SlidePictureFiles.picture)
        made(router, "/:edition/gallery/:picture", GalleryFiles.picture)
        kept(router, "/assets/:version/:name", AssetFiles.asset)

        addDesk(to: router)

        addHandIn(to: router)

        for resource in APIResource.all {
            if resource.isKept {
                kept(router, resource.path, resource.action)
            } else {
                made(router, resource.path, resource.action)
            }
        }
        for operation in APIOperation.all {
            if operation.isReading {
                made(router, operation.path, operation.run)
            } else {
                taken(router, operation.method, operation.path, operation.run)
            }
        }
        return router
    }

    typealias Action = @Sendable (Visit) async throws -> Content

    /// An answer that depends on the snapshot and the path alone: made once.
    private func kept(_ router: Router<SiteContext>, _ path: String, _ action: @escaping Action) {
        get(router, path, .always, action)
    }

    /// An answer that also depends on the query: made once for the path alone.
    private func keptPlain(_ router: Router<SiteContext>, _ path: String, _ action: @escaping Action) {
        get(router, path, .withoutQuery, action)
    }

    /// An answer that is made for each request.
    func made(_ router: Router<SiteContext>, _ path: String, _ action: @escaping Action) {
        get(router, path, .never, action)
    }

    private enum Keeping {
        case always
        case withoutQuery
        case never
    }

    private func get(_ router: Router<SiteContext>, _ path: String, _ keeping: Keeping, _ action: @escaping Action) {
        let endsInSlash = path.hasSuffix("/")
        router.on(RouterPath(path), method: .get) { request, context in
            try await answer(request, context) { visit in
                guard endsInSlash || !visit.path.hasSuffix("/") else { throw SiteError.notFound }
                // The router takes `//2022` and `/2022` for `/2022/`. Each page has one address; a location that
                // began with two slashes would be another host's (RFC 3986, 4.2).
                var address = "/" + visit.path.split(separator: "/").joined(separator: "/")
                if endsInSlash, address != "/" { address += "/" }
                guard visit.path == address else {
                    _ = try await action(visit)
                    let query = visit.request.uri.query.map { "?\($0)" } ?? ""
                    return .content(.redirect(to: address + query, permanent: true))
                }
                switch keeping {
                case .always: return try await Self.kept(visit, action)
                case .withoutQuery where visit.request.uri.query == nil: return try await Self.kept(visit, action)
                default: return .content(try await Self.dated(visit, action))
                }
            }
        }
    }

    /// What an action answers, ready to be sent or not.
    private enum Answer {
        case content(Content)
        case prepared(PreparedAnswer)
    }

    /// The answer that was made from this snapshot before, or is made now.
    private static func kept(_ visit: Visit, _ action: Action) async throws -> Answer {
        // Each path is spelled in one way; those with escapes are as many as one likes.
        guard !visit.site.configuration.isDevelopment, !visit.path.utf8.contains(UInt8(ascii: "%")) else {
            return .content(try await dated(visit, action))
        }
        if let known = visit.snapshot.made.answer(for: visit.path) { return .prepared(known) }
        let content = try await dated(visit, action)
        guard content.mayBeKept, let answer = PreparedAnswer(content, kind: RequestKind(path: visit.path))
        else { return .content(content) }
        visit.snapshot.made.keep(answer, for: visit.path)
        return .prepared(answer)
    }

    /// What an action answers; a page that names no time of its own may have changed with every change of the archive.
    private static func dated(_ visit: Visit, _ action: Action) async throws -> Content {
        var content = try await action(visit)
        if case .never = content.caching { return content }
        if content.status == .ok, content.lastModified == nil { content.lastModified = visit.lastModified }
        return content
    }

    /// Something that a person or program sends here; there is nothing to get.
    func sent(
        _ router: Router<SiteContext>, _ method: HTTPRequest.Method, _ path: String, _ action: @escaping Action
    ) {
        taken(router, method, path, action)
        made(router, path) { _ in throw SiteError.methodNotAllowed(allowed: method.rawValue) }
    }

    /// Something that a person or program sends to an address where there is also something to get.
    func taken(
        _ router: Router<SiteContext>, _ method: HTTPRequest.Method, _ path: String, _ action: @escaping Action
    ) {
        router.on(RouterPath(path), method: method) { request, context in
            try await answer(request, context) { .content(try await action($0)) }
        }
    }

    private func answer(
        _ request: Request, _ context: SiteContext, _ action: (Visit) async throws -> Answer
    ) async throws -> Response {
        let visit = Visit(site: site, snapshot: site.snapshots.take(), request: request, context: context)
        switch try await action(visit) {
        case .content(let content):
            return try await site.responder.response(for: content, to: request, context: context)
        case .prepared(let answer):
            return try site.responder.response(for: answer, to: request)
        }
    }
}
