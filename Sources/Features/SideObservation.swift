import Packets

/// What a packet shows beside its flow, to be folded into the windows of its entities.
public enum SideObservation: BitwiseCopyable, Sendable {
    /// A DNS message between a client and its resolver.
    case dns(DNSObservation, client: IPAddress, resolver: IPAddress)
    /// An ARP packet.
    case arp(ARPObservation)
    /// A request to a DHCP server from another address than any before, of hardware that asked from `first` first.
    case dhcp(first: IPAddress)
    /// A packet that decodes but that no honest stack sends.
    case odd(Oddities, source: IPAddress)
    /// A packet that could not be decoded beyond its addresses.
    case defect(DecodeError, source: IPAddress)
}

/// What the windows need of one ARP packet.
public struct ARPObservation: BitwiseCopyable, Sendable {
    public var source: IPAddress
    /// The target protocol address.
    public var target: IPAddress
    public var octets: UInt32
    /// It asks for another's address.
    public var isQuestion: Bool
    public var claim: AddressClaim
}
