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
    /// Whether every field lies where the kernel's header has it.
    static var isTheKernels: Bool {
        MemoryLayout<RingHeader>.offset(of: \.nextOffset) == MemoryLayout<tpacket3_hdr>.offset(of: \.tp_next_offset)
            && MemoryLayout<RingHeader>.offset(of: \.seconds) == MemoryLayout<tpacket3_hdr>.offset(of: \.tp_sec)
            && MemoryLayout<RingHeader>.offset(of: \.nanoseconds) == MemoryLayout<tpacket3_hdr>.offset(of: \.tp_nsec)
            && MemoryLayout<RingHeader>.offset(of: \.capturedLength)
                == MemoryLayout<tpacket3_hdr>.offset(of: \.tp_snaplen)
            && MemoryLayout<RingHeader>.offset(of: \.originalLength) == MemoryLayout<tpacket3_hdr>.offset(of: \.tp_len)
            && MemoryLayout<RingHeader>.offset(of: \.status) == MemoryLayout<tpacket3_hdr>.offset(of: \.tp_status)
            && MemoryLayout<RingHeader>.offset(of: \.frameOffset) == MemoryLayout<tpacket3_hdr>.offset(of: \.tp_mac)
            && isTagged == UInt32(TP_STATUS_VLAN_VALID)
    }
}
