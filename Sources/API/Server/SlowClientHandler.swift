import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTPTypes

/// Closes connections that hold a place and do not move: a request that does not arrive, an answer that is not taken.
///
/// Hummingbird's own time-out begins anew with each part of a body, and knows none for answers.
final class SlowClientHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let patience: TimeAmount
    private var arrival: Scheduled<Void>?
    private var taking: Scheduled<Void>?

    /// `seconds` for a request from its head to its end, and for a full send buffer to get room again.
    init(seconds: Int64) { patience = .seconds(seconds) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            arrival?.cancel()
            arrival = closing(context)
        case .body: break
        case .end:
            arrival?.cancel()
            arrival = nil
        }
        context.fireChannelRead(data)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        taking?.cancel()
        taking = context.channel.isWritable ? nil : closing(context)
        context.fireChannelWritabilityChanged()
    }

    func channelInactive(context: ChannelHandlerContext) {
        forget()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { forget() }

    private func closing(_ context: ChannelHandlerContext) -> Scheduled<Void> {
        context.eventLoop.assumeIsolated().scheduleTask(in: patience) { context.close(promise: nil) }
    }

    private func forget() {
        arrival?.cancel()
        taking?.cancel()
        arrival = nil
        taking = nil
    }
}
