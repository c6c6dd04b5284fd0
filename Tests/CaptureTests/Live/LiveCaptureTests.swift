import Capture
import Foundation
import Testing

/// Captures in namespaces that the tests make; needs root.
@Suite(.serialized) struct LiveCaptureTests {
    /// Everything that comes until nothing comes for half a second.
    static func drain(_ capture: inout LiveCapture) throws -> [Packet] {
        var packets: [Packet] = []
        while true {
            switch try capture.next(waitingMilliseconds: 500) {
            case .frame(let frame): packets.append(Packet(frame))
            case .idle: return packets
            case .woken: Issue.record("nobody woke it")
            }
        }
    }

    @Test func seesEveryPing() throws {
        try Namespace().enter {
            var configuration = LiveCapture.Configuration(interfaces: ["weir0"])
            configuration.filter = "icmp"
            var capture = try LiveCapture(configuration)
            let start = time(nil)
            try Pinger.ping("10.99.0.2", count: 100)
            let packets = try Self.drain(&capture)
            let statistics = capture.statistics
            #expect(packets.count == 200)
            // Ethernet, IPv4, ICMP: 14 + 20 + 8 + 56.
            #expect(packets.allSatisfy { $0.octets.count == 98 && $0.original == 98 && $0.linkType == 1 })
            #expect(packets.filter { $0.octets[34] == 8 }.count == 100)
            #expect(packets.filter { $0.octets[34] == 0 }.count == 100)
            #expect(packets.allSatisfy { abs($0.time / 1_000_000_000 - Int64(start)) < 30 })
            #expect(packets.contains { $0.time % 1_000 != 0 }, "nanoseconds")
            #expect(statistics.packets == 200)
            #expect(statistics.octets == 200 * 98)
            #expect(statistics.received == 200)
            #expect(statistics.kernelDropped == 0)
            #expect(capture.warnings.isEmpty)
        }
    }

    @Test func keepsTheOriginalLengthOfWhatItCuts() throws {
        try Namespace().enter {
            var configuration = LiveCapture.Configuration(interfaces: ["weir0"])
            configuration.filter = "icmp"
            configuration.snapLength = 64
            var capture = try LiveCapture(configuration)
            try Pinger.ping("10.99.0.2", count: 1)
            let packets = try Self.drain(&capture)
            #expect(packets.map(\.octets.count) == [64, 64])
            #expect(packets.map(\.original) == [98, 98])
        }
    }

    @Test func capturesOnSeveralInterfaces() throws {
        try Namespace().enter {
            var configuration = LiveCapture.Configuration(interfaces: ["lo", "weir0"])
            configuration.filter = "icmp"
            var capture = try LiveCapture(configuration)
            try Pinger.ping("127.0.0.1", count: 700)
            try Pinger.ping("10.99.0.2", count: 700)
            // The kernel hands over a block that is not full after the time-out.
            usleep(500_000)
            let packets = try Self.drain(&capture)
            #expect(packets.filter { $0.interface == 0 }.count == 1_400)
            #expect(packets.filter { $0.interface == 1 }.count == 1_400)
            // Turns: the second is heard before the first has said everything.
            let firstOfSecond = packets.firstIndex { $0.interface == 1 } ?? .max
            #expect(firstOfSecond <= 256)
        }
    }

    @Test func anyTakesEveryInterfaceInCookedFrames() throws {
        try Namespace().enter {
            var configuration = LiveCapture.Configuration(interfaces: ["any"])
            configuration.filter = "icmp"
            var capture = try LiveCapture(configuration)
            try Pinger.ping("127.0.0.1", count: 10)
            try Pinger.ping("10.99.0.2", count: 10)
            let packets = try Self.drain(&capture)
            #expect(packets.allSatisfy { [113, 276].contains($0.linkType) })
            #expect(packets.filter { $0.original == 98 - 14 + ($0.linkType == 113 ? 16 : 20) }.count == packets.count)
            #expect(packets.count >= 40)
        }
    }

    @Test func anIdleLinkEndsTheWaitInTime() throws {
        try Namespace().enter {
            var capture = try LiveCapture(LiveCapture.Configuration(interfaces: ["weir0"]))
            _ = try Self.drain(&capture)
            let clock = ContinuousClock()
            for wait in [0, 1, 300] {
                let taken = try clock.measure {
                    guard case .idle = try capture.next(waitingMilliseconds: wait) else {
                        Issue.record("something came")
                        return
                    }
                }
                #expect(taken >= .milliseconds(wait) && taken < .milliseconds(wait + 200))
            }
        }
    }

    @Test func aWakerEndsTheWaitAtOnce() throws {
        try Namespace().enter {
            var capture = try LiveCapture(LiveCapture.Configuration(interfaces: ["weir0"]))
            _ = try Self.drain(&capture)
            let waker = capture.waker
            // No task: other tests that wait may have all the threads that tasks run on.
            Thread.detachNewThread {
                Thread.sleep(forTimeInterval: 0.2)
                waker.wake()
                waker.wake()
            }
            let clock = ContinuousClock()
            let taken = try clock.measure {
                guard case .woken = try capture.next(waitingMilliseconds: 20_000) else {
                    Issue.record("it was not woken")
                    return
                }
            }
            #expect(taken < .seconds(5))
            guard case .idle = try capture.next(waitingMilliseconds: 0) else {
                Issue.record("two calls of wake count as one")
                return
            }
        }
    }

    @Test func aWakerIsHeardUnderLoad() throws {
        try Namespace().enter {
            var capture = try LiveCapture(LiveCapture.Configuration(interfaces: ["lo"]))
            try Pinger.ping("127.0.0.1", count: 2_000)
            capture.waker.wake()
            var frames = 0
            loop: while true {
                switch try capture.next(waitingMilliseconds: 1_000) {
                case .frame: frames += 1
                case .woken: break loop
                case .idle:
                    Issue.record("it was not woken")
                    break loop
                }
            }
            #expect(frames <= 256)
        }
    }

    @Test func countsWhatTheKernelDrops() throws {
        try Namespace().enter {
            var configuration = LiveCapture.Configuration(interfaces: ["lo"])
            configuration.bufferBytes = 262_144
            var capture = try LiveCapture(configuration)
            try Pinger.ping("127.0.0.1", count: 20_000)
            let packets = try Self.drain(&capture)
            let statistics = capture.statistics
            #expect(statistics.kernelDropped > 0)
            #expect(statistics.packets == UInt64(packets.count))
            #expect(statistics.received >= statistics.kernelDropped + statistics.packets)
            let again = capture.statistics
            #expect(again == statistics, "differences are counted once")
        }
    }
}
