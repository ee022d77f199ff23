internal import Hummingbird
internal import Logging
internal import NIOCore

/// What Hummingbird keeps with each request: its own storage, and the connection, which an upload that is refused
/// has to close.
struct SiteContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }
}
