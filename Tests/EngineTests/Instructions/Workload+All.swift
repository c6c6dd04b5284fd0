import Packets
import TestSupport

extension Workload {
    static let all = [
        packets("unknown-ethertype", unknownFrames),
        packets("tcp") { connection($0) { $0 } },
        packets("tcp-ipv6") { connection($0, overIPv6) },
        packets("tcp-vxlan") { connection($0, overVXLAN) },
        packets("udp", datagrams),
        packets("dns", questions),
        Workload(name: "new-flow", unit: "flow of one SYN from a forged source", units: 8_000, packets: 8_000) {
            flood($0 ? 16_000 : 8_000)
        },
        Workload(name: "touched-second", unit: "flow and second", units: 1_000 * 4, packets: 0) {
            spread(flows: 1_000, packets: 8, seconds: $0 ? 8 : 4)
        },
        // So busy that the windows of each are examined, which those of quiet flows are not.
        Workload(name: "examined-second", unit: "busy flow and second", units: 20 * 4, packets: 0) {
            spread(flows: 20, packets: 4_000, seconds: $0 ? 8 : 4)
        },
        Workload(name: "many-batches", unit: "packet", units: 40_000, packets: 40_000) {
            steady({ connection($0) { $0 } }, packets: $0 ? 80_000 : 40_000, seconds: 1)
        },
    ]

    /// Twice as many packets of the same flows in the same four seconds, each of which fits into one batch (4,096).
    private static func packets(_ name: String, _ conversation: @escaping @Sendable (Int) -> Conversation) -> Workload {
        Workload(name: name, unit: "packet", units: 8_000, packets: 8_000) {
            steady(conversation, packets: $0 ? 16_000 : 8_000, seconds: 4)
        }
    }

    /// Four conversations begin in one second and take turns in those that follow.
    private static func steady(_ conversation: (Int) -> Conversation, packets: Int, seconds: Int) -> [UInt8] {
        let conversations = (0..<4).map(conversation)
        var pcap = Pcap()
        for (index, opening) in conversations.flatMap(\.opening).enumerated() {
            pcap.add(opening, microseconds: begin + Int64(index))
        }
        for index in 0..<packets {
            pcap.add(
                conversations[index % 4].packet(index / 4),
                microseconds: begin + 1_000_000 + Int64(index * seconds * 1_000_000 / packets))
        }
        return pcap.octets
    }

    /// Each flow has so many packets, spread evenly over so many seconds.
    private static func spread(flows: Int, packets: Int, seconds: Int) -> [UInt8] {
        let conversations = (0..<flows).map(datagrams)
        var pcap = Pcap()
        for number in 0..<packets {
            let start = begin + Int64(number * seconds * 1_000_000 / packets)
            for (index, conversation) in conversations.enumerated() {
                pcap.add(conversation.packet(number), microseconds: start + Int64(index))
            }
        }
        return pcap.octets
    }

    /// SYNs within one second, each from an address of its own.
    private static func flood(_ packets: Int) -> [UInt8] {
        var pcap = Pcap()
        for index in 0..<packets {
            // An odd factor keeps the lower 30 bits apart: addresses 64.0.0.0 to 127.255.255.255, neighbours far apart.
            let source = 0x4000_0000 | (UInt32(index) &* 0x9E37_79B9) & 0x3FFF_FFFF
            let segment = Frames.tcp([.syn], from: UInt16(1_024 + index), payload: [])
            let packet = Frames.ipv4(.tcp, segment, from: IPAddress(v4: source))
            pcap.add(Frames.ethernet(0x0800, packet), microseconds: begin + Int64(index * 50))
        }
        return pcap.octets
    }

    private static let begin: Int64 = 1_700_000_000_000_000
}
