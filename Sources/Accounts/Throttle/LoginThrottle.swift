import Synchronization

/// Slows down who guesses passwords: after five failures in a minute from one address, or for one name, logins are refused
/// until the oldest of them is a minute old.
///
/// ``check(address:name:now:)`` takes a place for the attempt, so that many at once cannot all slip in before the first has
/// failed. The caller ends each with one of the three others; one that is never ended counts for a minute.
///
/// A success gives back its own place and clears nothing: who owns one account must not wash his address clean by logging in
/// to it, and the owner's logins must not give a guesser more tries.
///
/// Refusing by name lets anybody keep a stranger out with five wrong passwords a minute. Therefore an address from which the
/// name logged in within the last day has a count of its own for that name: strangers' failures do not touch it.
/// What remains is that a user under attack cannot log in from a *new* address meanwhile; his tokens stay valid.
///
/// Memory is bounded: 10,000 addresses, names and known pairs each, some 3 MB. When one is full the oldest goes.
/// ``PasswordHasher`` is what makes that hard to abuse, since each remembered failure costs a derivation.
public final class LoginThrottle: Sendable {
    public typealias Instant = ContinuousClock.Instant

    private let state: Mutex<State>

    private struct State {
        var addresses: AttemptTable
        var names: AttemptTable
        var known: KnownPairs
    }

    /// - Parameters:
    ///   - failures: In a window, from one address and for one name, 1…1000.
    ///   - windowSeconds: 1…86,400.
    ///   - capacity: Addresses, and names, that are remembered, 1…1,000,000.
    public init(failures: Int = 5, windowSeconds: Int = 60, capacity: Int = 10_000) {
        let limit = min(max(failures, 1), 1000)
        let window = Duration.seconds(min(max(windowSeconds, 1), 86_400))
        let capacity = min(max(capacity, 1), 1_000_000)
        let table = AttemptTable(limit: limit, window: window, capacity: capacity)
        state = Mutex(State(addresses: table, names: table, known: KnownPairs(capacity: capacity)))
    }

    /// Seconds to wait, for `Retry-After`; nil lets the attempt in and takes a place for it.
    ///
    /// - Parameters:
    ///   - address: The client's; of IPv6 the /64 counts.
    ///   - name: As typed; names with the same ``UserName/key`` are one.
    public func check(address: String, name: String, now: Instant = .now) -> Int? {
        let keys = Keys(address, name)
        return state.withLock { state in
            let nameKey = state.known.contains(keys.pair, now: now) ? keys.pair : keys.name
            let byAddress = state.addresses.wait(keys.address, now: now)
            let byName = state.names.wait(nameKey, now: now)
            if byAddress != nil || byName != nil { return max(byAddress ?? 0, byName ?? 0) }
            state.addresses.reserve(keys.address, now: now)
            state.names.reserve(nameKey, now: now)
            return nil
        }
    }

    /// The attempt had a wrong name or password.
    public func recordFailure(address: String, name: String, now: Instant = .now) {
        let keys = Keys(address, name)
        state.withLock { state in
            state.addresses.fail(keys.address, now: now)
            state.names.fail(state.known.contains(keys.pair, now: now) ? keys.pair : keys.name, now: now)
        }
    }

    /// The attempt was right.
    public func recordSuccess(address: String, name: String, now: Instant = .now) {
        let keys = Keys(address, name)
        state.withLock { state in
            state.addresses.release(keys.address)
            state.names.release(state.known.contains(keys.pair, now: now) ? keys.pair : keys.name)
            state.known.insert(keys.pair, now: now)
        }
    }

    /// The attempt ended without an answer, as when the hasher was busy or the client left.
    public func cancel(address: String, name: String, now: Instant = .now) {
        let keys = Keys(address, name)
        state.withLock { state in
            state.addresses.release(keys.address)
            state.names.release(state.known.contains(keys.pair, now: now) ? keys.pair : keys.name)
        }
    }

    /// Addresses and names that are remembered now.
    public var remembered: (addresses: Int, names: Int) {
        state.withLock { ($0.addresses.count, $0.names.count) }
    }

    /// Hashes of what was given, seeded anew in each process: of one size, whatever the length of a name.
    private struct Keys {
        let address: Int
        let name: Int
        let pair: Int

        init(_ address: String, _ name: String) {
            let name = (try? UserName(name))?.key ?? name
            let address = AddressKey.of(address)
            self.address = address.hashValue
            self.name = name.hashValue
            pair = [address, name].hashValue
        }
    }
}
