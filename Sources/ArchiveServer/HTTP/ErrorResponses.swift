internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore
internal import TalkArchive

/// Every error's way to the person: a page for people, `application/problem+json` (RFC 9457) for programs.
///
/// Also the last place to look before an address counts as unknown: old paths of the workshop lead to where their
/// subject is now, and an address that exists but takes another method says which.
struct ErrorResponses<Routed: HTTPResponder>: HTTPResponder where Routed.Context == SiteContext {
    let site: Site
    let routed: Routed

    func respond(to request: Request, context: SiteContext) async throws -> Response {
        var response = try await CrossOrigin.preflight(request) { try await answer(to: $0, context: context) }
        // RFC 9110, 9.3.2: the router leaves the content out of its own answers only, not out of an error's page.
        if request.method == .head { response = response.createHeadResponse() }
        guard let channel = context.channel, RefusedBody.mayFollow(request, answeredWith: response.status) else {
            return response
        }
        return RefusedBody.closing(
            response, channel: channel, after: site.configuration.limits.lingerAfterRefusal)
    }

    private func answer(to request: Request, context: SiteContext) async throws -> Response {
        // RFC 9112, section 3.2: one `Host`, no more and no less. The first became the authority.
        guard request.head.authority != nil, !request.headers.contains(.secondHost) else {
            return try await response(
                .badRequest("The field Host names the site that a request is for, once."), to: request,
                context: context)
        }
        let error: SiteError
        do {
            return try await routed.respond(to: request, context: context)
        } catch let siteError as SiteError {
            error = siteError
        } catch {
            context.logger.error("request failed", metadata: ["path": "\(request.uri.path)", "error": "\(error)"])
            return try await response(
                SiteError(
                    status: .internalServerError, title: "Something went wrong here",
                    detail: "The fault is the server's, and its log has the reason. Please try again later."),
                to: request, context: context)
        }
        if error.status.kind == .serverError {
            context.logger.error(
                "request failed",
                metadata: ["path": "\(request.uri.path)", "error": "\(error.cause ?? error.detail)"])
        }
        if error.status == .notFound {
            if let redirect = redirect(request) {
                return try await site.responder.response(for: redirect, to: request, context: context)
            }
            if let allowed = await methods(for: request, context: context) {
                return try await response(.methodNotAllowed(allowed: allowed), to: request, context: context)
            }
        }
        return try await response(error, to: request, context: context)
    }

    /// What this address takes in place of the request's method: what GET would find there tells it. Nil when it would
    /// find nothing.
    private func methods(for request: Request, context: SiteContext) async -> String? {
        if let methods = APIOperation.methods(at: request.uri.path) {
            return methods.contains(request.method) ? nil : methods.map(\.rawValue).joined(separator: ", ")
        }
        guard request.method != .get, request.method != .head else { return nil }
        var head = request.head
        head.method = .get
        head.headerFields.removeConditions()
        let asked = Request(head: head, body: RequestBody(buffer: ByteBuffer()))
        do {
            // An address that takes more says so itself.
            return try await routed.respond(to: asked, context: context).headers[.allow] ?? "GET, HEAD"
        } catch let error as SiteError where error.status == .methodNotAllowed {
            // The method was right then, and what it asked for is not there.
            return error.fields[.allow].flatMap { $0 == request.method.rawValue ? nil : $0 }
        } catch let error as SiteError where error.status != .notFound {
            // Something is there; what is wrong is the rest of the request.
            return "GET, HEAD"
        } catch {
            return nil
        }
    }

    /// Where an old path leads (`redirects` of `archive.yaml`).
    private func redirect(_ request: Request) -> Content? {
        guard let path = request.uri.path.removingPercentEncoding else { return nil }
        let settings = site.snapshots.take().archive.settings
        return settings.redirects.first { $0.from == path || $0.from + "/" == path }
            .map { .redirect(to: $0.to, permanent: true) }
    }

    private func response(_ error: SiteError, to request: Request, context: SiteContext) async throws -> Response {
        var content: Content
        if CrossOrigin.isAPI(request.uri.path) {
            content = try .json(
                Problem(error, Addresses(site.snapshots.take())), mediaType: Problem.mediaType, status: error.status)
            let isRead = request.method == .get || request.method == .head
            if !isRead || CrossOrigin.isOrganizing(request.uri.path) { content.security = .reply }
        } else {
            do {
                content = try page(error, request: request, context: context)
            } catch let fault {
                content = plain(error, fault: fault)
            }
        }
        content.fields.append(contentsOf: error.fields)
        return try await site.responder.response(for: content, to: request, context: context)
    }

    private func page(_ error: SiteError, request: Request, context: SiteContext) throws -> Content {
        let visit = Visit(site: site, snapshot: site.snapshots.take(), request: request, context: context)
        if error.status == .notFound {
            let suggestions = LostPage.suggestions(for: request.uri.path, in: visit.snapshot)
            return try visit.page(
                "notfound",
                PageFrame(title: "Not found", isIndexed: false, query: LostPage.words(of: request.uri.path)),
                ["hasSuggestions": !suggestions.isEmpty, "suggestions": suggestions], status: .notFound,
                caching: .seconds(60))
        }
        if let withdrawal = error.withdrawal {
            let edition = visit.snapshot.archive.edition(withdrawal.key.edition)
            return try visit.page(
                "withdrawn", PageFrame(title: "Withdrawn: \(withdrawal.title)", isIndexed: false),
                [
                    "title": withdrawal.title, "dateText": HumanText.date(withdrawal.at),
                    "dateISO": withdrawal.at.description,
                    "reason": orFalse(withdrawal.reason.isEmpty ? nil : withdrawal.reason),
                    "editionHref": SiteAddress.edition(withdrawal.key.edition).path,
                    "editionName": edition?.name ?? withdrawal.key.edition.description,
                ], status: error.status, caching: .seconds(300))
        }
        return try visit.page(
            "error", PageFrame(title: error.title, isIndexed: false),
            [
                "status": String(error.status.code), "errorTitle": error.title, "message": error.detail,
                "advice": false, "backHref": request.uri.path.hasPrefix("/organize/") ? "/organize/" : "/",
                "backTitle": request.uri.path.hasPrefix("/organize/") ? "Back to the desk" : "Back to the start",
            ], status: error.status, caching: .never)
    }

    /// The error without a page, where the templates themselves are at fault; in development their author reads why.
    private func plain(_ error: SiteError, fault: any Error) -> Content {
        let reason = site.configuration.isDevelopment ? "\n\n\(fault)" : ""
        var content = Content(
            "text/plain; charset=utf-8", bytes: Array("\(error.title)\n\n\(error.detail)\(reason)\n".utf8),
            status: error.status, caching: .never)
        content.security = .reply
        return content
    }

}

/// Lets the router's own errors (no such route, body too large) take the same way as ours; it would else answer them
/// itself, without a page.
struct RouterErrors: RouterMiddleware {
    func handle(
        _ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPError {
            guard error.status != .notFound else { throw SiteError.notFound }
            throw SiteError(
                status: error.status, title: error.status.reasonPhrase,
                detail: error.body ?? "The request could not be answered.")
        }
    }
}
