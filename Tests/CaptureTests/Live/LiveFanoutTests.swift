import Capture
import Glibc
import Packets
import TestSupport
import Testing

/// Captures that share an interface; needs root.
@Suite(.serialized) struct LiveFanoutTests {
    private static func member(_ interfaces: [String] = ["weir0"]) throws -> LiveCapture {
        var configuration = LiveCapture.Configuration(interfaces: interfaces)
        configuration.fanoutGroup = 4_711
        configuration.bufferBytes = 4 << 20
        return try LiveCapture(configuration)
    }

    /// What two hosts say to each other: `forward` by the first, `backward` by the second.
    private struct Talk {
        var forward: [[UInt8]] = []
        var backward: [[UInt8]] = []

        /// Connections, tagged or not, tunnels whose source port is another in each direction, fragments, ICMP errors.
        init(version4 first: IPAddress, _ second: IPAddress, port: UInt16) {
            func packet(_ kind: IPProtocol, _ payload: [UInt8], back: Bool = false, fragment: UInt16 = 0) -> [UInt8] {
                Frames.ipv4(
                    kind, payload, from: back ? second : first, to: back ? first : second, flagsAndOffset: fragment)
            }
            let connection = [
                packet(.tcp, Frames.tcp(from: port, to: 443)),
                packet(.tcp, Frames.tcp(from: 443, to: port), back: true),
            ]
            let tunnels = [port, port &+ 7_919].map { source in
                let inner = [8, 0, 0, 0, 0, 0, 5, 0] + Frames.ethernet(0x0800, connection[0])
                return Frames.udp(from: source, to: 4_789, payload: inner)
            }
            let request = packet(.udp, Frames.udp(from: port, to: 53))
            forward = [
                Frames.ethernet(0x0800, connection[0]),
                Frames.ethernet(0x8100, Frames.vlan(7, 0x0800, connection[0])),
                Frames.ethernet(0x88a8, Frames.vlan(7, 0x8100, Frames.vlan(9, 0x0800, connection[0]))),
                Frames.ethernet(0x0800, packet(.udp, tunnels[0])),
                Frames.ethernet(0x0800, request),
            ]
            backward = [
                Frames.ethernet(0x0800, connection[1]),
                Frames.ethernet(0x8100, Frames.vlan(7, 0x0800, connection[1])),
                Frames.ethernet(0x88a8, Frames.vlan(7, 0x8100, Frames.vlan(9, 0x0800, connection[1]))),
                Frames.ethernet(0x0800, packet(.udp, tunnels[1], back: true)),
                Frames.ethernet(0x0800, packet(.udp, Array(0..<64), back: true, fragment: 0x2010)),
                Frames.ethernet(0x0800, packet(.icmp, Frames.icmp(3, 3, request), back: true)),
            ]
        }

        init(version6 first: IPAddress, _ second: IPAddress, port: UInt16) {
            let out = Frames.ipv6(.tcp, Frames.tcp(from: port, to: 443), from: first, to: second)
            var back = Frames.ipv6(.tcp, Frames.tcp(from: 443, to: port), from: second, to: first)
            // One side's flow label (RFC 6437), of which the other side knows nothing.
            back[3] = 0x55
            forward = [Frames.ethernet(0x86dd, out), Frames.ethernet(0x8100, Frames.vlan(7, 0x86dd, out))]
            backward = [Frames.ethernet(0x86dd, back), Frames.ethernet(0x8100, Frames.vlan(7, 0x86dd, back))]
        }

        static func many(_ count: Int) -> [Talk] {
            var random = SeededGenerator(seed: 4)
            return (0..<count).map { number in
                let port = UInt16.random(in: 1_024...60_000, using: &random)
                if number % 4 == 3 {
                    let hosts = (0..<2).map { _ in IPAddress(high: random.next() | 1 << 63, low: random.next()) }
                    return Talk(version6: hosts[0], hosts[1], port: port)
                }
                let hosts = (0..<2).map { _ in IPAddress(v4: UInt32.random(in: .min ... .max, using: &random)) }
                return Talk(version4: hosts[0], hosts[1], port: port)
            }
        }
    }

