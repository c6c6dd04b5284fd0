import Hummingbird
import Logging
import NIOPosix
import Store

/// The store for asynchronous callers: its blocking calls run on threads of their own.
///
/// Writes have a thread apart, since SQLite takes one at a time: while another process holds the database, what waits for
/// it must not keep readers from their threads.
struct StoreAccess: Sendable {
    let store: DataStore
    private let readers = NIOThreadPool(numberOfThreads: 4)
    private let writer = NIOThreadPool(numberOfThreads: 1)

    init(_ store: DataStore) {
        self.store = store
        readers.start()
        writer.start()
    }

    /// Runs `body`, which only reads.
    func callAsFunction<Value: Sendable>(_ body: @escaping @Sendable (DataStore) throws -> Value) async throws -> Value
    {
        try await readers.runIfActive { [store] in try body(store) }
    }

    /// Runs `body`, which may write.
    func write<Value: Sendable>(_ body: @escaping @Sendable (DataStore) throws -> Value) async throws -> Value {
        try await writer.runIfActive { [store] in try body(store) }
    }

    /// Ends the threads once they have nothing to do.
    func shutdown() async throws {
        try await readers.shutdownGracefully()
        try await writer.shutdownGracefully()
    }
}

extension Problem {
    /// What a client is told of a failure of the store; nil for what is a fault of ours.
    init?(_ error: StoreError) {
        switch error {
        case .locked: self = .later(.serviceUnavailable, "The store is busy; try again", seconds: 1)
        case .diskFull: self = .later(.serviceUnavailable, "The store's disk is full", seconds: 60)
        case .readOnly, .notPermitted: self = .later(.serviceUnavailable, "The store cannot be written", seconds: 60)
        default: return nil
        }
    }
}
