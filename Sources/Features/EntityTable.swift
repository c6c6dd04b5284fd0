import Flows
import Packets

/// Records of entities of one role, in fixed memory. Where it is full, the entity that was touched longest ago goes.
package struct EntityTable: ~Copyable {
    var records: FixedBuffer<EntityWindows>
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

    package init(capacity: Int, secret: (UInt64, UInt64), doorkeeper words: Int = Doorkeeper.words) {
        doorkeeper = Doorkeeper(words: words)
        records = FixedBuffer(count: capacity, zero: EntityWindows(Entity(.source, .unspecified)))
        index = HashIndex(capacity: capacity)
        touched = FixedBuffer(count: capacity, zero: 0)
        self.secret = secret
    }

    package var bytes: Int { records.bytes + index.bytes + touched.bytes + doorkeeper.bytes }

    /// The slot of the entity; it is let in at its second sight. Nil at the first, and where the table is full of
    /// entities touched in this very tick.
    /// What is no sight only finds.
    package mutating func touch(_ entity: Entity, isSight: Bool = true, second: Int64) -> Int? {
        let hash = entity.hash(secret: secret)
        if let slot = index.find(hash: hash, matches: { records[$0].entity == entity }) {
            renew(slot, second: second)
            return slot
        }
        guard isSight else { return nil }
        // The doorkeeper's hash is fixed: who is let in must not depend on the secret.
        let fixed = entity.hash(secret: (0x5765_6972_0000_0001, 0x5765_6972_0000_0002))
        guard doorkeeper.hasSeen(fixed, second: second) else { return nil }
        return admit(entity, hash: hash, second: second)
    }

    private mutating func admit(_ entity: Entity, hash: UInt64, second: Int64) -> Int? {
        let slot: Int
        if count < records.count {
            slot = count
            count += 1
        } else {
            slot = Int(oldest)
            if records[slot].links.isTouched { return nil }
            evicted += 1
            index.remove(hash: records[slot].links.hash, slot: slot)
            unlink(slot)
        }
        records[slot] = EntityWindows(entity)
        records[slot].links.hash = hash
        index.insert(hash: hash, slot: slot)
        append(slot)
        noteTouched(slot, second: second)
        return slot
    }

    private mutating func renew(_ slot: Int, second: Int64) {
        if records[slot].links.isTouched { return }
        unlink(slot)
        append(slot)
        noteTouched(slot, second: second)
    }

    private mutating func noteTouched(_ slot: Int, second: Int64) {
        records[slot].begin(second: second)
        records[slot].links.isTouched = true
        touched[touchedCount] = UInt32(slot)
        touchedCount += 1
    }

    /// Ends the tick for every touched entity: `visit` sees it once its second is part of the longer windows.
    package mutating func closeTick(_ visit: (borrowing EntityWindows) -> Void) {
        for place in 0..<touchedCount {
            let slot = Int(touched[place])
            records[slot].closeSecond()
            visit(records[slot])
            records[slot].clearSecond()
            records[slot].links.isTouched = false
        }
        touchedCount = 0
    }

    private mutating func append(_ slot: Int) {
        records[slot].links.older = newest
        records[slot].links.newer = EntityLinks.none
        if newest == EntityLinks.none {
            oldest = UInt32(slot)
        } else {
            records[Int(newest)].links.newer = UInt32(slot)
        }
        newest = UInt32(slot)
    }

    private mutating func unlink(_ slot: Int) {
        let (older, newer) = (records[slot].links.older, records[slot].links.newer)
        if older == EntityLinks.none { oldest = newer } else { records[Int(older)].links.newer = newer }
        if newer == EntityLinks.none { newest = older } else { records[Int(newer)].links.older = older }
    }
}
