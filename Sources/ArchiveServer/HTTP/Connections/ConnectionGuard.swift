internal import NIOCore

/// Stands where bytes come off the socket: looks at the connection's pace now and then, and answers what is no request
/// that the server behind it could answer. For a request in good order it costs the counting of its bytes.
final class ConnectionGuard: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = IOData

    private var pace: ConnectionPace
    private let limits: ServerLimits
    private let registry: ConnectionRegistry
    private let entry: ConnectionRegistry.Entry
    private var context: ChannelHandlerContext?
    private var look: Scheduled<Void>?
    /// Nothing is read any more: a last answer was sent, or the connection is to make room.
    private var isClosing = false
    /// What is said when the requests before it are answered.
    private var dueRefusal: Refusal?

    init(limits: ServerLimits, registry: ConnectionRegistry, entry: ConnectionRegistry.Entry) {
        self.limits = limits
        self.registry = registry
        self.entry = entry
        let now = NIODeadline.now()
        pace = ConnectionPace(
            headTime: TimeAmount(limits.headTime), keepAliveTime: TimeAmount(limits.keepAliveTime), now: now)
        entry.isWaiting(since: now)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        scheduleLook()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        look?.cancel()
        look = nil
        self.context = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        registry.remove(entry)
        look?.cancel()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isClosing else { return }
        pace.received(bytes: unwrapInboundIn(data).readableBytes)
        context.fireChannelRead(data)
    }

    /// The head of a request has come to its end.
    func requestBegan() {
        pace.requestBegan()
        entry.isBusy()
    }

    /// The answer to it was sent to its end.
    func requestEnded(now: NIODeadline) {
        pace.requestEnded(now: now)
        guard pace.requests == 0 else { return }
        entry.isWaiting(since: now)
        if let dueRefusal { send(dueRefusal) }
    }

    /// Answers what cannot be handed on, and ends the connection; after the answers to the requests before it.
    func refuse(_ refusal: Refusal) {
        guard !isClosing else { return }
        isClosing = true
        if pace.requests == 0 { send(refusal) } else { dueRefusal = refusal }
    }

    private func send(_ refusal: Refusal) {
        dueRefusal = nil
        guard let context else { return }
        context.writeAndFlush(wrapOutboundOut(.byteBuffer(refusal.bytes)), promise: nil)
        context.close(mode: .output, promise: nil)
        // Closing at once would make the client's system throw the answer away.
        let linger = TimeAmount(limits.lingerAfterRefusal)
        let channel = context.channel
        context.eventLoop.scheduleTask(in: linger) { channel.close(promise: nil) }
    }

    private func scheduleLook() {
        guard let context else { return }
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        // Four looks in the time of a head: it is over by a quarter at most.
        look = context.eventLoop.scheduleTask(in: .nanoseconds(TimeAmount(limits.headTime).nanoseconds / 4)) {
            bound.value.takeLook()
        }
    }

    private func takeLook() {
        guard let context, !isClosing else { return }
        switch pace.look(now: .now()) {
        case .fine: scheduleLook()
        case .close:
            isClosing = true
            context.close(promise: nil)
        case .tellTimeout: refuse(.headTooSlow(limits))
        }
    }

    /// Makes room for another connection, unless a request has come meanwhile.
    func giveWay() {
        guard let context, pace.requests == 0, !isClosing else { return }
        isClosing = true
        context.close(promise: nil)
    }
}
