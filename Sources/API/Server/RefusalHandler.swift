import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Answers what is no HTTP, or has too large a head, as everything else is answered: by `{"detail": …}`.
///
/// Hummingbird's own answer to what its parser refuses is an empty 400; it is replaced on its way out.
final class RefusalHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let maximumHeaderBytes: Int
    /// What to answer, once the parser has refused what came.
    private var refusal: Problem?
    /// The body that is still to be written before the end.
    private var body: ByteBuffer?

    init(maximumHeaderBytes: Int) { self.maximumHeaderBytes = maximumHeaderBytes }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if let error = error as? HTTPParserError, refusal == nil { refusal = problem(error) }
        context.fireErrorCaught(error)
    }

    private func problem(_ error: HTTPParserError) -> Problem {
        guard error == .headerOverflow else { return Problem(.badRequest, "this is not valid HTTP: \(error)") }
        return .headTooLarge(maximumHeaderBytes)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        // Answers of this server have a number; that of the refusal is the only one without.
        case .head(let head) where refusal != nil && head.headerFields[.xRequestID] == nil:
            context.write(wrapOutboundOut(.head(replacement(head))), promise: promise)
        case .end where body != nil:
            if let body { context.write(wrapOutboundOut(.body(body)), promise: nil) }
            body = nil
            context.write(data, promise: promise)
        default: context.write(data, promise: promise)
        }
    }

    private func replacement(_ head: HTTPResponse) -> HTTPResponse {
        guard let refusal else { return head }
        var json = JSONWriter()
        json.object { $0.field("detail", refusal.detail) }
        body = ByteBuffer(bytes: json.bytes)
        return HTTPResponse(
            status: refusal.status,
            headerFields: [
                .contentType: "application/json", .contentLength: "\(json.bytes.count)", .connection: "close",
                .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
                .xRequestID: RequestIdentifier.make(),
            ])
    }
}

extension Problem {
    /// Header fields of a request at most.
    static let maximumHeaderFields = 100

    /// 431.
    static func headTooLarge(_ maximumBytes: Int) -> Problem {
        Problem(
            .requestHeaderFieldsTooLarge,
            "the head of the request is larger than \(maximumBytes) octets, or has more than \(maximumHeaderFields) fields"
        )
    }

    /// Refuses a head beyond the limits. HTTP/1.1's parser has done so; HTTP/2's has limits of its own.
    static func checkHead(of request: Request, _ maximumBytes: Int) throws(Problem) {
        let size = request.headers.reduce(request.uri.string.utf8.count) {
            $0 + $1.name.rawName.utf8.count + $1.value.utf8.count
        }
        guard size <= maximumBytes, request.headers.count <= maximumHeaderFields else {
            throw .headTooLarge(maximumBytes)
        }
    }
}
