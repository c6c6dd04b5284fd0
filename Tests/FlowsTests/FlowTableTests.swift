import Flows
import Packets
import TestSupport
import Testing

@Suite("The flow table")
struct FlowTableTests {
    private func key(_ number: UInt32) -> FlowKey {
        var senderIsLow = false
        return FlowKey(.udp(Endpoint(IPAddress(v4: number), 1), "10.0.0.5:53"), senderIsLow: &senderIsLow)
    }

    private let start = Timestamp(nanoseconds: 0)

    /// `hashes` is how many different hashes the keys share; nil for the table's own.
    @Test("finds what a dictionary finds, in the slots where it was put", arguments: [nil, 1, 2, 5], 1...4)
    func random(hashes: UInt64?, seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var table = FlowTable(capacity: 32, secret: (seed, 7))
        var slots: [UInt32: Int] = [:]
        for _ in 0..<3_000 {
            let number = UInt32.random(in: 0..<64, using: &random)
            let key = key(number)
            let hash = hashes.map { UInt64(number) % $0 } ?? table.hash(key)
            let found = table.find(key, hash: hash)
            #expect(found == slots[number])
            if let slot = found {
                if random.oneIn(2) {
                    table.remove(slot, hash: hash)
                    slots[number] = nil
                }
            } else if !table.isFull {
                slots[number] = table.insert(key, hash: hash, initiatorIsLow: true, start: start)
            }
            #expect(table.count == slots.count && table.isFull == (slots.count == 32))
        }
        #expect(Set(slots.values).count == slots.count)
    }

    @Test("keeps every class in order of renewal", arguments: 1...4)
    func order(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var table = FlowTable(capacity: 16, secret: (seed, 7))
        var order: [FlowClass: [Int]] = [.opening: [], .proven: [], .closed: []]
        var next: UInt32 = 0
        for _ in 0..<2_000 {
            let live = order.values.flatMap { $0 }.sorted()
            if let slot = live.randomElement(using: &random), !random.oneIn(3) {
                for flowClass in FlowClass.allCases { order[flowClass]?.removeAll { $0 == slot } }
                if random.oneIn(4) {
                    table.remove(slot, hash: table.hash(table.records[slot].key))
                } else {
                    let flowClass = FlowClass.allCases.randomElement(using: &random) ?? .opening
                    table.renew(slot, as: flowClass)
                    order[flowClass]?.append(slot)
                }
            } else if !table.isFull {
                next += 1
                let slot = table.insert(key(next), hash: table.hash(key(next)), initiatorIsLow: true, start: start)
                order[.opening]?.append(slot)
            }
            for flowClass in FlowClass.allCases {
                let oldest = table.oldest(flowClass)
                #expect(oldest == order[flowClass]?.first)
            }
        }
    }
}
