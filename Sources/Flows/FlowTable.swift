import Packets

/// A hash table of flow records with a fixed capacity and an order of eviction.
///
/// Records lie in slots that never move; a `HashIndex` finds them. Three lists keep the live slots by last touch, one a class; see `FlowClass`.
/// Find, insert and remove are O(1) expected; an attacker who does not know the secret cannot make them slow.
package struct FlowTable: ~Copyable {
    /// No slot.
    package static let none = UInt32.max

    package var records: FixedBuffer<FlowRecord>
    private var index: HashIndex
    private let secret: (UInt64, UInt64)
    private var lists = (SlotList(), SlotList(), SlotList())
    private var freeSlots = FlowTable.none
    /// Slots that have been used at least once.
    private var highWater = 0
    package private(set) var count = 0

    /// Makes room for `capacity` flows.
    package init(capacity: Int, secret: (UInt64, UInt64), in memory: TableMemory? = nil) {
        let nobody = FlowRecord(key: .empty, initiatorIsLow: false, start: Timestamp(nanoseconds: 0))
        records = FixedBuffer(count: capacity, zero: nobody, in: memory)
        index = HashIndex(capacity: capacity, in: memory)
        self.secret = secret
    }

    var bytes: Int { records.bytes + index.bytes }
    package var isFull: Bool { count == records.count }

    package func hash(_ key: FlowKey) -> UInt64 { key.hash(secret: secret) }

    /// The slot of the flow with `key`, or nil.
    @inline(__always)
    package func find(_ key: FlowKey, hash: UInt64) -> Int? {
        index.find(hash: hash) { records[$0].key == key }
    }

    /// The same, where `near` is what `approach` gave for the hash; the table may have changed since.
    @inline(__always)
    func find(_ key: borrowing FlowKey, hash: UInt64, near: UInt32) -> Int? {
        let slot = Int(near)
        if near != Self.none, records[slot].marks.contains(.isLive), records[slot].key == key { return slot }
        return find(copy key, hash: hash)
    }

    /// Asks the processor for the place of a hash in the index.
    @inline(__always)
    func prefetchIndex(_ hash: UInt64) { index.prefetch(hash) }

    /// Asks the processor for the record that a hash leads to, and gives its slot, or `none`; reads the index.
    @inline(__always)
    func approach(_ hash: UInt64) -> UInt32 {
        guard let slot = index.find(hash: hash, matches: { _ in true }) else { return Self.none }
        // Records begin on a multiple of 8, so that their busy bytes lie in three lines at most.
        records.prefetch(slot, byte: 0)
        records.prefetch(slot, byte: 64)
        records.prefetch(slot, byte: FlowRecord.busy - 1)
        return UInt32(truncatingIfNeeded: slot)
    }

    /// Asks the processor for the record in a slot; nothing where there is none.
    @inline(__always)
    func prefetch(_ slot: Int) { records.prefetch(slot) }

    /// Asks the processor for what the evictions after that of `slot` will need: the index's entry of the next slot in the order,
    /// and the record of the one after it.
    func prefetchSuccessors(of slot: Int) {
        let next = records[slot].links.newer
        guard next != Self.none else { return }
        index.prefetch(hash(records[Int(next)].key))
        prefetch(Int(records[Int(next)].links.newer))
    }

    /// Puts a new record, whose key is not in the table, into a slot; the table must not be full.
    package mutating func insert(_ key: FlowKey, hash: UInt64, initiatorIsLow: Bool, start: Timestamp) -> Int {
        precondition(!isFull)
        let slot: Int
        if freeSlots != Self.none {
            slot = Int(freeSlots)
            freeSlots = records[slot].links.newer
        } else {
            slot = highWater
            highWater += 1
            records[slot].links = SlotLinks()
            records[slot].marks = []
        }
        // Membership in the lists of touched and due slots belongs to the slot and outlives its record.
        let (links, marks) = (records[slot].links, records[slot].marks.intersection(.ofSlot))
        records[slot] = FlowRecord(key: key, initiatorIsLow: initiatorIsLow, start: start)
        records[slot].links = links
        records[slot].marks.formUnion(marks.union(.isLive))
        append(slot, to: .opening)
        index.insert(hash: hash, slot: slot)
        count += 1
        // Which flow comes next is not known, but where it will be is.
        prefetch(freeSlots != Self.none ? Int(freeSlots) : highWater)
        return slot
    }

    /// Takes the record out that was entered with `hash`; its slot is free afterwards.
    package mutating func remove(_ slot: Int, hash: UInt64) {
        index.remove(hash: hash, slot: slot)
        unlink(slot)
        records[slot].marks.remove(.isLive)
        records[slot].links.newer = freeSlots
        freeSlots = UInt32(slot)
        count -= 1
    }
}

// MARK: - Order of touch

extension FlowTable {
    /// The slot of the class that was touched longest ago, or nil.
    package func oldest(_ flowClass: FlowClass) -> Int? {
        let slot = list(flowClass).oldest
        return slot == Self.none ? nil : Int(slot)
    }

    /// Makes the slot the latest of a class.
    package mutating func renew(_ slot: Int, as flowClass: FlowClass) {
        if records[slot].marks.flowClass == flowClass, list(flowClass).newest == UInt32(slot) { return }
        unlink(slot)
        append(slot, to: flowClass)
    }

    private func list(_ flowClass: FlowClass) -> SlotList {
        switch flowClass {
        case .opening: lists.0
        case .proven: lists.1
        case .closed: lists.2
        }
    }

    private mutating func set(_ flowClass: FlowClass, _ list: SlotList) {
        switch flowClass {
        case .opening: lists.0 = list
        case .proven: lists.1 = list
        case .closed: lists.2 = list
        }
    }

    private mutating func append(_ slot: Int, to flowClass: FlowClass) {
        var list = list(flowClass)
        records[slot].marks.flowClass = flowClass
        records[slot].links.older = list.newest
        records[slot].links.newer = Self.none
        if list.newest == Self.none {
            list.oldest = UInt32(slot)
        } else {
            records[Int(list.newest)].links.newer = UInt32(slot)
        }
        list.newest = UInt32(slot)
        set(flowClass, list)
    }

    private mutating func unlink(_ slot: Int) {
        let links = records[slot].links
        let flowClass = records[slot].marks.flowClass
        var list = list(flowClass)
        if links.older == Self.none {
            list.oldest = links.newer
        } else {
            records[Int(links.older)].links.newer = links.newer
        }
        if links.newer == Self.none {
            list.newest = links.older
        } else {
            records[Int(links.newer)].links.older = links.older
        }
        set(flowClass, list)
    }
}

/// What a flow is worth when room is short. Eviction takes flows that were closed a second ago or earlier, then opening
/// ones, then proven ones, then any that were closed; in each class the one whose tick of last touch lies furthest back, and of several
/// in one tick the one that was touched first in it. So a flood of forged SYNs cannot push out real connections.
package enum FlowClass: UInt8, Sendable, BitwiseCopyable, CaseIterable {
    /// Only one side has been seen, or TCP whose handshake is not completed: a forged SYN gets its SYN/ACK too.
    case opening
    /// Both sides have been seen.
    case proven
    /// TCP that was closed or reset.
    case closed
}

/// The ends of a list of slots.
private struct SlotList {
    var oldest = FlowTable.none
    var newest = FlowTable.none
}

extension FlowKey {
    /// The key of no flow.
    static let empty = FlowKey()

    private init() {
        lowAddress = .unspecified
        highAddress = .unspecified
        rest = 0
    }
}
