internal import FormParsing
internal import HTTPTypes
internal import Hummingbird
internal import TalkArchive

/// One request as an action sees it: the snapshot it works on, and what the address says.
struct Visit: Sendable {
    let site: Site
    /// Taken once; the whole answer is made from it.
    let snapshot: Snapshot
    let request: Request
    let context: SiteContext

    /// The path as sent, without the query.
    var path: String { request.uri.path }

    /// When an answer that is made of the whole archive changed last.
    ///
    /// The first snapshot is what the files were before the start, and their times stay true over a restart. Later ones
    /// change by what the archive's times do not always tell (a hidden talk, slides that were read meanwhile), so it is
    /// the moment at which they were shown.
    var lastModified: Timestamp {
        snapshot.number == 1 ? site.filesModified : max(site.filesModified, snapshot.shown)
    }

    /// Parameters of the query, decoded as forms encode them; too many of them count as none.
    var query: URLEncodedForm {
        (try? URLEncodedForm(query: request.uri.query ?? "")) ?? URLEncodedForm([])
    }

    func parameter(_ name: String) -> String {
        context.parameters.get(name) ?? ""
    }

    /// The edition that the path names.
    func edition() throws -> Edition {
        guard let id = EditionID(parameter("edition")), let edition = snapshot.archive.edition(id) else {
            throw SiteError.notFound
        }
        return edition
    }

    /// The talk that the path names; one that was withdrawn is gone (410).
    func talk() throws -> Talk {
        let edition = try edition()
        guard let slug = TalkSlug(parameter("talk")) else { throw SiteError.notFound }
        if let talk = edition.talks.first(where: { $0.key.slug == slug }) { return talk }
        if let withdrawal = edition.withdrawals.first(where: { $0.key.slug == slug }) {
            throw SiteError.withdrawn(withdrawal)
        }
        throw SiteError.notFound
    }

    /// A page from a template.
    func page(
        _ template: String, _ frame: PageFrame, _ context: PageContext, status: HTTPResponse.Status = .ok,
        caching: Content.Caching = .revalidate
    ) throws -> Content {
        try page(template, frame, PageObject(context), status: status, caching: caching)
    }

    /// A page from a template.
    func page(
        _ template: String, _ frame: PageFrame, _ page: PageObject, status: HTTPResponse.Status = .ok,
        caching: Content.Caching = .revalidate
    ) throws -> Content {
        .page(
            try site.pages.render(template, page, frame: frame.object(snapshot: snapshot, site: site)),
            status: status, caching: caching)
    }
}
