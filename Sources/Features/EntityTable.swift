import Flows
import Packets

/// Records of entities of one role, in fixed memory. Where it is full, the entity that was touched longest ago goes.
package struct EntityTable: ~Copyable {
    /// The entities, the one that was touched last in focus.
    var windows: EntityWindows
    private var links: FixedBuffer<EntityLinks>
    private var index: HashIndex
    private var doorkeeper: Doorkeeper
    private let secret: (UInt64, UInt64)
    private var oldest = EntityLinks.none
    private var newest = EntityLinks.none
    private var count = 0
    /// Slots touched in this tick, in order of first touch.
    private(set) var touched: FixedBuffer<UInt32>
    private(set) var touchedCount = 0
    package private(set) var evicted: UInt64 = 0

    /// Room for `capacity` entities; the doorkeeper's filters take `words` words each and remember for `memory` seconds.
    package init(
        capacity: Int, secret: (UInt64, UInt64), doorkeeper words: Int = Doorkeeper.words, memory: Int64 = 600,
        in shared: TableMemory? = nil
    ) {
        doorkeeper = Doorkeeper(words: words, memory: memory, in: shared)
        windows = EntityWindows(capacity: capacity, in: shared)
        links = FixedBuffer(count: capacity, zero: EntityLinks(), in: shared)
        index = HashIndex(capacity: capacity, in: shared)
        touched = FixedBuffer(count: capacity, zero: 0, in: shared)
        self.secret = secret
    }

    package var bytes: Int { windows.bytes + links.bytes + index.bytes + touched.bytes + doorkeeper.bytes }

    /// The slot of the entity; it is let in at its second sight, or at the first where that is heavy. Nil at the first, and
    /// where the table is full of entities touched in this very tick. What is no sight only finds. The entity is in focus
    /// afterwards.
    package mutating func touch(
        _ entity: Entity, isSight: Bool = true, isHeavy: Bool = false, second: Int64
    ) -> Int? {
        var sight = EntitySight(entity, secret: secret)
        sight.isHeavy = isHeavy
        return touch(entity, sight, isSight: isSight, second: second)
    }

    /// The same of an entity that was looked for before.
    mutating func touch(_ entity: Entity, _ sight: EntitySight, isSight: Bool, second: Int64) -> Int? {
        if sight.slot != EntitySight.none, windows.isAt(Int(sight.slot), entity) {
            renew(Int(sight.slot), second: second)
            return Int(sight.slot)
        }
        if let slot = index.find(hash: sight.hash, matches: { windows.isAt($0, entity) }) {
            renew(slot, second: second)
            return slot
        }
        guard isSight else { return nil }
        if !sight.isHeavy, !doorkeeper.hasSeen(sight.door, second: second) { return nil }
        return admit(entity, hash: sight.hash, second: second)
    }

    /// Asks the processor for the entity's place in the index: the first step, ahead of `approach`.
    @inline(__always)
    mutating func expect(_ sight: EntitySight) { index.prefetch(sight.hash) }

    /// Asks the processor for what the index says of the entity, its rows or its door: the second step, ahead of `arrive`.
    @inline(__always)
    mutating func approach(_ sight: inout EntitySight, isSight: Bool) {
        if let slot = index.find(hash: sight.hash, matches: { _ in true }) {
            links.prefetch(slot)
            windows.prefetch(slot)
            sight.slot = UInt32(truncatingIfNeeded: slot)
        } else if isSight {
            doorkeeper.prefetch(sight.door)
        }
    }

    /// Asks the processor for where a visit of an entity that was approached is noted.
    @inline(__always)
    mutating func approachVisit(_ sight: EntitySight) {
        if sight.slot != EntitySight.none { windows.prefetchVisit(Int(sight.slot)) }
    }

    /// `approach` for a DNS message.
    @inline(__always)
    mutating func approachNames(_ sight: inout EntitySight) {
        if let slot = index.find(hash: sight.hash, matches: { _ in true }) {
            links.prefetch(slot)
            windows.prefetchNames(slot)
            sight.slot = UInt32(truncatingIfNeeded: slot)
        } else {
            doorkeeper.prefetch(sight.door)
        }
    }

    /// Asks the processor for the rows of an entity that was approached, where they will be counted in: the third step, ahead of
    /// `touch`.
    @inline(__always)
    mutating func arrive(_ sight: EntitySight) {
        if sight.slot != EntitySight.none { windows.prefetchNote(Int(sight.slot)) }
    }

    private mutating func admit(_ entity: Entity, hash: UInt64, second: Int64) -> Int? {
        let slot: Int
        if count < links.count {
            slot = count
            count += 1
        } else {
            slot = Int(oldest)
            if links[slot].isTouched { return nil }
            evicted += 1
            index.remove(hash: UInt64(links[slot].hash), slot: slot)
            unlink(slot)
        }
        windows.focus(on: slot)
        windows.begin(entity)
        links[slot].hash = UInt32(truncatingIfNeeded: hash)
        index.insert(hash: hash, slot: slot)
        append(slot)
        noteTouched(slot, second: second)
        prefetchNext()
        return slot
    }

    /// Asks the processor for the place that the next entity will be put at: who comes in is not known, but where is.
    private func prefetchNext() {
        if count < links.count {
            windows.prefetch(count)
            windows.prefetchVisit(count)
            links.prefetch(count)
        } else if oldest != EntityLinks.none {
            let next = Int(oldest)
            windows.prefetch(next)
            windows.prefetchVisit(next)
            index.prefetch(UInt64(links[next].hash))
            links.prefetch(Int(links[next].newer))
        }
    }

    private mutating func renew(_ slot: Int, second: Int64) {
        windows.focus(on: slot)
        if links[slot].isTouched { return }
        unlink(slot)
        append(slot)
        noteTouched(slot, second: second)
    }

    private mutating func noteTouched(_ slot: Int, second: Int64) {
        windows.touch(in: second)
        links[slot].isTouched = true
        touched[touchedCount] = UInt32(slot)
        touchedCount += 1
    }

    /// From now on only entities that may matter to these gates are shown, unless all are wanted.
    mutating func measure(by gates: WindowGates, role: EntityRole) {
        windows.measure(by: gates, role: role, count: count)
    }

    /// Entities ahead of which the processor is asked for the head of one, for what waits, and for its rows.
    private static let (headAhead, lookAhead, rowsAhead) = (18, 12, 6)

    /// Ends the tick: `visit` sees entities touched in it, in order of first touch: all, or those that may matter to the gates.
    package mutating func closeTick(
        behind gates: WindowGates? = nil, all: Bool = true, _ visit: (borrowing EntityWindows) -> Void
    ) {
        for place in 0..<touchedCount {
            ask(ahead: place, all: all)
            let slot = Int(touched[place])
            links[slot].isTouched = false
            let isFar = windows.isFar(slot)
            if isFar && !all { continue }
            windows.focus(on: slot)
            windows.look(through: isFar ? nil : gates, isFar: isFar)
            visit(windows)
        }
        touchedCount = 0
    }

    /// Asks the processor for what comes after the place.
    @inline(__always)
    private func ask(ahead place: Int, all: Bool) {
        if place + Self.headAhead < touchedCount { windows.prefetch(Int(touched[place + Self.headAhead])) }
        guard place + Self.rowsAhead < touchedCount else { return }
        let near = Int(touched[place + Self.rowsAhead])
        if all || !windows.isFar(near) { windows.prefetchRows(near) }
        guard place + Self.lookAhead < touchedCount else { return }
        let next = Int(touched[place + Self.lookAhead])
        if all || !windows.isFar(next) { windows.prefetchLook(next) }
    }

    private mutating func append(_ slot: Int) {
        links[slot].older = newest
        links[slot].newer = EntityLinks.none
        if newest == EntityLinks.none {
            oldest = UInt32(slot)
        } else {
            links[Int(newest)].newer = UInt32(slot)
        }
        newest = UInt32(slot)
    }

    private mutating func unlink(_ slot: Int) {
        let (older, newer) = (links[slot].older, links[slot].newer)
        if older == EntityLinks.none { oldest = newer } else { links[Int(older)].newer = newer }
        if newer == EntityLinks.none { newest = older } else { links[Int(newer)].older = older }
    }
}

/// Where the table keeps an entity: its neighbours in the order of last touch, and the half of its hash that the index has.
struct EntityLinks: BitwiseCopyable, Sendable {
    static let none = UInt32.max
    var hash: UInt32 = 0
    var older: UInt32 = 0
    var newer: UInt32 = 0
    var isTouched = false
}
