import NIOCore
import NIOHTTPTypes

/// Tells when the client has gone away: the connection, or of HTTP/2 the stream, brings nothing more.
///
/// Hummingbird 2.28 has a way to wait for that, which traps once the body was read before.
final class InputCloseHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart

    private var promise: EventLoopPromise<Void>?

    /// Succeeds with the end of input; of a channel that this handler has left, at once.
    func closed(on eventLoop: any EventLoop) -> EventLoopFuture<Void> {
        promise?.futureResult ?? eventLoop.makeSucceededVoidFuture()
    }

    func handlerAdded(context: ChannelHandlerContext) { promise = context.eventLoop.makePromise() }

    func handlerRemoved(context: ChannelHandlerContext) { close() }

    func channelInactive(context: ChannelHandlerContext) {
        close()
        context.fireChannelInactive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event as? ChannelEvent == .inputClosed { close() }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        close()
        context.fireErrorCaught(error)
    }

    private func close() {
        promise?.succeed()
        promise = nil
    }
}
