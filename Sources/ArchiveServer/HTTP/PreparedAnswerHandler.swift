internal import HTTPTypes
internal import NIOCore
internal import NIOHTTP1

/// Answers from what the snapshot has ready, right where a request comes off the socket: without a task, a router, or
/// fields taken apart and put together again, which cost several times the answer itself.
///
/// It answers plain requests alone: GET or HEAD of HTTP/1.1 without a body, for a path whose answer is prepared, with no
/// other conditions than `If-None-Match`. Everything else is handed on to Hummingbird, and would get the same answer
/// there. A request is also handed on
/// - while an earlier one of the connection is not answered yet, so that answers stay in their order;
/// - while the client does not take what it was sent, since Hummingbird waits for it and here nobody would;
/// - after a time in which none was, because Hummingbird closes connections of which it hears nothing.
final class PreparedAnswerHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// Longer bodies, in bytes, are handed on: while they are sent the connection must not seem idle.
    private static let longestBody = 1 << 20
    /// Shorter bodies, in bytes, are sent in one piece with their head; copying them costs less than a second piece.
    private static let longestCopied = 16 << 10

    private let snapshots: CurrentSnapshot
    private let metrics: RequestMetrics
    private let date: DateField
    /// Where bytes that are already as they are sent go in, past the encoder.
    private let encoder: ChannelHandlerContext
    private let longestSilence: TimeAmount
    private let connection: ConnectionGuard
    private let limits: ServerLimits
    private var handedOn = 0
    private var lastHandedOn = NIODeadline.now()
    /// The rest of the request under way belongs to one that was answered here.
    private var isAnswered = false
    /// The last answer of the connection was given before Hummingbird heard of the request.
    private var isRefused = false
    private var isFlushDue = false
    private var isEnding = false

    /// - Parameters:
    ///   - encoder: the context of the response encoder.
    ///   - connection: is told when a request begins and when its answer has ended.
    init(
        snapshots: CurrentSnapshot, metrics: RequestMetrics, date: DateField, encoder: ChannelHandlerContext,
        connection: ConnectionGuard, limits: ServerLimits
    ) {
        self.snapshots = snapshots
        self.metrics = metrics
        self.date = date
        self.encoder = encoder
        self.connection = connection
        self.limits = limits
        // Nothing may be handed on for so long; well below Hummingbird's idle timeout.
        longestSilence = .nanoseconds(TimeAmount(limits.idleTimeout).nanoseconds / 4)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            connection.requestBegan()
            let now = NIODeadline.now()
            isAnswered = mayAnswer(context, now) && answer(head)
            if isAnswered { return connection.requestEnded(now: now) }
            guard isWithinLimits(head) else { return }
            handedOn += 1
            lastHandedOn = now
        case .body, .end:
            if isAnswered || isRefused { return }
        }
        context.fireChannelRead(data)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if isFlushDue {
            isFlushDue = false
            context.flush()
        }
        context.fireChannelReadComplete()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let isEnd = if case .end = unwrapOutboundIn(data) { true } else { false }
        context.write(data, promise: promise)
        guard isEnd else { return }
        handedOn -= 1
        connection.requestEnded(now: .now())
    }

    /// Whoever hears that the connection is to end, or that no more requests will come, closes it unless a request is
    /// under way there. What was answered here is sent first.
    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard event is ChannelShouldQuiesceEvent || event as? ChannelEvent == .inputClosed else {
            return context.fireUserInboundEventTriggered(event)
        }
        isEnding = true
        let sent = context.eventLoop.makePromise(of: Void.self)
        let event = NIOLoopBound(event, eventLoop: context.eventLoop)
        let context = NIOLoopBound(context, eventLoop: context.eventLoop)
        sent.futureResult.whenComplete { _ in context.value.fireUserInboundEventTriggered(event.value) }
        encoder.writeAndFlush(NIOAny(IOData.byteBuffer(ByteBuffer())), promise: sent)
    }

    /// What the decoder could not read; the server behind would answer it without a word. It is handed on while a request
    /// is under way there, whose body may be what is broken. What comes after the last request of a connection needs no
    /// answer.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard handedOn == 0, let error = error as? HTTPParserError, error != .closedConnection else {
            return context.fireErrorCaught(error)
        }
        isRefused = true
        connection.refuse(error == .headerOverflow ? .headTooLarge(limits) : .malformed)
    }

    private func mayAnswer(_ context: ChannelHandlerContext, _ now: NIODeadline) -> Bool {
        handedOn == 0 && !isEnding && context.channel.isWritable && now - lastHandedOn < longestSilence
    }

    /// Answers a request whose head is too large. (No answer is prepared for an address that is too long.)
    private func isWithinLimits(_ head: HTTPRequestHead) -> Bool {
        guard head.uri.utf8.count > limits.addressBytes else { return true }
        isRefused = true
        connection.requestEnded(now: .now())
        connection.refuse(.addressTooLong(limits))
        return false
    }

    /// False when the request has to be handed on.
    private func answer(_ request: HTTPRequestHead) -> Bool {
        guard request.method == .GET || request.method == .HEAD, request.version == .http1_1,
            let prepared = snapshots.take().made.answer(for: request.uri),
            let conditions = RequestConditions(plain: request.headers)
        else { return false }
        switch Preconditions.outcome(conditions, prepared.validators) {
        case .failed: return false
        case .notModified(let coding):
            metrics.count(prepared.kind, status: .notModified, time: .zero)
            send(prepared.form(coding).notModifiedHead, nil)
        case .send(let coding):
            let form = prepared.form(coding)
            guard form.body.readableBytes <= Self.longestBody else { return false }
            metrics.count(prepared.kind, status: .ok, time: .zero)
            send(form.head, request.method == .GET ? form.body : nil)
        }
        isFlushDue = true
        return true
    }

    private func send(_ head: ByteBuffer, _ body: ByteBuffer?) {
        let date = date.field()
        let copied = body.flatMap { $0.readableBytes <= Self.longestCopied ? $0 : nil }
        var first = encoder.channel.allocator.buffer(
            capacity: head.readableBytes + date.readableBytes + (copied?.readableBytes ?? 0))
        first.writeImmutableBuffer(head)
        first.writeImmutableBuffer(date)
        if let copied { first.writeImmutableBuffer(copied) }
        encoder.write(NIOAny(IOData.byteBuffer(first)), promise: nil)
        if copied == nil, let body { encoder.write(NIOAny(IOData.byteBuffer(body)), promise: nil) }
    }
}

