import Flows
import TestSupport
import Testing

@Suite("The hash index and a dictionary, operation by operation")
struct HashIndexTests {
    /// `hashes` is how many different hashes the keys share.
    @Test("agree, however many keys share a hash", arguments: [1, 2, 3, 16, 1 << 40], 1...4)
    func random(hashes: UInt64, seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let capacity = 40
        var index = HashIndex(capacity: capacity)
        var slots: [UInt64: Int] = [:]
        var keys = [UInt64?](repeating: nil, count: capacity)
        for _ in 0..<3_000 {
            let key = UInt64.random(in: 0..<80, using: &random)
            // Also hashes whose low half is all ones, next to the end of the index.
            let hash = hashes == 1 << 40 ? Self.spread(key) : key % hashes &- 1
            let found = index.find(hash: hash) { keys[$0] == key }
            #expect(found == slots[key])
            if let slot = found, random.oneIn(2) {
                index.remove(hash: hash, slot: slot)
                slots[key] = nil
                keys[slot] = nil
            } else if found == nil, let free = keys.firstIndex(of: nil) {
                index.insert(hash: hash, slot: free)
                slots[key] = free
                keys[free] = key
            }
        }
        for key in 0..<80 as Range<UInt64> {
            let hash = hashes == 1 << 40 ? Self.spread(key) : key % hashes &- 1
            let found = index.find(hash: hash) { keys[$0] == key }
            #expect(found == slots[key])
        }
    }

    @Test("agree while the index is as full as it may be")
    func full() {
        for capacity in [1, 3, 4, 5, 1_000] {
            var index = HashIndex(capacity: capacity)
            for slot in 0..<capacity { index.insert(hash: Self.spread(UInt64(slot)), slot: slot) }
            for slot in 0..<capacity {
                let found = index.find(hash: Self.spread(UInt64(slot))) { $0 == slot }
                #expect(found == slot)
            }
            let absent = index.find(hash: Self.spread(UInt64(capacity))) { _ in false }
            #expect(absent == nil)
            for slot in 0..<capacity { index.remove(hash: Self.spread(UInt64(slot)), slot: slot) }
            let removed = (0..<capacity).allSatisfy { index.find(hash: Self.spread(UInt64($0))) { _ in true } == nil }
            #expect(removed)
        }
    }

    @Test("takes eight bytes for at least four thirds of its slots, in powers of two")
    func bytes() {
        let sizes = [1, 4, 5, 393_216].map { HashIndex(capacity: $0).bytes }
        #expect(sizes == [64, 64, 64, 4_194_304])
    }

    private static func spread(_ key: UInt64) -> UInt64 { Mixing.permute(key) }
}
