internal import Hummingbird
internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOHTTP1

/// A connection: Hummingbird's own, with the prepared answers before it.
struct SiteChannel: ServerChildChannel {
    private let http: HTTP1Channel
    private let snapshots: CurrentSnapshot
    private let metrics: RequestMetrics
    private let idleTimeout: TimeAmount
    private let date = DateField()

    /// - Parameter idleTimeout: a connection on which nothing moves is closed after this time.
    init(
        snapshots: CurrentSnapshot, metrics: RequestMetrics, idleTimeout: TimeAmount,
        responder: @escaping HTTPChannelHandler.Responder
    ) {
        http = HTTP1Channel(responder: responder, configuration: .init(idleTimeout: idleTimeout))
        self.snapshots = snapshots
        self.metrics = metrics
        self.idleTimeout = idleTimeout
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<HTTP1Channel.Value> {
        http.setup(channel: channel, logger: logger).flatMapThrowing { value in
            let pipeline = channel.pipeline.syncOperations
            let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
            let encoder = try pipeline.context(handlerType: HTTPResponseEncoder.self)
            let prepared = PreparedAnswerHandler(
                snapshots: snapshots, metrics: metrics, date: date, encoder: encoder,
                longestSilence: .nanoseconds(idleTimeout.nanoseconds / 4))
            try pipeline.addHandlers(prepared, HTTP10Handler(), position: .after(decoder))
            return value
        }
    }

    func handle(value: HTTP1Channel.Value, logger: Logger) async {
        await http.handle(value: value, logger: logger)
    }
}
