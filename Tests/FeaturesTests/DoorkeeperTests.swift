import Features
import Flows
import Testing

@Suite("The doorkeeper")
struct DoorkeeperTests {
    private func hash(_ number: UInt64) -> UInt64 { Mixing.permute(number ^ 0xABCD_0000_0000) }

    @Test("lets in at the second sight")
    func second() {
        var doorkeeper = Doorkeeper()
        for number in 0..<1_000 as Range<UInt64> {
            let first = doorkeeper.hasSeen(hash(number), second: 5)
            let again = doorkeeper.hasSeen(hash(number), second: 6)
            #expect(!first && again)
        }
    }

    @Test("remembers for ten minutes and forgets after twenty", arguments: [Int64(0), -1_700_000_000, 1_700_000_000])
    func memory(start: Int64) {
        var doorkeeper = Doorkeeper()
        _ = doorkeeper.hasSeen(hash(1), second: start)
        _ = doorkeeper.hasSeen(hash(2), second: start)
        let known = doorkeeper.hasSeen(hash(1), second: start + 599)
        _ = doorkeeper.hasSeen(hash(3), second: start + 600)
        let stillKnown = doorkeeper.hasSeen(hash(2), second: start + 601)
        _ = doorkeeper.hasSeen(hash(3), second: start + 1_200)
        let forgotten = !doorkeeper.hasSeen(hash(1), second: start + 1_201)
        #expect(known && stillKnown && forgotten)
    }

    @Test("forgets over a pause, too")
    func pause() {
        var doorkeeper = Doorkeeper()
        _ = doorkeeper.hasSeen(hash(1), second: 0)
        let seen = doorkeeper.hasSeen(hash(1), second: 100_000)
        #expect(!seen)
    }

    @Test("takes few strangers for known, however many come, in the same memory")
    func bounded() {
        var doorkeeper = Doorkeeper()
        let before = doorkeeper.bytes
        var mistakes = 0
        for number in 0..<2_000_000 as Range<UInt64> where doorkeeper.hasSeen(hash(number), second: 0) { mistakes += 1 }
        #expect(mistakes < 60_000 && doorkeeper.bytes == before && before == 2 << 20)
    }

    @Test("does not trap at the ends of time")
    func extremes() {
        var doorkeeper = Doorkeeper()
        for second in [Int64.min, .min + 1, .max, 0, .min, -1, .max, .min] {
            _ = doorkeeper.hasSeen(hash(1), second: second)
        }
        let seen = doorkeeper.hasSeen(hash(1), second: .min)
        #expect(seen)
    }
}
