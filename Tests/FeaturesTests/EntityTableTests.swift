import Features
import Packets
import Testing

@Suite("The table of entities")
struct EntityTableTests {
    private func entity(_ number: UInt32) -> Entity { Entity(.source, IPAddress(v4: number)) }

    private func seenTwice(_ table: inout EntityTable, _ number: UInt32, second: Int64) -> Int? {
        table.touch(entity(number), second: second) ?? table.touch(entity(number), second: second)
    }

    private func closed(_ table: inout EntityTable) -> [Entity] {
        var seen: [Entity] = []
        table.closeTick { seen.append($0.entity) }
        return seen
    }

    @Test("lets an entity in at its second sight, and shows each once a tick in order of first touch")
    func admission() {
        var table = EntityTable(capacity: 4, secret: (1, 2))
        let first = table.touch(entity(1), second: 0)
        let unknown = table.touch(entity(1), isSight: false, second: 0)
        #expect(first == nil && unknown == nil)
        #expect(closed(&table).isEmpty)
        let slot = table.touch(entity(1), second: 1)
        let other = seenTwice(&table, 2, second: 1)
        let again = table.touch(entity(1), second: 1)
        let known = table.touch(entity(1), isSight: false, second: 1)
        #expect(slot != nil && again == slot && known == slot && other != nil && other != slot)
        #expect(closed(&table) == [entity(1), entity(2)])
        #expect(closed(&table).isEmpty)
    }

    @Test("lets an entity in at its first sight where that is heavy")
    func heavy() {
        var table = EntityTable(capacity: 4, secret: (1, 2))
        let found = table.touch(entity(1), isSight: false, isHeavy: true, second: 0)
        let slot = table.touch(entity(1), isHeavy: true, second: 0)
        #expect(found == nil && slot != nil)
    }

    @Test("puts out the entity that was touched longest ago, never one of this tick")
    func eviction() {
        var table = EntityTable(capacity: 3, secret: (1, 2))
        for number in 1...3 as ClosedRange<UInt32> { _ = seenTwice(&table, number, second: 0) }
        let full = seenTwice(&table, 4, second: 0)
        #expect(full == nil && table.evicted == 0)
        _ = closed(&table)
        _ = table.touch(entity(1), second: 1)
        let slot = table.touch(entity(4), second: 1)
        let evicted = table.touch(entity(2), isSight: false, second: 1)
        let kept = table.touch(entity(3), isSight: false, second: 1)
        #expect(slot != nil && evicted == nil && kept != nil && table.evicted == 1)
        #expect(closed(&table) == [entity(1), entity(4), entity(3)])
    }

    @Test("begins an entity anew that was put out, and keeps its size")
    func anew() {
        var table = EntityTable(capacity: 1, secret: (1, 2))
        let before = table.bytes
        for number in 0..<5_000 as Range<UInt32> {
            _ = seenTwice(&table, number % 7, second: Int64(number))
            #expect(closed(&table) == [entity(number % 7)])
        }
        #expect(table.evicted == 4_999 && table.bytes == before)
    }
}
