import NIOCore

extension Call {
    /// Succeeds when the client has gone away.
    var closed: EventLoopFuture<Void> {
        let channel = channel
        return channel.eventLoop.flatSubmit {
            do {
                let handler = try channel.pipeline.syncOperations.handler(type: InputCloseHandler.self)
                return handler.closed(on: channel.eventLoop)
            } catch {
                // The pipeline is being taken down.
                return channel.eventLoop.makeSucceededVoidFuture()
            }
        }
    }

    /// Runs `body` and cancels it when the client goes away; then it throws `CancellationError`.
    func whileConnected<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) async throws -> Value {
        let (input, continuation) = AsyncStream.makeStream(of: Never.self)
        closed.whenComplete { _ in continuation.finish() }
        return try await withThrowingTaskGroup(of: Value.self) { group in
            group.addTask { try await body() }
            group.addTask {
                for await _ in input {}
                throw CancellationError()
            }
            defer { group.cancelAll() }
            guard let value = try await group.next() else { throw CancellationError() }
            return value
        }
    }
}
