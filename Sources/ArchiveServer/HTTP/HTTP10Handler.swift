internal import NIOCore
internal import NIOHTTP1

/// Makes requests of HTTP/1.0 what the server behind it understands: it needs no `Host`, and its connection ends with
/// the answer. Health checks of load balancers and old programs ask so.
final class HTTP10Handler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(var head) = unwrapInboundIn(data), head.version.major == 1, head.version.minor == 0 else {
            return context.fireChannelRead(data)
        }
        if !head.headers.contains(name: "Host") { head.headers.add(name: "Host", value: "") }
        head.headers.replaceOrAdd(name: "Connection", value: "close")
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }
}
