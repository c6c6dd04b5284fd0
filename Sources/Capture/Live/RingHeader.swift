internal import CPcap
public import Packets

/// What the kernel writes before a packet in the ring: the fields of `tpacket3_hdr` (packet(7)), in their places.
///
/// Told again in Swift, so that it is read where the packets are worked on, in another module; who opens a ring lays it beside
/// the kernel's own.
@usableFromInline
struct RingHeader {
    /// From this header to the next; 0 in a block's last packet.
    @usableFromInline var nextOffset: UInt32
    @usableFromInline var seconds: UInt32
    @usableFromInline var nanoseconds: UInt32
    @usableFromInline var capturedLength: UInt32
    @usableFromInline var originalLength: UInt32
    @usableFromInline var status: UInt32
    /// From this header to the frame.
    @usableFromInline var frameOffset: UInt16
    @usableFromInline var networkOffset: UInt16
    @usableFromInline var hash: UInt32
    /// The tag's control information, and its protocol.
    @usableFromInline var tagControl: UInt32
    @usableFromInline var tagProtocol: UInt16

    /// Of the status: the frame had a VLAN tag.
    @inlinable static var isTagged: UInt32 { 1 << 4 }

    @inlinable var timestamp: Timestamp {
        Timestamp(nanoseconds: Int64(seconds) &* 1_000_000_000 &+ Int64(nanoseconds))
    }
}

extension RingHeader {
    /// Whether every field that is read lies where the kernel's header has it.
    static var isTheKernels: Bool {
        let pairs: [(PartialKeyPath<RingHeader>, PartialKeyPath<tpacket3_hdr>)] = [
            (\.nextOffset, \.tp_next_offset), (\.seconds, \.tp_sec), (\.nanoseconds, \.tp_nsec),
            (\.capturedLength, \.tp_snaplen), (\.originalLength, \.tp_len), (\.status, \.tp_status),
            (\.frameOffset, \.tp_mac), (\.networkOffset, \.tp_net),
        ]
        // What follows is a union in the kernel's; its place is not to be had but from what is before it.
        let tag: [(PartialKeyPath<RingHeader>, PartialKeyPath<tpacket_hdr_variant1>)] = [
            (\.hash, \.tp_rxhash), (\.tagControl, \.tp_vlan_tci), (\.tagProtocol, \.tp_vlan_tpid),
        ]
        guard let network = MemoryLayout<tpacket3_hdr>.offset(of: \.tp_net) else { return false }
        let union = network + MemoryLayout<UInt16>.size
        return pairs.allSatisfy { MemoryLayout<RingHeader>.offset(of: $0) == MemoryLayout<tpacket3_hdr>.offset(of: $1) }
            && tag.allSatisfy { ours, theirs in
                MemoryLayout<RingHeader>.offset(of: ours)
                    == MemoryLayout<tpacket_hdr_variant1>.offset(of: theirs).map { $0 + union }
            } && isTagged == UInt32(TP_STATUS_VLAN_VALID)
    }
}
