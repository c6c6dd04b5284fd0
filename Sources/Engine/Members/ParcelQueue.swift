import Dispatch
import Synchronization

/// The way of parcels from one capture thread, the member, to the thread that folds. Bounded, and neither waits for the other.
///
/// One thread puts, one takes; each parcel lies in its place for good, and its contents are exchanged. Two counters say
/// whose a place is: the member's ahead of `written`, the folding thread's from `taken` to `written`.
package final class ParcelQueue: Sendable {
    /// Parcels at most.
    private static let places = 3

    private let parcels: Handover<Parcel>
    private let written = Atomic<Int>(0)
    private let taken = Atomic<Int>(0)
    private let closed = Atomic<Int64>(.min)
    /// Rung when there is something to do for the folding thread; all its queues share it.
    private let bell: DispatchSemaphore
    /// Where the folding thread asks for the packets of verdicts.
    let evidence = EvidenceMailbox()
    /// Bytes that the parcels take at most.
    let bytes: Int

    package init(bell: DispatchSemaphore) {
        self.bell = bell
        var bytes = 0
        parcels = Handover(count: Self.places)
        for place in 0..<Self.places {
            let parcel = Parcel()
            bytes += parcel.bytes
            parcels.put(parcel, at: place)
        }
        self.bytes = bytes
    }
}

// MARK: - The member's side

extension ParcelQueue {
    /// Has an empty parcel filled and sends it; false where there is none.
    func put(_ fill: (inout Parcel) -> Void) -> Bool {
        let number = written.load(ordering: .relaxed)
        guard number - taken.load(ordering: .acquiring) < Self.places else { return false }
        parcels.write(at: number % Self.places) { fill(&$0) }
        written.store(number + 1, ordering: .releasing)
        bell.signal()
        return true
    }

    /// Says that the member is past `second`: nothing that it sends from now on belongs to it or to one before.
    func close(_ second: Int64) {
        closed.store(second, ordering: .releasing)
        bell.signal()
    }
}

// MARK: - The folding thread's side

extension ParcelQueue {
    /// The last second that the member is past; the least number before it said so.
    ///
    /// To be read before parcels are taken: what belongs to that second is in the queue then.
    var closedSecond: Int64 { closed.load(ordering: .acquiring) }

    /// The second of the first parcel; nil where there is none.
    var firstSecond: Int64? {
        let number = taken.load(ordering: .relaxed)
        guard number < written.load(ordering: .acquiring) else { return nil }
        return parcels.read(at: number % Self.places) { $0.second }
    }

    /// Shows the first parcel if it belongs to `second` or before, and empties it; false where there is none.
    func take(upTo second: Int64, _ visit: (borrowing Parcel) -> Void) -> Bool {
        guard let first = firstSecond, first <= second else { return false }
        let number = taken.load(ordering: .relaxed)
        parcels.write(at: number % Self.places) { parcel in
            visit(parcel)
            parcel.reports.removeAll()
            parcel.sides.removeAll()
        }
        taken.store(number + 1, ordering: .releasing)
        return true
    }
}
