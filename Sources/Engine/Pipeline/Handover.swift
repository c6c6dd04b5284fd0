import Synchronization

/// Values that threads hand to one another, mostly one: one thread may change a value, or several may read it, never both at once.
///
/// Nobody waits here. Whose turn it is, is settled elsewhere, by barriers between the stages; a second taker is a bug,
/// and traps before it can touch anything. So each value has a lock that is never contended, at the cost of two atomic operations a
/// stage; and several lie in one object, since an object for each would have its references counted at every use.
@safe
package final class Handover<Value: ~Copyable>: Sendable {
    package let count: Int
    /// In memory of their own: whose turn it is, is checked below, and need not be by the language at each access, too.
    private nonisolated(unsafe) let values: UnsafeMutablePointer<Value>
    /// For each value how many read it now; or `changing`, or `absent`.
    private nonisolated(unsafe) let users: UnsafeMutablePointer<Atomic<Int>>
    private static var changing: Int { -1 }
    private static var absent: Int { -2 }

    /// Room for so many values, of which none is there yet.
    package init(count: Int) {
        self.count = count
        unsafe values = .allocate(capacity: count)
        unsafe users = .allocate(capacity: count)
        for place in 0..<count { unsafe (users + place).initialize(to: Atomic(Self.absent)) }
    }

    package convenience init(_ value: consuming sending Value) {
        self.init(count: 1)
        put(value, at: 0)
    }

    deinit {
        for place in 0..<count where unsafe users[place].load(ordering: .acquiring) != Self.absent {
            unsafe (values + place).deinitialize(count: 1)
        }
        unsafe users.deinitialize(count: count)
        unsafe users.deallocate()
        unsafe values.deallocate()
    }

    /// Puts a value where none is yet.
    package func put(_ value: consuming sending Value, at place: Int) {
        take(place, from: Self.absent)
        unsafe (values + place).initialize(to: value)
        giveBack(place)
    }

    @inline(__always)
    package func write<Result: ~Copyable, Failure: Error>(
        at place: Int = 0, _ body: (inout Value) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        take(place, from: 0)
        defer { giveBack(place) }
        return try unsafe body(&values[place])
    }

    @inline(__always)
    package func read<Result: ~Copyable, Failure: Error>(
        at place: Int = 0, _ body: (borrowing Value) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        precondition(place >= 0 && place < count)
        let before = unsafe users[place].add(1, ordering: .acquiring).oldValue
        precondition(before >= 0, "a stage reads what another changes, or nothing")
        defer { unsafe users[place].subtract(1, ordering: .releasing) }
        return try unsafe body(values[place])
    }

    @inline(__always)
    private func take(_ place: Int, from state: Int) {
        precondition(place >= 0 && place < count)
        let (isIt, _) = unsafe users[place].compareExchange(
            expected: state, desired: Self.changing, ordering: .acquiring)
        precondition(isIt, "a stage took what another has")
    }

    @inline(__always)
    private func giveBack(_ place: Int) { unsafe users[place].store(0, ordering: .releasing) }
}
