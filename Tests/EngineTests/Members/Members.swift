import Capture
import Detection
import Dispatch
import Engine
import Packets

/// Members that share frames by their addresses, as those of a live link do, and their merge; all on the test's thread.
struct Members: ~Copyable {
    var merge: Merge
    let members: [Handover<Member>]
    private(set) var events: [EngineEvent] = []
    private var second: Int64 = .min
    private var frames = 0

    init(_ count: Int, rules: RuleSet, configuration: Pipeline.Configuration) {
        let secret: (UInt64, UInt64) = (1, 2)
        let bell = DispatchSemaphore(value: 0)
        let queues = (0..<count).map { _ in ParcelQueue(bell: bell) }
        members = queues.map {
            Handover(
                Member(
                    configuration.flows, members: count, secret: secret, queue: $0, evidence: configuration.evidence))
        }
        merge = Merge(rules: rules, configuration: configuration, secret: secret, queues: queues)
    }

    /// Feeds a frame to the member that has its addresses. All hear of a new second, as they do by the clock.
    mutating func process(_ frame: borrowing Frame) {
        let now = frame.timestamp.nanoseconds / 1_000_000_000
        // Long pauses need not be counted out.
        if second < now - 100 { second = now - 100 }
        while second < now {
            second += 1
            let time = Timestamp(seconds: second)
            for member in members { member.write { $0.advance(to: time) } }
            work()
        }
        feed(frame, to: Self.number(frame) % members.count)
        frames += 1
        if frames % 256 == 0 { work() }
    }

    private func feed(_ frame: borrowing Frame, to number: Int) {
        members[number].write { $0.process(frame) }
    }

    /// Takes what the members sent.
    mutating func work() {
        merge.work()
        events += merge.takeEvents()
    }

    mutating func finish() {
        merge.finish(members)
        events += merge.takeEvents()
    }

    /// A number that both directions between two hosts have in common; 0 where there is no IP. Ethernet alone.
    private static func number(_ frame: borrowing Frame) -> Int {
        var type = 12
        guard frame.linkType == .ethernet, frame.octets.count >= 38 else { return 0 }
        while type <= 16, frame.octets[type] == 0x81, frame.octets[type + 1] == 0 { type += 4 }
        let addresses: Range<Int>
        switch (frame.octets[type], frame.octets[type + 1]) {
        case (0x08, 0x00): addresses = type + 14..<type + 22
        case (0x86, 0xdd): addresses = type + 10..<type + 42
        default: return 0
        }
        guard addresses.upperBound <= frame.octets.count else { return 0 }
        return addresses.reduce(0) { $0 + Int(frame.octets[$1]) }
    }
}
