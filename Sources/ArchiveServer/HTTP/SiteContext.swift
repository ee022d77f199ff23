internal import Hummingbird
internal import Logging
internal import NIOCore

/// What Hummingbird keeps with each request: its own storage, and the connection, which an upload that is refused
/// has to close.
struct SiteContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Nil for a page that is made without a connection, for an export.
    let channel: (any Channel)?

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }

    /// The context of a page that nobody asked for over a connection.
    init(logger: Logger) {
        coreContext = CoreRequestContextStorage(source: NoConnection(logger: logger))
        channel = nil
    }

    private struct NoConnection: RequestContextSource {
        let logger: Logger
    }
}
