import Foundation
import Logging
import Metrics
import ServiceLifecycle
import Store
import Synchronization

/// Tells streams when the lists have changed, whoever changed them: this process or another one with the same store.
final class ChangeFeed: Service, Sendable {
    enum Signal: Sendable {
        case changed
        /// Nothing new; a line that keeps the connection alive is due.
        case tick
    }

    /// Signals for one stream, whose place is taken until they end.
    struct Subscription: Sendable {
        let signals: AsyncStream<Signal>
        fileprivate let continuation: AsyncStream<Signal>.Continuation

        func end() { continuation.finish() }
    }

    /// Milliseconds between two looks at the store.
    private static let pollMilliseconds = 250
    /// Looks between two ticks: 15 s.
    private static let looksPerTick = 60

    private struct State {
        var subscribers: [UInt64: AsyncStream<Signal>.Continuation] = [:]
        var nextID: UInt64 = 0
    }

    private let state = Mutex(State())
    private let store: StoreAccess
    private let maximumSubscribers: Int
    private let log: Logger

    init(store: StoreAccess, maximumSubscribers: Int, log: Logger) {
        self.store = store
        self.maximumSubscribers = maximumSubscribers
        self.log = log
    }

    /// A stream of signals, the first at once; nil where there are too many.
    ///
    /// Signals that are not taken become one: each only says to look.
    func subscribe() -> Subscription? {
        let (stream, continuation) = AsyncStream.makeStream(of: Signal.self, bufferingPolicy: .bufferingNewest(1))
        let id: UInt64? = state.withLock { state in
            guard state.subscribers.count < maximumSubscribers else { return nil }
            state.nextID += 1
            state.subscribers[state.nextID] = continuation
            return state.nextID
        }
        guard let id else { return nil }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { _ = $0.subscribers.removeValue(forKey: id) }
        }
        continuation.yield(.changed)
        return Subscription(signals: stream, continuation: continuation)
    }

    /// Streams that are open.
    var subscriberCount: Int { state.withLock { $0.subscribers.count } }

    /// Tells all streams to look.
    func poke() { send(.changed) }

    private func send(_ signal: Signal) {
        for continuation in state.withLock({ Array($0.subscribers.values) }) { continuation.yield(signal) }
    }

    /// Looks at the store until the graceful shutdown.
    func run() async throws {
        var seen: Int64 = 0
        var looks = 0
        for await _ in Ticks(milliseconds: Self.pollMilliseconds).cancelOnGracefulShutdown() {
            looks += 1
            if looks % Self.looksPerTick == 0 { send(.tick) }
            if subscriberCount == 0 { continue }
            do {
                let latest = try await store { try $0.listSequence() }
                if latest != seen { send(.changed) }
                seen = latest
            } catch {
                log.error("the lists could not be looked at", metadata: ["error": "\(error)"])
            }
        }
    }
}

/// Something every so many milliseconds, until its task is cancelled.
struct Ticks: AsyncSequence, Sendable {
    let milliseconds: Int

    struct Iterator: AsyncIteratorProtocol {
        let milliseconds: Int

        mutating func next() async -> Void? {
            try? await Task.sleep(for: .milliseconds(milliseconds))
            return Task.isCancelled ? nil : ()
        }
    }

    func makeAsyncIterator() -> Iterator { Iterator(milliseconds: milliseconds) }
}
