internal import Hummingbird

/// Counts every answer that leaves the site, errors too.
struct MeteredResponder<Inner: HTTPResponder>: HTTPResponder where Inner.Context == SiteContext {
    let metrics: RequestMetrics
    let inner: Inner

    func respond(to request: Request, context: SiteContext) async throws -> Response {
        let started = ContinuousClock.now
        let response = try await inner.respond(to: request, context: context)
        metrics.count(
            RequestKind(path: request.uri.path), status: response.status, time: started.duration(to: .now))
        return response
    }
}
