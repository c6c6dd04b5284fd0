import Synchronization

/// A value that threads hand to one another: one may change it, or several may read it, never both at once.
///
/// Nobody waits here. Whose turn it is, is settled elsewhere, by barriers between the stages; a second taker is a bug,
/// and traps before it can touch anything. So this is a lock that is never contended, at the cost of two atomic operations a stage.
@safe
package final class Handover<Value: ~Copyable>: Sendable {
    /// In memory of its own: whose turn it is, is checked below, and need not be by the language at each access, too.
    private nonisolated(unsafe) let value: UnsafeMutablePointer<Value>
    /// Readers now; −1 while it is being changed.
    private let users = Atomic<Int>(0)

    package init(_ value: consuming sending Value) {
        unsafe self.value = .allocate(capacity: 1)
        unsafe self.value.initialize(to: value)
    }

    deinit {
        unsafe value.deinitialize(count: 1)
        unsafe value.deallocate()
    }

    package func write<Result: ~Copyable, Failure: Error>(
        _ body: (inout Value) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let (isFree, _) = users.compareExchange(expected: 0, desired: -1, ordering: .acquiring)
        precondition(isFree, "a stage took what another has")
        defer { users.store(0, ordering: .releasing) }
        return try unsafe body(&value.pointee)
    }

    package func read<Result: ~Copyable, Failure: Error>(
        _ body: (borrowing Value) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let before = users.add(1, ordering: .acquiring).oldValue
        precondition(before >= 0, "a stage reads what another changes")
        defer { users.subtract(1, ordering: .releasing) }
        return try unsafe body(value.pointee)
    }
}
