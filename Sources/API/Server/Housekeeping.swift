import Logging
import ServiceLifecycle
import Store

/// Takes off the lists what is over, each second, and keeps the store within its bounds, each minute.
struct Housekeeping: Service {
    let store: StoreAccess
    let feed: ChangeFeed
    let log: Logger

    func run() async throws {
        var seconds = 0
        for await _ in Ticks(milliseconds: 1_000).cancelOnGracefulShutdown() {
            seconds += 1
            do {
                let over = try await store.write { try $0.expire(at: .now) }
                if !over.isEmpty { feed.poke() }
                if seconds % 60 == 0 { _ = try await store.write { try $0.retain(now: .now) } }
            } catch {
                log.error("the store could not be tidied", metadata: ["error": "\(error)"])
            }
        }
    }
}