extension RequestConditions {
    /// Nil unless the request is a plain one: no body, no range, no other conditions than `If-None-Match`, one `Host`,
    /// and nothing to be done about the connection.
    fileprivate init?(plain fields: HTTPHeaders) {
        self.init()
        var hosts = 0
        for (name, value) in fields {
            let name = name.utf8
            // Told apart by their length first, since a browser sends many.
            switch name.count {
            case 4: if name.isEqual("host") { hosts += 1 }
            case 5: if name.isEqual("range") { return nil }
            case 6: if name.isEqual("expect") { return nil }
            case 7: if name.isEqual("upgrade") { return nil }
            case 8: if name.isEqual("if-match") || name.isEqual("if-range") { return nil }
            case 10: if name.isEqual("connection"), !value.utf8.isEqual("keep-alive") { return nil }
            case 13:
                guard name.isEqual("if-none-match") else { continue }
                guard ifNoneMatch == nil else { return nil }
                ifNoneMatch = value
            case 14: if name.isEqual("content-length") { return nil }
            case 15:
                guard name.isEqual("accept-encoding") else { continue }
                guard acceptEncoding == nil else { return nil }
                acceptEncoding = value
            case 17:
                if name.isEqual("transfer-encoding") { return nil }
                if name.isEqual("if-modified-since") { ifModifiedSince = value }
            case 19: if name.isEqual("if-unmodified-since") { return nil }
            default: break
            }
        }
        // A date without a tag is the rarer way.
        guard hosts == 1, ifModifiedSince == nil || ifNoneMatch != nil else { return nil }
    }
}
