import Engine
import Features
import Packets
import Synchronization
import TestSupport
import Testing

/// The capture's thread hands events over and goes on, whatever the writer does.
@Suite(.timeLimit(.minutes(1))) struct EventQueueTests {
    private static func events(_ numbers: Range<Int>) -> [EngineEvent] {
        numbers.map { .second(time: Timestamp(seconds: Int64($0)), SecondTotals()) }
    }

    private static func numbers(_ events: [EngineEvent]?) -> [Int] {
        (events ?? []).compactMap { event in
            guard case .second(let time, _) = event else { return nil }
            return Int(time.nanoseconds / 1_000_000_000)
        }
    }

    @Test func whatDoesNotFitIsLostAndCountedExactly() async {
        let queue = EventQueue(capacity: 10)
        #expect(queue.put(Self.events(0..<4)))
        #expect(queue.put(Self.events(4..<8)))
        #expect(!queue.put(Self.events(8..<15)))
        #expect(queue.lost == 5)
        #expect(!queue.put(Self.events(15..<18)))
        #expect(queue.lost == 8)
        // There is room again as soon as something was taken.
        #expect(Self.numbers(await queue.next(most: 3)) == [0, 1, 2])
        #expect(queue.put(Self.events(18..<21)))
        #expect(!queue.put(Self.events(21..<22)))
        queue.finish()
        #expect(Self.numbers(await queue.next(most: 100)) == [3, 4, 5, 6, 7, 8, 9, 18, 19, 20])
        #expect(await queue.next(most: 100) == nil)
        #expect(queue.lost == 9)
    }

    @Test func evidenceHasBoundsOfItsOwn() async throws {
        let evidence = try #require(try EvidenceFiles.evidence(of: [Repository.samples + "/scan-syn.pcap"]).first)
        let queue = EventQueue(capacity: 10, evidenceOctets: 2 * evidence.pcapng.count)
        #expect(queue.put([.evidence(evidence), .evidence(evidence)]))
        // What is not evidence still goes through.
        #expect(!queue.put([.evidence(evidence)] + Self.events(0..<3)))
        #expect(queue.lostEvidence == 1 && queue.lost == 0)
        #expect(await queue.next(most: 1)?.count == 1)
        #expect(queue.put([.evidence(evidence)]))
        queue.finish()
        #expect(Self.numbers(await queue.next(most: 100)) == [0, 1, 2])
    }

    @Test func aWriterThatBlocksHoldsNobodyUp() async throws {
        let queue = EventQueue(capacity: 1_000)
        let isBlocked = Atomic(false)
        let (release, releasing) = AsyncStream.makeStream(of: Void.self)
        let writer = Task {
            var written = Self.numbers(await queue.next(most: 1))
            isBlocked.store(true, ordering: .releasing)
            // As on a disk that hangs: nothing is taken until the end of all puts.
            for await _ in release {}
            while let batch = await queue.next(most: 64) { written += Self.numbers(batch) }
            return written
        }
        #expect(queue.put(Self.events(0..<1)))
        while !isBlocked.load(ordering: .acquiring) { await Task.yield() }
        var slowest = Duration.zero
        for first in stride(from: 1, to: 100_001, by: 10) {
            let batch = Self.events(first..<first + 10)
            let start = ContinuousClock.now
            _ = queue.put(batch)
            slowest = max(slowest, ContinuousClock.now - start)
        }
        #expect(queue.lost == 99_000)
        // All puts return while the writer hangs; the bound is for a machine that is busy, not for the queue.
        #expect(slowest < .seconds(1))
        releasing.finish()
        queue.finish()
        #expect(await writer.value == Array(0..<1_001))
    }

    @Test func writtenAndLostAreAllThatWasPut() async {
        let queue = EventQueue(capacity: 128)
        let writer = Task {
            var written: [Int] = []
            while let batch = await queue.next(most: 50) {
                written += Self.numbers(batch)
                await Task.yield()
            }
            return written
        }
        var put = 0
        for size in 0..<700 {
            let count = size % 97
            _ = queue.put(Self.events(put..<put + count))
            put += count
            if size % 7 == 0 { await Task.yield() }
        }
        queue.finish()
        let written = await writer.value
        #expect(UInt64(put) == UInt64(written.count) + queue.lost)
        #expect(written == written.sorted() && Set(written).count == written.count)
    }
}
