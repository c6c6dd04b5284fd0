import Hummingbird
import NIOCore
import ServiceLifecycle
import Store

/// `/api/anomaly/blacklist/stream/`: the changes as they happen, as server-sent events
/// (https://html.spec.whatwg.org/multipage/server-sent-events.html).
///
/// An event's `id` is the change's sequence; a client that comes back sends it as `Last-Event-ID` and misses nothing. A
/// slow client costs nothing but its place: events are read from the trail when it is ready for more.
enum ListStream {
    /// Changes read at a time.
    private static let pageRows = 500

    static func open(_ call: Call) async throws -> Response {
        let store = call.services.store
        let latest = try await store { try $0.listSequence() }
        let start = try position(call) ?? latest
        try ListChanges.check(start, latest)
        guard let subscription = call.services.feed.subscribe() else {
            throw Problem.later(.serviceUnavailable, "There are too many streams; try again later", seconds: 30)
        }
        let body = ResponseBody { writer in
            // So that a client that breaks off before the first change knows where it was.
            try await writer.write(ByteBuffer(string: "retry: 2000\nid: \(start)\n\n: connected\n\n"))
            // Who went away gives up his place at once, not when something is next written to him.
            call.closed.whenComplete { _ in subscription.end() }
            try await follow(subscription.signals, from: start, call, into: &writer)
            try await writer.finish(nil)
        }
        return Response(
            status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-cache"], body: body)
    }

    /// Writes changes as they come, until the client or its rights are gone or the server shuts down.
    private static func follow(
        _ signals: AsyncStream<ChangeFeed.Signal>, from start: Int64, _ call: Call,
        into writer: inout any ResponseBodyWriter
    ) async throws {
        let authenticator = Authenticator(services: call.services)
        var last = start
        var nextCheck = ContinuousClock.now + .seconds(15)
        for await signal in signals.cancelOnGracefulShutdown() {
            while true {
                let from = last
                let changes = try await call.services.store { try $0.listChanges(after: from, limit: pageRows) }
                guard let end = changes.last?.sequence else { break }
                try await writer.write(ByteBuffer(bytes: events(changes)))
                last = end
            }
            if signal == .tick { try await writer.write(ByteBuffer(string: ": keep-alive\n\n")) }
            // A token that was revoked meanwhile ends the stream.
            if signal != .tick, nextCheck > .now { continue }
            nextCheck = .now + .seconds(15)
            guard let identity = try? await authenticator.identity(of: call.request),
                (try? Access.readers.require(identity.role)) != nil
            else { break }
        }
    }

    private static func position(_ call: Call) throws(Problem) -> Int64? {
        if call.query["since"] != nil { return try ListChanges.cursor(call) }
        guard let text = call.request.headers[.lastEventID] else { return nil }
        guard let id = Int64(text), id >= 0 else {
            throw .invalid("Last-Event-ID", "the id of an event of this stream")
        }
        return id
    }

    private static func events(_ changes: [ListChange]) -> [UInt8] {
        var bytes: [UInt8] = []
        var json = JSONWriter()
        for change in changes {
            json.clear()
            json.change(change)
            bytes.append(contentsOf: "event: \(change.change.effect.rawValue)\nid: \(change.sequence)\ndata: ".utf8)
            bytes.append(contentsOf: json.bytes)
            bytes.append(contentsOf: "\n\n".utf8)
        }
        return bytes
    }
}
