/// What is kept of the packets around verdicts.
public struct EvidenceConfiguration: Sendable {
    /// Bytes of the ring that the latest packets are kept in, up to 4 GiB; 0 keeps none. Default 0: who asks for evidence
    /// says so.
    public var ringBytes = 0
    /// Octets kept of a payload, 0…1,460; 0 keeps headers alone. Default 64: what names a protocol, and little that people
    /// wrote. Of a DNS message the question is kept as well, and of an ICMP error the header that it quotes.
    public var payloadOctets = 64
    /// Seconds before the verdict's window, 0…600. Default 30: long enough that connections which are open in the window
    /// mostly begin in it.
    public var secondsBefore: Int64 = 30
    /// Seconds after the verdict, 0…60. Default 5.
    public var secondsAfter: Int64 = 5
    /// Octets of one verdict's evidence at most. Default 4 MiB: some 35,000 packets.
    public var maximumBytes = 4 << 20

    public init() {}

    /// Octets of a packet that have to be captured so that all of a payload is there that is kept.
    public var snapLength: Int { PacketTrim.headers + payloadOctets }

    /// Whether packets are kept at all.
    public var isOn: Bool { ringBytes > 0 }
    /// Verdicts that wait for their evidence at most; of more in so short a time the packets are not kept.
    static let maximumWaiting = 64
}
