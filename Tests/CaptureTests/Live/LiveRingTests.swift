import Capture
import Foundation
import Testing

/// What the kernel's ring leaves to its reader: VLAN tags, what is sent on loopback, what is lost, the end. Needs root.
@Suite(.serialized) struct LiveRingTests {
    private static func capture(
        _ interface: String, _ change: (inout LiveCapture.Configuration) -> Void = { _ in }
    ) throws -> LiveCapture {
        var configuration = LiveCapture.Configuration(interfaces: [interface])
        configuration.filter = "icmp"
        change(&configuration)
        return try LiveCapture(configuration)
    }

    /// Everything until `idle`, without a wait for more than `seconds`.
    private static func rest(_ capture: inout LiveCapture, seconds: Int = 20) throws -> [Packet] {
        var packets: [Packet] = []
        while true {
            switch try capture.next(waitingMilliseconds: seconds * 1_000) {
            case .frame(let frame): packets.append(Packet(frame))
            case .idle: return packets
            case .woken: Issue.record("nobody woke it")
            }
        }
    }

    /// What comes until something fails, and what that is.
    private static func untilFailure(_ capture: inout LiveCapture) -> (packets: Int, failure: CaptureError?) {
        var packets = 0
        for _ in 0..<1_000 {
            do throws(CaptureError) {
                switch try capture.next(waitingMilliseconds: 200) {
                case .frame: packets += 1
                case .idle, .woken: break
                }
            } catch {
                return (packets, error)
            }
        }
        return (packets, nil)
    }

    /// The kernel takes the outermost tag out of what it receives, whatever its kind (IEEE 802.1Q, 802.1ad).
    @Test func putsVLANTagsBack() throws {
        let space = try Namespace()
        let sender = try RawSender(oppositeTo: space)
        let start: [UInt8] = [2, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2]
        let rest: [UInt8] = [0x08, 0x00] + (0..<200).map { UInt8($0) }
        let tags: [[UInt8]] = [
            [0x81, 0x00, 0x64, 0xd2], [0x88, 0xa8, 0x00, 0x07], [0x88, 0xa8, 0, 7, 0x81, 0, 0, 9], [],
        ]
        let frames = tags.map { start + $0 + rest }
        try space.enter {
            var whole = try Self.capture("weir0") { $0.filter = nil }
            var cut = try Self.capture("weir0") {
                $0.filter = nil
                $0.snapLength = 64
            }
            var chosen = try Self.capture("weir0") { $0.filter = "vlan 1234" }
            for frame in frames { try sender.send(frame) }
            #expect(try LiveCaptureTests.drain(&whole).map(\.octets) == frames)
            let packets = try LiveCaptureTests.drain(&cut)
            #expect(packets.map(\.octets) == frames.map { Array($0[..<64]) })
            #expect(packets.map(\.original) == frames.map(\.count))
            #expect(try LiveCaptureTests.drain(&chosen).map(\.octets) == [frames[0]])
        }
    }

    /// A frame too short for its addresses cannot be sent; the shortest are.
    @Test func takesFramesOfAnyLength() throws {
        let space = try Namespace()
        let sender = try RawSender(oppositeTo: space)
        try space.enter {
            var capture = try Self.capture("weir0") {
                $0.filter = nil
                $0.snapLength = 2_048
            }
            var sparing = try Self.capture("weir0") { $0.filter = nil }
            let frames = (14...1_514).map { length in
                [2, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 0x88, 0xb5] + (14..<length).map { UInt8(truncatingIfNeeded: $0) }
            }
            for frame in frames { try sender.send(frame) }
            let packets = try LiveCaptureTests.drain(&capture)
            #expect(packets.map(\.octets) == frames)
            #expect(packets.map(\.original) == frames.map(\.count))
            // Many at a time, and as much of each as is captured by default.
            var taken: [Packet] = []
            var before = -1
            while before < taken.count {
                before = taken.count
                try sparing.take(atMost: 100, waitingMilliseconds: 300) { taken.append(Packet($0)) }
                #expect(taken.count - before <= 100)
            }
            #expect(taken.map(\.octets) == frames.map { Array($0.prefix(512)) })
            #expect(taken.map(\.original) == frames.map(\.count))
            #expect(sparing.statistics.packets == UInt64(frames.count))
        }
    }

    @Test func loopbackGivesEachPacketOnce() throws {
        try Namespace().enter {
            var capture = try Self.capture("lo")
            try Pinger.ping("127.0.0.1", count: 10)
            let packets = try LiveCaptureTests.drain(&capture)
            let statistics = capture.statistics
            #expect(packets.count == 20)
            #expect(statistics.received == 20)
        }
    }

    @Test func everyPacketIsGivenOrCountedAsLost() throws {
        try Namespace().enter {
            var capture = try Self.capture("lo") { $0.bufferBytes = 262_144 }
            var given = 0
            for _ in 0..<20 {
                try Pinger.ping("127.0.0.1", count: 1_000)
                // Not all: the ring gets full, and some blocks are read in part.
                reading: for _ in 0..<777 {
                    switch try capture.next(waitingMilliseconds: 0) {
                    case .frame: given += 1
                    case .idle, .woken: break reading
                    }
                }
            }
            capture.stopReceiving()
            given += try Self.rest(&capture).count
            let statistics = capture.statistics
            #expect(statistics.received == 40_000)
            #expect(statistics.kernelDropped > 0)
            #expect(statistics.received == UInt64(given) + statistics.kernelDropped)
            #expect(statistics.packets == UInt64(given))
        }
    }