    @Test func eachPacketReachesOneAndBothDirectionsTheSame() throws {
        let space = try Namespace()
        let outside = try RawSender(oppositeTo: space)
        try space.enter {
            let inside = try RawSender("weir0")
            var first = try Self.member()
            var second = try Self.member()
            _ = try first.next(waitingMilliseconds: 0)
            _ = try second.next(waitingMilliseconds: 0)
            let talks = Talk.many(200)
            // Half of what comes back is sent by this end, so that the kernel sees it elsewhere on its way.
            for (number, talk) in talks.enumerated() {
                for frame in talk.forward { try outside.send(frame) }
                for frame in talk.backward { try (number % 2 == 0 ? outside : inside).send(frame) }
            }
            let packets = [try LiveCaptureTests.drain(&first), try LiveCaptureTests.drain(&second)]
            let seen = packets.map { Set($0.map(\.octets)) }
            let sent = talks.flatMap { $0.forward + $0.backward }
            #expect(packets[0].count + packets[1].count == sent.count)
            #expect(seen[0].isDisjoint(with: seen[1]))
            #expect(seen[0].union(seen[1]) == Set(sent))
            let together = talks.filter { talk in
                let all = talk.forward + talk.backward
                return seen.contains { Set(all).isSubset(of: $0) }
            }
            #expect(together.count == talks.count)
            let shares = seen.map { seen in talks.filter { seen.contains($0.forward[0]) }.count }
            #expect(shares.allSatisfy { 70...130 ~= $0 })
            let statistics = [first.statistics, second.statistics]
            #expect(statistics.map(\.received) == packets.map { UInt64($0.count) })
        }
    }

    @Test func whatIsNotIPIsGivenOnce() throws {
        let space = try Namespace()
        let outside = try RawSender(oppositeTo: space)
        try space.enter {
            var first = try Self.member()
            var second = try Self.member()
            _ = try first.next(waitingMilliseconds: 0)
            _ = try second.next(waitingMilliseconds: 0)
            let frames = [
                Frames.ethernet(0x0806, Frames.arp()), Frames.ieee8023(Array(0..<60)),
                // Too short for what it says it is.
                Frames.ethernet(0x0800, []), Frames.ethernet(0x86dd, Array(0..<39)),
                Frames.ethernet(0x8100, Frames.vlan(7, 0x0800, [0x45, 0])),
            ]
            for frame in frames { try outside.send(frame) }
            let packets = [try LiveCaptureTests.drain(&first), try LiveCaptureTests.drain(&second)]
            #expect(packets.map(\.count) == [frames.count, 0])
        }
    }

    @Test func whoIsStoppedBeforeItBeginsGetsNothing() throws {
        let space = try Namespace()
        let outside = try RawSender(oppositeTo: space)
        try space.enter {
            var first = try Self.member()
            first.stopReceiving()
            guard case .idle = try first.next(waitingMilliseconds: 0) else {
                Issue.record("something came")
                return
            }
            for frame in Talk.many(20).flatMap(\.forward) { try outside.send(frame) }
            #expect(try LiveCaptureTests.drain(&first).isEmpty)
            let statistics = first.statistics
            #expect(statistics.received == 0)
        }
    }

    @Test func whoLeavesLeavesThePacketsToTheOther() throws {
        let space = try Namespace()
        let outside = try RawSender(oppositeTo: space)
        try space.enter {
            var first = try Self.member()
            _ = try first.next(waitingMilliseconds: 0)
            try Self.comeAndGo()
            let frames = Talk.many(20).flatMap(\.forward)
            for frame in frames { try outside.send(frame) }
            #expect(try LiveCaptureTests.drain(&first).map(\.octets) == frames)
        }
    }

    private static func comeAndGo() throws {
        var second = try Self.member()
        _ = try second.next(waitingMilliseconds: 0)
    }

    @Test func worksWithoutRights() async throws {
        try #require(geteuid() == 0, "this test needs root, to capture")
        let space = try Namespace()
        await #expect(processExitsWith: .success) { [name = space.name as String] in
            try Namespace.enterForGood(name)
            var first = try Self.member(["lo"])
            var second = try Self.member(["lo"])
            let sender = try RawSender("lo")
            try Privileges.drop(toUser: "nobody")
            // Lets packets in.
            _ = try first.next(waitingMilliseconds: 0)
            _ = try second.next(waitingMilliseconds: 0)
            let frames = Talk.many(50).flatMap(\.forward)
            for frame in frames { try sender.send(frame) }
            let packets = [try LiveCaptureTests.drain(&first).count, try LiveCaptureTests.drain(&second).count]
            #expect(packets.min() ?? 0 > 0)
            #expect(packets.reduce(0, +) == frames.count)
            second.stopReceiving()
            let statistics = second.statistics
            #expect(statistics.received == UInt64(packets[1]))
        }
        withExtendedLifetime(space) {}
    }

    @Test func severalInterfacesAreShared() throws {
        let space = try Namespace()
        try space.enter {
            var first = try Self.member(["lo", "weir0"])
            var second = try Self.member(["lo", "weir0"])
            _ = try first.next(waitingMilliseconds: 0)
            _ = try second.next(waitingMilliseconds: 0)
            try Pinger.ping("127.0.0.1", count: 10)
            let packets = [try LiveCaptureTests.drain(&first), try LiveCaptureTests.drain(&second)]
            #expect(packets.map(\.count).sorted() == [0, 20])
        }
    }

    @Test func cookedFramesCannotBeShared() throws {
        try Namespace().enter {
            let error = #expect(throws: CaptureError.self) { _ = try Self.member(["any"]) }
            guard case .invalidConfiguration("fanoutGroup", _) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }
}
