import Features
import Packets

/// What a sensor saw in a window, all entities together. Counts beyond `Int64.max` are stored as that.
public struct SummarySample: Sendable, Equatable {
    public var packets: UInt64
    /// Octets of network packets.
    public var octets: UInt64
    public var newFlows: UInt64
    public var tcpPackets: UInt64
    public var udpPackets: UInt64
    /// ICMP and ICMPv6.
    public var icmpPackets: UInt64

    public init(
        packets: UInt64, octets: UInt64, newFlows: UInt64, tcpPackets: UInt64, udpPackets: UInt64, icmpPackets: UInt64
    ) {
        self.packets = packets
        self.octets = octets
        self.newFlows = newFlows
        self.tcpPackets = tcpPackets
        self.udpPackets = udpPackets
        self.icmpPackets = icmpPackets
    }
}

extension TrafficSample {
    /// The sample of a second's totals; `time` is the end of the second.
    public init(_ totals: SecondTotals, sensor: String, time: Timestamp) {
        let content = SummarySample(
            packets: totals.packets, octets: totals.octets, newFlows: totals.newFlows, tcpPackets: totals.tcpPackets,
            udpPackets: totals.udpPackets, icmpPackets: totals.icmpPackets)
        self.init(sensor: sensor, time: time, windowSeconds: 1, content: .summary(content))
    }
}
