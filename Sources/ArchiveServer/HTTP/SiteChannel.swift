internal import Hummingbird
internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOHTTP1

/// A connection: Hummingbird's own, with the prepared answers before it, and a guard before those.
struct SiteChannel: ServerChildChannel {
    private let http: HTTP1Channel
    private let snapshots: CurrentSnapshot
    private let metrics: RequestMetrics
    private let limits: ServerLimits
    private let registry: ConnectionRegistry
    private let date = DateField()

    init(
        snapshots: CurrentSnapshot, metrics: RequestMetrics, limits: ServerLimits, registry: ConnectionRegistry,
        responder: @escaping HTTPChannelHandler.Responder
    ) {
        http = HTTP1Channel(
            responder: responder,
            configuration: .init(
                idleTimeout: TimeAmount(limits.idleTimeout),
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: limits.headBytes, maxHeaderListSize: limits.headBytes,
                    maxHeaderFieldCount: limits.headFields)))
        self.snapshots = snapshots
        self.metrics = metrics
        self.limits = limits
        self.registry = registry
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<HTTP1Channel.Value> {
        http.setup(channel: channel, logger: logger).flatMapThrowing { value in
            let pipeline = channel.pipeline.syncOperations
            let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
            let encoder = try pipeline.context(handlerType: HTTPResponseEncoder.self)
            let entry = ConnectionRegistry.Entry(
                address: channel.remoteAddress?.ipAddress.flatMap { IPAddress($0) },
                giveWay: {
                    channel.eventLoop.execute {
                        try? channel.pipeline.syncOperations.handler(type: ConnectionGuard.self).giveWay()
                    }
                })
            let connection = ConnectionGuard(limits: limits, registry: registry, entry: entry)
            try pipeline.addHandler(connection, position: .first)
            let prepared = PreparedAnswerHandler(
                snapshots: snapshots, metrics: metrics, date: date, encoder: encoder, connection: connection,
                limits: limits)
            try pipeline.addHandlers(prepared, HTTP10Handler(), position: .after(decoder))
            // Not by failing, which would end the server's taking of connections.
            if !registry.admit(entry) { channel.close(promise: nil) }
            return value
        }
    }

    func handle(value: HTTP1Channel.Value, logger: Logger) async {
        await http.handle(value: value, logger: logger)
    }
}