    @Test func theEndGivesWhatTheKernelHeldBack() throws {
        try Namespace().enter {
            var capture = try Self.capture("lo") { $0.timeoutMilliseconds = 1_000 }
            try Pinger.ping("127.0.0.1", count: 3)
            capture.stopReceiving()
            capture.waker.wake()
            // Too late.
            try Pinger.ping("127.0.0.1", count: 3)
            let clock = ContinuousClock()
            let taken = try clock.measure {
                let packets = try Self.rest(&capture)
                #expect(packets.count == 6)
            }
            #expect(taken < .seconds(5))
            // Nothing is left to wait for.
            let again = try clock.measure {
                let packets = try Self.rest(&capture)
                #expect(packets.isEmpty)
            }
            #expect(again < .milliseconds(500))
            let statistics = capture.statistics
            #expect(statistics.received == 6)
        }
    }

    @Test func theEndIsExactUnderLoad() throws {
        let space = try Namespace()
        try space.enter {
            var capture = try Self.capture("lo") { $0.bufferBytes = 262_144 }
            let done = DispatchSemaphore(value: 0)
            let name = space.name
            Thread.detachNewThread {
                try? Namespace.enterForGood(name)
                try? Pinger.ping("127.0.0.1", count: 50_000)
                done.signal()
            }
            var given = 0
            while given < 5_000 {
                switch try capture.next(waitingMilliseconds: 5_000) {
                case .frame: given += 1
                case .idle, .woken: Issue.record("nobody pings")
                }
            }
            capture.stopReceiving()
            given += try Self.rest(&capture).count
            let statistics = capture.statistics
            #expect(statistics.received == UInt64(given) + statistics.kernelDropped)
            done.wait()
            let late = capture.statistics
            #expect(late == statistics)
        }
    }

    @Test func anInterfaceThatGoesAwayLeavesItsPackets() throws {
        let space = try Namespace()
        try space.enter {
            var capture = try Self.capture("weir0") { $0.timeoutMilliseconds = 500 }
            try Pinger.ping("10.99.0.2", count: 50)
            try run("ip -n \(space.name) link del weir0")
            let (packets, failure) = Self.untilFailure(&capture)
            let statistics = capture.statistics
            #expect(failure == .interfaceRemoved(name: "weir0"))
            #expect(packets == 100)
            #expect(statistics.received == 100)
        }
    }

    @Test func anInterfaceThatIsDownHoldsNobodyUp() throws {
        let space = try Namespace()
        try space.enter {
            var capture = try Self.capture("weir0")
            try run("ip -n \(space.name) link set weir0 down")
            #expect(Self.untilFailure(&capture).failure == .interfaceDown(name: "weir0"))
            let clock = ContinuousClock()
            for wait in [0, 1, 300] {
                let taken = try clock.measure {
                    guard case .idle = try capture.next(waitingMilliseconds: wait) else {
                        Issue.record("something came")
                        return
                    }
                }
                // Its clock has whole milliseconds.
                #expect(taken >= .milliseconds(wait - 1) && taken < .milliseconds(wait + 200))
            }
            capture.waker.wake()
            guard case .woken = try capture.next(waitingMilliseconds: 20_000) else {
                Issue.record("it was not woken")
                return
            }
            capture.stopReceiving()
            let taken = try clock.measure {
                let packets = try Self.rest(&capture)
                #expect(packets.isEmpty)
            }
            #expect(taken < .milliseconds(500))
        }
    }

    /// The kernel takes 4096 instructions; libpcap filters by itself then.
    @Test func aFilterTooLongForTheKernelStillHolds() throws {
        try Namespace().enter {
            let terms = (0..<4_100).map { "udp[0:4] == \($0)" }.joined(separator: " or ")
            var capture = try Self.capture("lo") { $0.filter = "icmp or \(terms)" }
            #expect(capture.warnings.count == 1)
            #expect(capture.warnings.allSatisfy { $0.contains("SO_ATTACH_FILTER") })
            try Pinger.ping("127.0.0.1", count: 10)
            #expect(try LiveCaptureTests.drain(&capture).count == 20)
            capture.stopReceiving()
            try Pinger.ping("127.0.0.1", count: 10)
            let packets = try Self.rest(&capture, seconds: 1)
            #expect(packets.isEmpty)
            #expect(throws: CaptureError.self) {
                _ = try Self.capture("lo") {
                    $0.filter = "icmp or \(terms)"
                    $0.fanoutGroup = 1
                }
            }
        }
    }

    @Test func promiscuousModeEndsWithTheCapture() throws {
        let space = try Namespace()
        let state = "ip -n \(space.name) -d link show weir0 | grep -q"
        try space.enter {
            try Self.promiscuous(while: "\(state) 'promiscuity 1 '")
            try run("\(state) 'promiscuity 0 '")
        }
    }

    private static func promiscuous(while command: String) throws {
        let capture = try Self.capture("weir0") { $0.isPromiscuous = true }
        try run(command)
        #expect(capture.warnings.isEmpty)
    }

    @Test func theSmallestRingHoldsTheLongestPackets() throws {
        try Namespace().enter {
            for snapLength in [64, 65_536, 262_144] {
                var capture = try Self.capture("lo") {
                    $0.bufferBytes = 262_144
                    $0.snapLength = snapLength
                }
                #expect(capture.warnings.isEmpty)
                try Pinger.ping("127.0.0.1", count: 100)
                let packets = try LiveCaptureTests.drain(&capture)
                #expect(packets.count == 200)
                #expect(packets.allSatisfy { $0.octets.count == min(98, snapLength) && $0.original == 98 })
            }
        }
    }
}
